import type { Edition, Language, StepKind } from '../course.ts';
import type { Item } from '../item.ts';
import type { ItemSet } from './items.ts';
import { surveyKeys, type Keys } from './keys.ts';
import type { PlainText } from './plain-text.ts';
import { countProse, countWords, type Prose } from './reading-level.ts';

/** What one step has in one language. */
export interface Measure {
	words: number;
	/** The minutes that a learner can fill with it. */
	minutes: number;
	/** What its reading level is counted from; undefined where there is no formula for the language. */
	prose?: Prose;
}

/** What one step has in each language. */
export type Measures = Partial<Record<Language, Measure>>;

/** What the content check prints of a step. */
export interface StepSurvey {
	module: string;
	id: string;
	kind: StepKind;
	/** The minutes it claims. */
	minutes: number;
	measures: Measures;
}

/** The items of one quiz or of the bank. */
export interface Sheet {
	/** `module/step`, or `bank`. */
	name: string;
	items: Item[];
	keys: Keys;
}

/** What the content check prints of a course, also of one that has faults. */
export interface Survey {
	course: string;
	code: string;
	languages: Language[];
	steps: StepSurvey[];
	onlineMinutes: number;
	sessionMinutes: number;
	/** `drawn` says how many items the test before and the test after take. */
	outcomes: { id: string; quizItems: number; bankItems: number; drawn: number[] }[];
	/** The quizzes in order, then the bank where there is one. */
	sheets: Sheet[];
}

const wordsPerMinute = 90;
const minutesPerTry = 2;
const minutesPerItem = 1.5;

/** Measures a text; `minutes` says how long it takes where it is no lesson. */
export function measureText(text: PlainText, language: Language, minutes: number): Measure {
	const words = [...text.paragraphs, ...text.labels].reduce((sum, it) => sum + countWords(it), 0);
	return { words, minutes, prose: countProse(text.paragraphs, language) };
}

/** The minutes a lesson fills: its words at 90 a minute, and 2 for each task, to a tenth. */
export function lessonMinutes(words: number, tries: number): number {
	return Math.round((words / wordsPerMinute + minutesPerTry * tries) * 10) / 10;
}

/** The minutes a quiz or test of so many items fills: 1.5 for each. */
export function quizMinutes(items: number): number {
	return items * minutesPerItem;
}

/** Sums a course up for the content check. */
export function surveyCourse(edition: Edition, bank: ItemSet, steps: StepSurvey[]): Survey {
	const { course, code, languages, onlineMinutes, sessionMinutes } = edition;
	const stepsOf = (kind: StepKind) =>
		edition.modules.flatMap((module) =>
			module.steps.flatMap((step) =>
				step.kind === kind && 'items' in step ? [{ name: `${module.id}/${step.id}`, items: step.items }] : []
			)
		);
	const quizzes = stepsOf('quiz');
	const count = (items: Item[], outcome: string) => items.filter((item) => item.outcome === outcome).length;
	return {
		course,
		code,
		languages,
		steps,
		onlineMinutes,
		sessionMinutes,
		outcomes: edition.outcomes.map(({ id }) => ({
			id,
			quizItems: quizzes.reduce((sum, { items }) => sum + count(items, id), 0),
			bankItems: count(bank.items, id),
			drawn: stepsOf('test').map(({ items }) => count(items, id))
		})),
		sheets: [...quizzes, ...(bank.items.length > 0 ? [{ name: 'bank', items: bank.items }] : [])].map((sheet) => ({
			...sheet,
			keys: surveyKeys(sheet.items, languages)
		}))
	};
}
