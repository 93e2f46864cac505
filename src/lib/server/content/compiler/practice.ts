import type { StepEntry } from './contents.ts';
import type { Criterion, Language, Practice } from '../course.ts';
import type { Draft } from './draft.ts';
import { gatherField, type PracticeFront } from './field.ts';
import { inLanguages } from '../language.ts';
import { countFrames } from './markdown.ts';
import { readPages, refuseDifferences, type Page } from './page.ts';
import { plainText } from './plain-text.ts';
import { renderMarkdown } from './render.ts';
import { practiceSchema } from './schema.ts';
import { measureText, type Measures } from './survey.ts';

type Pages = Map<Language, Page<PracticeFront>>;

/** Compiles a practice. Its languages must agree in tasks, fields and rubric, and its tasks must fill its minutes. */
export function compilePractice(
	entry: Extract<StepEntry, { kind: 'practice' }>,
	name: string,
	draft: Draft
): { step: Practice; measures: Measures } {
	const { library } = draft;
	const pages = readPages(draft, name, practiceSchema, ['case', 'note', 'sample']);
	for (const page of pages.values()) checkWhole(page, entry.minutes);
	checkAgreement(pages);
	const [first] = pages.values();
	const step: Practice = {
		...entry,
		title: inLanguages(pages, (page) => page.front.title),
		text: inLanguages(pages, (page) => renderMarkdown(page.text, library, { without: 'sample' })),
		sources: inLanguages(pages, (page) => page.front.sources),
		tasks: (first?.front.tasks ?? []).map(({ minutes }, at) => ({
			do: inLanguages(pages, ({ front }) => front.tasks[at]?.do ?? ''),
			minutes
		})),
		fields: (first?.front.fields ?? []).map((field, at) => gatherField(field, at, pages)),
		rubric: (first?.front.rubric ?? []).map(({ id, levels }, at): Criterion => ({
			id,
			criterion: inLanguages(pages, ({ front }) => front.rubric[at]?.criterion ?? ''),
			levels: levels.map((_, level) => inLanguages(pages, ({ front }) => front.rubric[at]?.levels[level] ?? ''))
		})),
		sample: inLanguages(pages, (page) => renderMarkdown(page.text, library, { only: 'sample', ids: 'sample-term' }))
	};
	const measures = inLanguages(pages, ({ text, language, front }) =>
		measureText(plainText(text), language, sumOf(front.tasks))
	);
	return { step, measures };
}

function sumOf(tasks: { minutes: number }[]): number {
	return tasks.reduce((sum, { minutes }) => sum + minutes, 0);
}

function checkWhole({ front, text, firstLine, lineOf, refuse }: Page<PracticeFront>, minutes: number): void {
	const sum = sumOf(front.tasks);
	if (sum !== minutes) {
		refuse(lineOf(['tasks']), `The tasks take ${sum} minutes, course.yaml says ${minutes}.`, 'Make them the same.');
	}
	const samples = countFrames(text, 'sample');
	if (samples !== 1) refuse(firstLine, `There are ${samples} samples.`, 'Show one good way in one :::sample.');
	const once = (ids: string[], path: (index: number) => readonly unknown[]) => {
		ids.forEach((id, index) => {
			if (ids.indexOf(id) < index) refuse(lineOf(path(index)), `The id “${id}” stands here twice.`, 'Change one.');
		});
	};
	once(
		front.fields.map(({ id }) => id),
		(index) => ['fields', index]
	);
	once(
		front.rubric.map(({ id }) => id),
		(index) => ['rubric', index]
	);
	front.fields.forEach((field, at) => {
		if (field.kind === 'choice')
			once(
				field.options.map(({ id }) => id),
				(index) => ['fields', at, 'options', index]
			);
		if (field.kind !== 'ratings') return;
		once(
			field.groups.map(({ id }) => id),
			(index) => ['fields', at, 'groups', index]
		);
		once(
			field.groups.flatMap(({ rows }) => rows.map(({ id }) => id)),
			() => ['fields', at, 'groups']
		);
	});
}

function checkAgreement(pages: Pages): void {
	refuseDifferences(
		pages,
		'Task',
		({ tasks }) => tasks.map(({ minutes }) => minutes),
		(at) => ['tasks', at]
	);
	refuseDifferences(
		pages,
		'Criterion',
		({ rubric }) => rubric.map(({ id }) => `“${id}”`),
		(at) => ['rubric', at]
	);
	refuseDifferences(
		pages,
		'Field',
		({ fields }) => fields.map(outline),
		(at) => ['fields', at]
	);
	refuseDifferences(
		pages,
		'Source',
		({ sources }) => sources.map(() => 'a source'),
		(at) => ['sources', at]
	);
}

// All that must be the same in every language, on one line.
function outline(field: PracticeFront['fields'][number]): string {
	const hint = field.hint === undefined ? '' : ' with a hint';
	if (field.kind === 'choice') return `“${field.id}” (${field.options.map(({ id }) => id).join(', ')})${hint}`;
	if (field.kind === 'text') return `“${field.id}” (text)${hint}`;
	const groups = field.groups.map(({ id, rows }) => `${id}: ${rows.map((row) => row.id).join(', ')}`);
	return `“${field.id}” (${field.scale.length} levels; ${groups.join('; ')})${hint}`;
}
