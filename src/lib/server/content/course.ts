import type { Item } from './item.ts';

/** The languages a course may be written in. */
export const contentLanguages = ['en', 'es', 'pt', 'fr'] as const;
export type Language = (typeof contentLanguages)[number];

/** A text in each language of its course. */
export type Words = Partial<Record<Language, string>>;

export type StepKind = 'lesson' | 'quiz' | 'test' | 'practice' | 'session';

/** A course as it was published: everything a learner sees of it, with its texts already turned into HTML. Never changed; named by the hash of its content. */
export interface Edition {
	/** The first 16 hexadecimal digits of the SHA-256 of the content. */
	hash: string;
	/** The folder's name, which is the course's name in addresses. */
	course: string;
	code: string;
	languages: Language[];
	title: Words;
	summary: Words;
	topics: string[];
	audience: string[];
	outcomes: { id: string; words: Words }[];
	/** The modules in order; the tests, where there are any, stand in modules of their own, `before` and `after`. */
	modules: Module[];
	/** What happens on the screen or at one's own workplace, in minutes. */
	onlineMinutes: number;
	/** What happens in workshop sessions, in minutes. */
	sessionMinutes: number;
}

export interface Module {
	id: string;
	title: Words;
	steps: Step[];
}

interface StepBase {
	id: string;
	kind: StepKind;
	minutes: number;
	outcomes: string[];
	title: Words;
}

export type Sources = Partial<Record<Language, string[]>>;

/** HTML in each language, safe to print as it is. */
export type Text = Words;

export interface Lesson extends StepBase {
	kind: 'lesson';
	text: Text;
	sources: Sources;
}

export interface Practice extends StepBase {
	kind: 'practice';
	text: Text;
	sources: Sources;
	tasks: { do: Words; minutes: number }[];
	fields: Field[];
	rubric: Criterion[];
	sample: Text;
}

export interface Session extends StepBase {
	kind: 'session';
	/** What everybody sees. */
	text: Text;
	/** The same guide with the facilitator's parts in their places. */
	guide: Text;
	room: Words;
	materials: Partial<Record<Language, string[]>>;
	agenda: { what: Words; minutes: number }[];
}

/** A quiz or a test: items, the percent that passes, and the minutes to wait before another try. A test without `pass` is done when it is handed in. */
export interface Quiz extends StepBase {
	kind: 'quiz' | 'test';
	items: Item[];
	pass?: number;
	wait: number;
}

export type Step = Lesson | Practice | Session | Quiz;

/** What a learner fills in. Ids are the same in all languages. */
export type Field =
	| { id: string; kind: 'text'; label: Words; hint?: Words }
	| { id: string; kind: 'choice'; label: Words; hint?: Words; options: { id: string; label: Words }[] }
	| {
			id: string;
			kind: 'ratings';
			label: Words;
			hint?: Words;
			/** The names of the levels 0, 1, 2 … */
			scale: Words[];
			groups: { id: string; label: Words; rows: { id: string; label: Words }[] }[];
	  };

/** One row of a rubric: its levels go from weakest (1) to strongest (4). */
export interface Criterion {
	id: string;
	criterion: Words;
	levels: Words[];
}

/** A term of the glossary, with its meaning where it was written. */
export interface GlossaryTerm {
	id: string;
	term: Words;
	meaning: Words;
	variants: { country: string; language: Language; term: string }[];
}

/** A fictional person who returns in cases. */
export interface CastMember {
	id: string;
	/** In years. */
	age: number;
	name: Words;
	role: Words;
	/** A few sentences about the person. */
	text: Text;
}

/** Something in the content that must be mended before it can be published. */
export interface Fault {
	/** Relative to the content folder. */
	file: string;
	/** Counted from 1. */
	line: number;
	/** What is wrong. */
	problem: string;
	/** What to do about it. */
	mend: string;
}
