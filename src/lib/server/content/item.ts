import type { Words } from './course.ts';

/** HTML in each language: the few inline elements GIFT authors use. */
type Html = Words;

/** One question. Options are told apart by their place in the file (`a`, `b`, `c` …), which is the same in every language. */
export type Item = Choice | TrueFalse | Matching | Short | Numerical;

interface ItemBase {
	id: string;
	outcome: string;
	title: Words;
	stem: Html;
	/** Feedback whatever the answer was (GIFT's `####`). */
	general?: Html;
}

/** One right answer (`weight` 100 for it, 0 or less for the others), or several, whose weights add up to 100. */
export interface Choice extends ItemBase {
	kind: 'choice';
	several: boolean;
	options: { id: string; text: Html; feedback?: Html; weight: number }[];
}

export interface TrueFalse extends ItemBase {
	kind: 'true-false';
	answer: boolean;
	feedback: { right?: Html; wrong?: Html };
}

/** Each left part has one right part; the parts on the right are offered in a stable mixed order. */
export interface Matching extends ItemBase {
	kind: 'matching';
	pairs: { id: string; left: Html; right: Words }[];
}

/** A word or a few. Capital letters, accents and spaces at the ends make no difference. */
export interface Short extends ItemBase {
	kind: 'short';
	answers: { text: Words; weight: number; feedback?: Html }[];
}

/** A number within a range, both ends included. */
export interface Numerical extends ItemBase {
	kind: 'numerical';
	answers: { low: number; high: number; weight: number; feedback?: Html }[];
}
