import { contentLanguages, type Fault } from '../course.ts';
import { refuseIn } from './fault.ts';
import type { Files } from './folder.ts';
import { splitFrontMatter } from './front-matter.ts';
import { giftParagraphs, markdownParagraphs, type Paragraph } from './paragraphs.ts';

/** Shorter paragraphs are calls, labels and answers, which may be alike. */
const fewestWords = 12;
/** How many words in a row are compared as one. */
const wordsInShingle = 3;
/** From this share of common shingles on, two paragraphs are twins. Paragraphs of the courses mostly stay under 0.2. */
const alike = 0.3;
/** From this share on, a paragraph stands whole inside a longer one. A saying of the cast that returns has about 0.8. */
const inside = 0.9;

interface Text extends Paragraph {
	shingles: Set<string>;
}

/**
 * Refuses paragraphs that stand nearly word for word a second time, in any course. Texts are compared with texts and items with items:
 * the feedback of an item may well repeat a sentence of its lesson. The fault stands at the later one, by the order of the files.
 */
export function refuseTwins(files: Files, faults: Fault[]): void {
	for (const language of contentLanguages) {
		for (const extension of ['md', 'gift'] as const) {
			const paths = [...files.keys()].filter(
				(path) => path.startsWith('courses/') && path.endsWith(`.${language}.${extension}`)
			);
			compare(paths.flatMap((path) => read(path, extension, files.get(path) ?? '')).flatMap(shingle), faults);
		}
	}
}

function read(path: string, extension: 'md' | 'gift', text: string): Paragraph[] {
	if (extension === 'gift') return giftParagraphs(path, text);
	const parts = splitFrontMatter(text);
	return parts ? markdownParagraphs(path, parts.body, parts.bodyLine) : [];
}

function shingle(paragraph: Paragraph): Text[] {
	const words = paragraph.text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
	if (words.length < fewestWords) return [];
	const starts = words.slice(0, 1 - wordsInShingle);
	return [{ ...paragraph, shingles: new Set(starts.map((_, at) => words.slice(at, at + wordsInShingle).join(' '))) }];
}

// Each text is met once; of those before it, only the ones that share a shingle are looked at.
function compare(texts: Text[], faults: Fault[]): void {
	const seen = new Map<string, Text[]>();
	for (const text of texts) {
		const shared = new Map<Text, number>();
		for (const words of text.shingles) {
			const others = seen.get(words);
			for (const other of others ?? []) shared.set(other, (shared.get(other) ?? 0) + 1);
			if (others) others.push(text);
			else seen.set(words, [text]);
		}
		const twin = [...shared].find(([other, common]) => areTwins(text, other, common))?.[0];
		if (!twin) continue;
		const problem = `This stands nearly word for word in ${twin.file}:${twin.line} too: “${text.text.slice(0, 50).trim()}…”.`;
		refuseIn(text.file, faults)(text.line, problem, 'Say it in other words here, or take one of the two out.');
	}
}

function areTwins(one: Text, other: Text, common: number): boolean {
	if (one.file === other.file && one.part === other.part) return false;
	const [few, many] = [one.shingles.size, other.shingles.size].sort((a, b) => a - b) as [number, number];
	return common / (few + many - common) >= alike || common / few >= inside;
}
