import type { StepEntry } from './contents.ts';
import type { Session } from '../course.ts';
import type { Draft } from './draft.ts';
import { inLanguages } from '../language.ts';
import { countFrames } from './markdown.ts';
import { readPages, refuseDifferences } from './page.ts';
import { plainText } from './plain-text.ts';
import { renderMarkdown } from './render.ts';
import { sessionSchema } from './schema.ts';
import { measureText, type Measures } from './survey.ts';

/** Compiles a session guide. Its agenda must be as long as the session, and the same in every language. */
export function compileSession(
	entry: Extract<StepEntry, { kind: 'session' }>,
	name: string,
	draft: Draft
): { step: Session; measures: Measures } {
	const { library } = draft;
	const pages = readPages(draft, name, sessionSchema, ['case', 'try', 'note', 'facilitator']);
	for (const { front, text, firstLine, lineOf, refuse } of pages.values()) {
		const sum = sumOf(front.agenda);
		if (sum !== entry.minutes) {
			refuse(
				lineOf(['agenda']),
				`The agenda takes ${sum} minutes, course.yaml says ${entry.minutes}.`,
				'Make them the same.'
			);
		}
		if (countFrames(text, 'facilitator') === 0) {
			refuse(firstLine, 'The facilitator finds no guide here.', 'Write the steps and the debrief in :::facilitator.');
		}
	}
	refuseDifferences(
		pages,
		'Agenda item',
		({ agenda }) => agenda.map(({ minutes }) => minutes),
		(at) => ['agenda', at]
	);
	refuseDifferences(
		pages,
		'Material',
		({ materials }) => materials.map(() => 'a material'),
		(at) => ['materials', at]
	);
	const [first] = pages.values();
	const step: Session = {
		...entry,
		title: inLanguages(pages, (page) => page.front.title),
		text: inLanguages(pages, (page) => renderMarkdown(page.text, library, { without: 'facilitator' })),
		guide: inLanguages(pages, (page) => renderMarkdown(page.text, library)),
		room: inLanguages(pages, (page) => page.front.room),
		materials: inLanguages(pages, (page) => page.front.materials),
		agenda: (first?.front.agenda ?? []).map(({ minutes }, at) => ({
			what: inLanguages(pages, ({ front }) => front.agenda[at]?.what ?? ''),
			minutes
		}))
	};
	const measures = inLanguages(pages, ({ text, language, front }) =>
		measureText(plainText(text), language, sumOf(front.agenda))
	);
	return { step, measures };
}

function sumOf(agenda: { minutes: number }[]): number {
	return agenda.reduce((sum, { minutes }) => sum + minutes, 0);
}
