import { refuseBlanks } from './compiler/blank.ts';
import { compileCourse } from './compiler/compile-course.ts';
import { addressesOf, readContents, type Contents } from './compiler/contents.ts';
import {
	contentLanguages,
	type CastMember,
	type Edition,
	type Fault,
	type GlossaryTerm,
	type Language
} from './course.ts';
import { byPlace, refuseIn } from './compiler/fault.ts';
import { readFolder, type Files } from './compiler/folder.ts';
import { readLibrary } from './compiler/library.ts';
import { refuseRetiredWords } from './compiler/retired-words.ts';
import type { Survey } from './compiler/survey.ts';
import { refuseTwins } from './compiler/twins.ts';

/** All that a content folder gives. */
export interface Compiled {
	/** The courses that may be published, by name. */
	editions: Edition[];
	/** By file and line. */
	faults: Fault[];
	glossary: GlossaryTerm[];
	cast: CastMember[];
	/** What the content check prints of each course, also of those with faults. */
	surveys: Survey[];
}

/**
 * Compiles a content folder. A course with a fault in its own folder gives no edition and stops no other; a fault in what they share
 * (cast, glossary, images) stops them all. Never throws for what an author wrote.
 */
export async function compileContent(folder: string): Promise<Compiled> {
	const { files, faults } = await readFolder(folder);
	return compileFiles(files, faults);
}

/** Compiles files that were read already; `faults` are those noted while reading. */
export function compileFiles(files: Files, faults: Fault[]): Compiled {
	const library = readLibrary(files, faults);
	const courses = new Set([...files.keys()].flatMap((path) => /^courses\/([^/]+)\//.exec(path)?.[1] ?? []));
	const contents = [...courses].flatMap((course) => readContents(course, files, faults) ?? []);
	for (const address of contents.flatMap(addressesOf)) library.addresses.add(address);
	const compiled = contents.map((course) => compileCourse(course, library, files, faults));
	for (const path of files.keys()) {
		if (/^courses\/[^/]+$/.test(path))
			refuseIn(path, faults)(1, 'Nobody lists this file.', 'Each course has a folder of its own.');
	}
	checkWords(files, contents, faults);
	refuseTwins(files, faults);
	const stopped = (course: string) =>
		faults.some(({ file }) => !file.startsWith('courses/') || file.startsWith(`courses/${course}/`));
	return {
		editions: compiled.map(({ edition }) => edition).filter(({ course }) => !stopped(course)),
		faults: faults.sort(byPlace),
		glossary: [...(library.glossary?.values() ?? [])].filter((term) => term !== undefined),
		cast: [...library.cast.values()].filter((person) => person !== undefined),
		surveys: compiled.map(({ survey }) => survey)
	};
}

function checkWords(files: Files, contents: Contents[], faults: Fault[]): void {
	for (const [path, text] of files) {
		const own = contentLanguages.find((language) => new RegExp(`\\.${language}\\.\\w+$`).test(path));
		const course = contents.find((it) => it.path === path);
		const languages: readonly Language[] = own ? [own] : (course?.languages ?? contentLanguages);
		if (text === undefined) continue;
		refuseRetiredWords(text, languages, refuseIn(path, faults));
		refuseBlanks(text, refuseIn(path, faults));
	}
}
