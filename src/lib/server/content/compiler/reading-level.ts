import type { Language } from '../course.ts';
import { englishSyllables, spanishSyllables } from './syllables.ts';

const word = /\p{L}+(?:[’'\-]\p{L}+)*/gu;
const title = /\b(Dra?|Sra?|Srta|Mrs?|Ms|St|Sta|Lic|Ing|vs|etc|No|Núm|art)\./giu;
const sentenceEnd = /[.!?…]+["”»’)\]]*(?=\s+["“«‘(¿¡]*[\p{Lu}\p{N}])/gu;

/** How many words a text has; a number counts as one. */
export function countWords(text: string): number {
	return text.match(/[\p{L}\p{N}]+(?:[’'.,\-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}

/** How many sentences a paragraph has: one at least, also without a full stop. */
export function countSentences(paragraph: string): number {
	return 1 + (paragraph.replace(title, '$1').match(sentenceEnd)?.length ?? 0);
}

const syllables: Partial<Record<Language, (word: string) => number>> = {
	en: remember(englishSyllables),
	es: remember(spanishSyllables)
};

// A course says a few thousand words a hundred thousand times.
function remember(count: (word: string) => number): (word: string) => number {
	const known = new Map<string, number>();
	return (word) => {
		const many = known.get(word) ?? count(word);
		known.set(word, many);
		return many;
	};
}

/** What a reading level is counted from. Numbers in digits are left out. */
export interface Prose {
	words: number;
	sentences: number;
	syllables: number;
}

/** Counts paragraphs; undefined for languages whose syllables are not known here, or without words. */
export function countProse(paragraphs: string[], language: Language): Prose | undefined {
	const count = syllables[language];
	const found = paragraphs.flatMap((paragraph) => paragraph.match(word) ?? []);
	if (!count || found.length === 0) return undefined;
	return {
		words: found.length,
		sentences: paragraphs.filter((it) => it.match(word)).reduce((sum, it) => sum + countSentences(it), 0),
		syllables: found.reduce((sum, it) => sum + count(it), 0)
	};
}

/**
 * How easy prose is to read: about 100 very easy, 60 plain, under 40 hard.
 *
 * English: Flesch reading ease (R. Flesch, A new readability yardstick, Journal of Applied Psychology 32, 1948),
 * 206.835 - 1.015 words/sentences - 84.6 syllables/words.
 * Spanish: perspicuity (F. Szigriszt Pazos, doctoral thesis, Universidad Complutense de Madrid, 1993), read on the INFLESZ scale
 * (Barrio-Cantalejo and others, Anales del Sistema Sanitario de Navarra 31, 2008): 206.835 - 62.3 syllables/words - words/sentences.
 */
export function readingLevel({ words, sentences, syllables }: Prose, language: Language): number {
	const perWord = syllables / words;
	const perSentence = words / sentences;
	return language === 'en' ? 206.835 - 1.015 * perSentence - 84.6 * perWord : 206.835 - 62.3 * perWord - perSentence;
}
