import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from '../course.ts';
import { lineAt, refuseIn } from './fault.ts';

/**
 * The texts of the content folder by path, with `/` between folders and `\n` between lines. A file that could not be taken is
 * there without a text: its fault is noted already.
 */
export type Files = Map<string, string | undefined>;

const parts = ['cast', 'courses', 'glossary.yaml', 'images'];
const largest = 200_000;
// NUL breaks PostgreSQL; the direction marks can make a line read differently from what it says.
const forbidden = /[\u0000-\u0008\u000b-\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/;

/** Reads all files a course may be made of. Files over 200 kB, not in UTF-8 or with control characters become faults. */
export async function readFolder(folder: string): Promise<{ files: Files; faults: Fault[] }> {
	const files: Files = new Map();
	const faults: Fault[] = [];
	const paths = (await Promise.all(parts.map((part) => list(folder, part)))).flat().sort();
	const texts = await Promise.all(paths.map((path) => readText(folder, path, faults)));
	paths.forEach((path, index) => files.set(path, texts[index]));
	return { files, faults };
}

async function list(folder: string, path: string): Promise<string[]> {
	const found = await stat(join(folder, path)).catch(() => undefined);
	if (found?.isFile()) return [path];
	if (!found?.isDirectory()) return [];
	const names = (await readdir(join(folder, path))).filter((name) => !name.startsWith('.'));
	return (await Promise.all(names.map((name) => list(folder, `${path}/${name}`)))).flat();
}

async function readText(folder: string, path: string, faults: Fault[]): Promise<string | undefined> {
	const refuse = refuseIn(path, faults);
	const { size } = await stat(join(folder, path));
	if (size > largest) {
		refuse(
			1,
			`The file has ${Math.ceil(size / 1000)} kB.`,
			'Keep it under 200 kB: divide it, or take out what does not belong.'
		);
		return undefined;
	}
	let text: string;
	try {
		text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(join(folder, path)));
	} catch {
		refuse(1, 'The file is not in UTF-8.', 'Save it again with the encoding UTF-8.');
		return undefined;
	}
	text = text.replace(/\r\n?/g, '\n').normalize('NFC');
	const offset = text.search(forbidden);
	if (offset === -1) return text;
	const code = text.charCodeAt(offset).toString(16).toUpperCase().padStart(4, '0');
	refuse(lineAt(text, offset), `An invisible character (U+${code}) stands here.`, 'Delete it, or type the line again.');
	return undefined;
}
