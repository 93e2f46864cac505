import { refuseUnsourcedClaim } from './claims.ts';
import type { StepEntry } from './contents.ts';
import type { Lesson } from '../course.ts';
import type { Draft } from './draft.ts';
import { inLanguages } from '../language.ts';
import { refuseBareList } from './lesson-shape.ts';
import { countFrames, frameAt } from './markdown.ts';
import { readPages, refuseDifferences, type Page } from './page.ts';
import { plainText } from './plain-text.ts';
import { renderMarkdown } from './render.ts';
import { lessonSchema } from './schema.ts';
import { lessonMinutes, measureText, type Measure, type Measures } from './survey.ts';

const fewestWords = 400;
const mostWords = 900;

/** Compiles a lesson, and refuses one that is too short or long, a bare list, or does not go from a case to tomorrow. */
export function compileLesson(
	entry: Extract<StepEntry, { kind: 'lesson' }>,
	name: string,
	draft: Draft
): { step: Lesson; measures: Measures } {
	const pages = readPages(draft, name, lessonSchema, ['case', 'try', 'tomorrow', 'note']);
	for (const page of pages.values()) {
		checkCourse(page);
		refuseBareList(page);
		refuseUnsourcedClaim(page);
	}
	refuseDifferences(
		pages,
		'Source',
		({ sources }) => sources.map(() => 'a source'),
		(at) => ['sources', at]
	);
	const step: Lesson = {
		...entry,
		title: inLanguages(pages, (page) => page.front.title),
		text: inLanguages(pages, (page) => renderMarkdown(page.text, draft.library)),
		sources: inLanguages(pages, (page) => page.front.sources)
	};
	return { step, measures: inLanguages(pages, measure) };
}

function measure({ text, language }: Page<unknown>): Measure {
	const measured = measureText(plainText(text), language, 0);
	return { ...measured, minutes: lessonMinutes(measured.words, countFrames(text, 'try')) };
}

function checkCourse(page: Page<unknown>): void {
	const { text, firstLine, refuse } = page;
	const { words } = measure(page);
	if (words < fewestWords) refuse(firstLine, `The lesson has ${words} words.`, `Write at least ${fewestWords}.`);
	if (words > mostWords)
		refuse(firstLine, `The lesson has ${words} words.`, `Cut it to ${mostWords}, or make two of it.`);
	if (frameAt(text, 'start') !== 'case') {
		refuse(firstLine, 'The lesson does not open with a situation.', 'Begin with :::case.');
	}
	if (frameAt(text, 'end') !== 'tomorrow') {
		refuse(firstLine, 'The lesson does not end with what to do tomorrow.', 'End with :::tomorrow.');
	}
	if (countFrames(text, 'tomorrow') > 1) refuse(firstLine, 'There is more than one :::tomorrow.', 'Keep the last.');
}
