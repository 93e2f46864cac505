import { readCast } from './cast.ts';
import type { CastMember, Fault, GlossaryTerm, Words } from '../course.ts';
import { refuseIn } from './fault.ts';
import type { Files } from './folder.ts';
import { readGlossary } from './glossary.ts';
import { pathInLanguage } from '../language.ts';
import { readPicture } from './picture.ts';

/** What all courses may refer to. A name that is there without a value has a fault of its own, noted already. */
export interface Library {
	cast: Map<string, CastMember | undefined>;
	/** Undefined where the file as a whole could not be read. */
	glossary: Map<string, GlossaryTerm | undefined> | undefined;
	/** The checked drawings by name and language. */
	pictures: Map<string, Words | undefined>;
	/** The addresses a text may link to below `/courses`. */
	addresses: Set<string>;
}

/** Reads cast, glossary and pictures, and notes what is wrong with them. The addresses are still empty. */
export function readLibrary(files: Files, faults: Fault[]): Library {
	return {
		cast: readCast(files, faults),
		glossary: readGlossary(files, faults),
		pictures: readPictures(files, faults),
		addresses: new Set()
	};
}

function readPictures(files: Files, faults: Fault[]): Map<string, Words | undefined> {
	const pictures = new Map<string, Words | undefined>();
	for (const [path, text] of files) {
		if (!path.startsWith('images/')) continue;
		const refuse = refuseIn(path, faults);
		const place = pathInLanguage(path.slice('images/'.length), 'svg');
		if (!place) {
			refuse(1, 'This is no picture.', 'Call it images/<name>.<language>.svg, or take it out.');
			continue;
		}
		const svg = text === undefined ? undefined : readPicture(text, place.name, refuse);
		const known: Words | undefined = pictures.has(place.name) ? pictures.get(place.name) : {};
		pictures.set(place.name, svg === undefined || !known ? undefined : { ...known, [place.language]: svg });
	}
	return pictures;
}
