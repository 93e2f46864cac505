import type { CastMember, Fault, Language } from '../course.ts';
import { refuseIn } from './fault.ts';
import type { Files } from './folder.ts';
import { splitFrontMatter } from './front-matter.ts';
import { inLanguages, pathInLanguage } from '../language.ts';
import { escapeHtml } from './safe-html.ts';
import { castSchema } from './schema.ts';
import { parseYaml, validate } from './yaml-document.ts';

/** Reads the fictional people of `cast/`. A person with a fault is there without a value. */
export function readCast(files: Files, faults: Fault[]): Map<string, CastMember | undefined> {
	const pages = new Map<string, Map<Language, Page | undefined>>();
	for (const [path, text] of files) {
		if (!path.startsWith('cast/')) continue;
		const place = pathInLanguage(path.slice('cast/'.length), 'md');
		if (!place) {
			refuseIn(path, faults)(1, 'This is no member of the cast.', 'Call it cast/<name>.<language>.md, or take it out.');
			continue;
		}
		const page = text === undefined ? undefined : readPage(path, text, place.language, faults);
		pages.set(place.name, (pages.get(place.name) ?? new Map<Language, Page | undefined>()).set(place.language, page));
	}
	return new Map([...pages].map(([id, inEach]) => [id, gather(id, inEach, faults)]));
}

interface Page {
	name: string;
	age: number;
	role: string;
	text: string;
}

function readPage(path: string, text: string, language: Language, faults: Fault[]): Page | undefined {
	const refuse = refuseIn(path, faults);
	const parts = splitFrontMatter(text);
	if (!parts) {
		refuse(1, 'The file does not begin with front matter.', 'Write name, age and role between two lines of ---.');
		return undefined;
	}
	const document = parseYaml(parts.front, parts.frontLine, refuse);
	const front = document && validate(document, castSchema(language), refuse);
	const paragraphs = parts.body
		.split(/\n{2,}/)
		.map((it) => it.trim())
		.filter((it) => it !== '');
	return front && { ...front, text: paragraphs.map((it) => `<p>${escapeHtml(it)}</p>`).join('\n') };
}

function gather(id: string, inEach: Map<Language, Page | undefined>, faults: Fault[]): CastMember | undefined {
	const pages = new Map<Language, Page>();
	for (const [language, page] of inEach) {
		if (!page) return undefined;
		pages.set(language, page);
	}
	const [first, ...others] = [...pages];
	if (!first) return undefined;
	const other = others.find(([, page]) => page.age !== first[1].age);
	if (other) {
		const refuse = refuseIn(`cast/${id}.${other[0]}.md`, faults);
		refuse(1, `The age differs from cast/${id}.${first[0]}.md.`, 'Give the person one age.');
		return undefined;
	}
	return {
		id,
		age: first[1].age,
		name: inLanguages(pages, (page) => page.name),
		role: inLanguages(pages, (page) => page.role),
		text: inLanguages(pages, (page) => page.text)
	};
}
