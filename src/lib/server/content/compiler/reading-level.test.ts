import { expect, test } from 'vitest';
import type { Language } from '../course.ts';
import { countProse, countSentences, countWords, readingLevel } from './reading-level.ts';
import { englishSyllables, spanishSyllables } from './syllables.ts';

function levelOf(paragraphs: string[], language: Language): number | undefined {
	const prose = countProse(paragraphs, language);
	return prose && readingLevel(prose, language);
}

test('English by hand: 6 words of 6 syllables in one sentence', () => {
	// 206.835 - 1.015 * 6 - 84.6 * 1
	expect(levelOf(['The cat sat on the mat.'], 'en')).toBeCloseTo(116.145, 3);
});

test('English by hand: 12 words of 20 syllables in two sentences', () => {
	// The judge asks the team: where do we be-gin? Re-co-ver-y is pos-si-ble. He … 206.835 - 1.015 * 12 / 2 - 84.6 * 17 / 12
	const text = 'The judge asks the team: where do we begin? Recovery is possible.';
	expect([...text.matchAll(/\p{L}+/gu)].map(([word]) => englishSyllables(word))).toEqual([
		1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 3
	]);
	expect(levelOf([text], 'en')).toBeCloseTo(206.835 - 1.015 * 6 - (84.6 * 18) / 12, 3);
});

test('Spanish by hand: 4 words of 6 syllables in one sentence', () => {
	// La puer-ta se a-bre. 206.835 - 62.3 * 6 / 4 - 4
	expect(levelOf(['La puerta se abre.'], 'es')).toBeCloseTo(109.385, 3);
});

test('Spanish by hand: 9 words of 20 syllables in two sentences', () => {
	// Da-niel ca-í-a en si-len-cio. Su pa-ís no te-ní-a puer-tas.
	const text = 'Daniel caía en silencio. Su país no tenía puertas.';
	expect([...text.matchAll(/\p{L}+/gu)].map(([word]) => spanishSyllables(word))).toEqual([2, 3, 1, 3, 1, 2, 1, 3, 2]);
	expect(levelOf([text], 'es')).toBeCloseTo(206.835 - (62.3 * 18) / 9 - 9 / 2, 3);
});

test.each(
	Object.entries({
		que: 1,
		guerra: 2,
		pingüino: 3,
		día: 2,
		ciudad: 2,
		construí: 2,
		buey: 1,
		averiguáis: 4,
		teatro: 3,
		ahí: 2,
		ahora: 3,
		prohibir: 2,
		búho: 2,
		guía: 2,
		paranoia: 4,
		y: 1,
		ley: 1,
		aquí: 2,
		recuperación: 5,
		cohete: 3,
		vehículo: 4,
		reunión: 2,
		sociedad: 3,
		DTC: 3
	})
)('%s has its syllables', (word, syllables) => {
	expect(spanishSyllables(word)).toBe(syllables);
});

test.each(
	Object.entries({
		home: 1,
		table: 2,
		houses: 2,
		homes: 1,
		helped: 1,
		wanted: 2,
		settled: 2,
		carried: 2,
		statement: 2,
		element: 3,
		every: 2,
		everyone: 3,
		trial: 2,
		special: 2,
		judicial: 3,
		period: 3,
		nation: 2,
		violence: 3,
		client: 2,
		patient: 2,
		quiet: 2,
		science: 2,
		easier: 3,
		going: 2,
		create: 2,
		people: 2,
		actual: 3,
		language: 2,
		unique: 2,
		racism: 3,
		"didn't": 2,
		"don't": 1,
		"aren't": 1,
		'person-first': 3,
		DTC: 3
	})
)('%s has its syllables', (word, syllables) => {
	expect(englishSyllables(word)).toBe(syllables);
});

test('words and sentences are counted as a reader counts them', () => {
	expect(countWords("Wilmer's 12.5 grams — person-first, 9:30.")).toBe(6);
	expect(countSentences('Dr. Pérez came at 9.30 a. m. to the court. “Where?” he asked. Nobody knew…')).toBe(3);
	expect(countSentences('No full stop')).toBe(1);
	expect(countSentences('¿Dónde? ¡Aquí! «Sí.» Bien.')).toBe(4);
});

test('there is no level without words or a formula', () => {
	expect([levelOf([], 'en'), levelOf(['12 34.'], 'es'), levelOf(['La porte.'], 'fr')]).toEqual([
		undefined,
		undefined,
		undefined
	]);
});
