import { expect, test } from 'vitest';
import type { Choice, Item } from '../item.ts';
import { surveyKeys } from './keys.ts';

// Options as “=right” and “~wrong”, in English and Spanish.
function choice(en: string[], es: string[], several = false): Choice {
	return {
		id: 'x',
		outcome: 'see',
		kind: 'choice',
		title: {},
		stem: {},
		several,
		options: en.map((text, at) => ({
			id: 'abc'.charAt(at),
			text: { en: text.slice(1), es: es[at]?.slice(1) ?? '' },
			weight: text.startsWith('=') ? 100 : 0
		}))
	};
}

test('the place and the length of the right option are counted, each language for itself', () => {
	const items = [
		choice(['=the longest of all', '~short', '~shorter'], ['=corta', '~la más larga', '~media']),
		choice(['~as long', '=as lang', '~no'], ['~no', '=la más larga', '~sí']),
		choice(['=a &amp; b', '~a and', '~c'], ['=a &amp; b', '~a', '~c'])
	];
	expect(surveyKeys(items, ['en', 'es'])).toEqual({ items: 3, places: { a: 2, b: 1 }, longest: { en: 1, es: 2 } });
});

test('items without one right option are not counted', () => {
	const truth: Item = { id: 'y', outcome: 'see', kind: 'true-false', title: {}, stem: {}, answer: true, feedback: {} };
	const items = [truth, choice(['=a', '=b', '~c'], ['=a', '=b', '~c'], true)];
	expect(surveyKeys(items, ['en'])).toEqual({ items: 0, places: {}, longest: { en: 0 } });
});
