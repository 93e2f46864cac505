import type { StepEntry } from './contents.ts';
import type { Quiz } from '../course.ts';
import type { Draft } from './draft.ts';
import { refuseIn } from './fault.ts';
import type { Item } from '../item.ts';
import { readItems, type ItemSet } from './items.ts';
import { inLanguages } from '../language.ts';
import { measureText, quizMinutes, type Measures } from './survey.ts';

const fewestItems = 6;
const mostItems = 10;

/** Compiles a quiz of 6 to 10 items. Its outcomes are those its items test. */
export function compileQuiz(
	{ id, minutes, title, pass, wait }: Extract<StepEntry, { kind: 'quiz' }>,
	name: string,
	draft: Draft
): { step: Quiz; measures: Measures } {
	const set = readItems(draft, name);
	const { contents, faults } = draft;
	const many = set.items.length;
	if (set.texts.size > 0 && (many < fewestItems || many > mostItems)) {
		const refuse = refuseIn(`courses/${contents.course}/${name}.${contents.languages[0]}.gift`, faults);
		refuse(1, `The quiz has ${many} sound items.`, `Give it ${fewestItems} to ${mostItems}.`);
	}
	const outcomes = Object.keys(contents.outcomes).filter((outcome) =>
		set.items.some((item) => item.outcome === outcome)
	);
	const step: Quiz = { id, kind: 'quiz', minutes, outcomes, title, items: set.items, pass, wait };
	return { step, measures: measureItems(set, set.items) };
}

/** Measures some items of a set in each language. */
export function measureItems({ texts }: ItemSet, items: Item[]): Measures {
	const pages = new Map([...texts].map(([language, byId]) => [language, { language, byId }]));
	return inLanguages(pages, ({ language, byId }) => {
		const paragraphs = items.flatMap(({ id }) => byId.get(id) ?? []);
		return measureText({ paragraphs, labels: [] }, language, quizMinutes(items.length));
	});
}
