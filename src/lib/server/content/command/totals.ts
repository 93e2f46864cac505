import type { Language } from '../course.ts';
import type { Prose } from '../compiler/reading-level.ts';
import type { Measure, StepSurvey } from '../compiler/survey.ts';

/** What some steps have together in one language: minutes to a tenth, words, and what their reading level is counted from. */
export function sumMeasures(steps: StepSurvey[], language: Language): Measure {
	const measures = steps.flatMap(({ measures }) => measures[language] ?? []);
	return {
		minutes: Math.round(measures.reduce((sum, { minutes }) => sum + minutes, 0) * 10) / 10,
		words: measures.reduce((sum, { words }) => sum + words, 0),
		prose: measures.map(({ prose }) => prose).reduce(add, undefined)
	};
}

/** Minutes as hours, to a tenth. */
export function hours(minutes: number): string {
	return (minutes / 60).toFixed(1);
}

function add(one: Prose | undefined, other: Prose | undefined): Prose | undefined {
	if (!one || !other) return one ?? other;
	return {
		words: one.words + other.words,
		sentences: one.sentences + other.sentences,
		syllables: one.syllables + other.syllables
	};
}
