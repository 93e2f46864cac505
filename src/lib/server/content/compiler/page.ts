import type { GenericSchema, InferOutput } from 'valibot';
import type { Language } from '../course.ts';
import type { Frame } from './directive.ts';
import { takeTexts, type CourseText, type Draft } from './draft.ts';
import type { Refuse } from './fault.ts';
import { splitFrontMatter } from './front-matter.ts';
import { parseMarkdown, type Markdown } from './markdown.ts';
import { refuseOtherOutline } from './outline.ts';
import { parseYaml, validate } from './yaml-document.ts';

/** A Markdown file of a course in one language: its front matter and its text. */
export interface Page<Front> {
	path: string;
	language: Language;
	front: Front;
	text: Markdown;
	/** The line on which the text begins. */
	firstLine: number;
	/** The line of a part of the front matter. */
	lineOf(path: readonly unknown[]): number;
	refuse: Refuse;
}

/** Reads a step's files in all languages of its course, which must have the same outline; those with faults are left out. */
export function readPages<S extends GenericSchema>(
	draft: Draft,
	name: string,
	schema: (language: Language) => S,
	frames: readonly Frame[]
): Map<Language, Page<InferOutput<S>>> {
	const pages = new Map<Language, Page<InferOutput<S>>>();
	for (const file of takeTexts(draft, name, 'md')) {
		const page = readPage(file, schema(file.language), frames, draft);
		if (page) pages.set(file.language, page);
	}
	refuseOtherOutline(pages);
	return pages;
}

function readPage<S extends GenericSchema>(
	{ path, language, text, refuse }: CourseText,
	schema: S,
	frames: readonly Frame[],
	{ library }: Draft
): Page<InferOutput<S>> | undefined {
	const parts = splitFrontMatter(text);
	if (!parts) {
		refuse(1, 'The file does not begin with front matter.', 'Write the title and the rest between two lines of ---.');
		return undefined;
	}
	const document = parseYaml(parts.front, parts.frontLine, refuse);
	const front = document && validate(document, schema, refuse);
	const setting = { language, firstLine: parts.bodyLine, frames, library };
	const markdown = parseMarkdown(parts.body, setting, refuse);
	if (!document || !front || !markdown) return undefined;
	return { path, language, front, text: markdown, firstLine: parts.bodyLine, lineOf: document.lineOf, refuse };
}

/** The fault of lists that should be the same in every language, noted where they first part. `what` names one entry: “Field”. */
export function refuseDifferences<Front>(
	pages: Map<Language, Page<Front>>,
	what: string,
	list: (front: Front) => (string | number)[],
	path: (index: number) => readonly unknown[]
): void {
	const [first, ...others] = pages.values();
	if (!first) return;
	const wanted = list(first.front);
	for (const page of others) {
		const given = list(page.front);
		const index = Array.from({ length: Math.max(wanted.length, given.length) }, (_, at) => at).find(
			(at) => wanted[at] !== given[at]
		);
		if (index === undefined) continue;
		const [here, there] = [given[index] ?? 'nothing', wanted[index] ?? 'nothing'];
		const problem = `${what} ${index + 1} is ${here} here and ${there} in ${first.path.split('/').at(-1)}.`;
		page.refuse(page.lineOf(path(index)), problem, 'Make them the same, in the same order.');
	}
}
