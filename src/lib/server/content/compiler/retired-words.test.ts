import { expect, test } from 'vitest';
import type { Fault, Language } from '../course.ts';
import { refuseIn } from './fault.ts';
import { refuseRetiredWords } from './retired-words.ts';

function found(text: string, ...languages: Language[]): string[] {
	const faults: Fault[] = [];
	refuseRetiredWords(text, languages, refuseIn('x', faults));
	return faults.map(({ line, problem }) => `${line} ${/“(.*)”/.exec(problem)?.[1]}`);
}

test('retired words are found in any form, on their lines', () => {
	expect(found('An Addict.\n\nEx-addicts, clean; a DIRTY test. Drug\nusers.', 'en').sort()).toEqual(
		['1 Addict', '3 DIRTY', '3 Drug users', '3 Ex-addicts', '3 clean'].sort()
	);
	expect(found('Un exadicto, una toxicómana, dos TOXICOMANOS, limpia.', 'es')).toHaveLength(4);
	expect(found('Um viciado e um toxicômano.', 'pt')).toHaveLength(2);
	expect(found('Un drogué, une toxicomane.', 'fr')).toHaveLength(2);
});

test('other words are left alone', () => {
	expect(
		found('The address, addiction, addictive, cleaning, cleanly, unclean, convicted, Alcoholics Anonymous.', 'en')
	).toEqual([]);
	expect(found('La adicción, creo, el recreo, la limpieza, la línea, una dirección.', 'es')).toEqual([]);
	expect(found('La drogue, un code propre, il a salé.', 'fr')).toEqual([]);
});

test('a word is not used where it is only quoted', () => {
	const text =
		'---\ntitle: T\nsources:\n  - The addict, 1950\n- Clean, 1960\nrole: x\n---\n\n:retired[addict] [The addict](https://a.org/addict) https://a.org/clean';
	expect(found(text, 'en')).toEqual([]);
	expect(found('// [id:clean-1] [tag:clean]\n::T::Clean?', 'en')).toEqual(['2 Clean']);
	expect(found('sources: x\nrole: addict', 'en')).toEqual(['2 addict']);
});
