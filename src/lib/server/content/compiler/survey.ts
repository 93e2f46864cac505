import type { Edition, Language, StepKind } from '../course.ts';
import type { Item } from '../item.ts';
import type { ItemSet } from './items.ts';
import type { PlainText } from './plain-text.ts';
import { countWords, readingLevel } from './reading-level.ts';

/** What one step has in one language. */
export interface Measure {
	words: number;
	/** The minutes that a learner can fill with it. */
	minutes: number;
	/** Reading ease; undefined where there is no formula for the language. */
	level?: number;
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

/** What the content check prints of a course, also of one that has faults. */
export interface Survey {
	course: string;
	languages: Language[];
	steps: StepSurvey[];
	onlineMinutes: number;
	sessionMinutes: number;
	outcomes: { id: string; quizItems: number; bankItems: number }[];
	/** For each quiz and the bank: how often the right option stands at each place. */
	keys: { name: string; items: number; places: Record<string, number> }[];
}

const wordsPerMinute = 90;
const minutesPerTry = 2;
const minutesPerItem = 1.5;

/** Measures a text; `minutes` says how long it takes where it is no lesson. */
export function measureText(text: PlainText, language: Language, minutes: number): Measure {
	const words = [...text.paragraphs, ...text.labels].reduce((sum, it) => sum + countWords(it), 0);
	return { words, minutes, level: readingLevel(text.paragraphs, language) };
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
	const quizzes = edition.modules.flatMap((module) =>
		module.steps.flatMap((step) =>
			step.kind === 'quiz' ? [{ name: `${module.id}/${step.id}`, items: step.items }] : []
		)
	);
	const count = (items: Item[], outcome: string) => items.filter((item) => item.outcome === outcome).length;
	return {
		course: edition.course,
		languages: edition.languages,
		steps,
		onlineMinutes: edition.onlineMinutes,
		sessionMinutes: edition.sessionMinutes,
		outcomes: edition.outcomes.map(({ id }) => ({
			id,
			quizItems: count(
				quizzes.flatMap(({ items }) => items),
				id
			),
			bankItems: count(bank.items, id)
		})),
		keys: [...quizzes, { name: 'bank', items: bank.items }].map(({ name, items }) => ({
			name,
			items: items.length,
			places: placesOf(items)
		}))
	};
}

function placesOf(items: Item[]): Record<string, number> {
	const places: Record<string, number> = {};
	for (const item of items) {
		if (item.kind !== 'choice' || item.several) continue;
		const right = item.options.find(({ weight }) => weight === 100)?.id ?? '?';
		places[right] = (places[right] ?? 0) + 1;
	}
	return places;
}
