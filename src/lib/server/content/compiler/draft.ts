import type { Contents } from './contents.ts';
import type { Fault, Language } from '../course.ts';
import { refuseIn, type Refuse } from './fault.ts';
import type { Files } from './folder.ts';
import { languageNames } from '../language.ts';
import type { Library } from './library.ts';

/** One course while it is being compiled. */
export interface Draft {
	contents: Contents;
	library: Library;
	files: Files;
	faults: Fault[];
	/** The files that belong to the course; any other in its folder is a fault. */
	taken: Set<string>;
	/** Where each item was first seen, by its id. */
	items: Map<string, string>;
}

/** A draft of a course of which only the table of contents is known. */
export function startDraft(contents: Contents, library: Library, files: Files, faults: Fault[]): Draft {
	return { contents, library, files, faults, taken: new Set([contents.path]), items: new Map() };
}

/** A file of a course in one language. */
export interface CourseText {
	path: string;
	language: Language;
	text: string;
	refuse: Refuse;
}

/** Takes a file in all languages of the course, `module/step` or `bank`. A missing one is a fault, and is left out. */
export function takeTexts({ contents, files, faults, taken }: Draft, name: string, extension: string): CourseText[] {
	return contents.languages.flatMap((language) => {
		const path = `courses/${contents.course}/${name}.${language}.${extension}`;
		const refuse = refuseIn(path, faults);
		const text = files.get(path);
		taken.add(path);
		if (!files.has(path))
			refuse(1, `The ${languageNames[language]} file is missing.`, 'Write it, or take the step out of course.yaml.');
		return text === undefined ? [] : [{ path, language, text, refuse }];
	});
}
