import { expect, test } from 'vitest';
import { inLanguage, languageOf, withoutLanguage } from './address.ts';
import { href, inWords } from './href.ts';

test('the address says the language; English has no prefix', () => {
	expect(['/', '/home', '/escape', '/es-home', '/courses/es'].map(languageOf)).toEqual(['en', 'en', 'en', 'en', 'en']);
	expect(['/es', '/es/', '/es/home', '/es/es'].map(languageOf)).toEqual(['es', 'es', 'es', 'es']);
});

test('an address without its language is the English one', () => {
	expect(['/es', '/es/', '/es/home', '/home', '/escape', '/es/es/x'].map(withoutLanguage)).toEqual([
		'/',
		'/',
		'/home',
		'/home',
		'/escape',
		'/es/x'
	]);
});

test('the same address in the other language, there and back', () => {
	expect(inLanguage('/', 'es')).toBe('/es');
	expect(inLanguage('/courses/a/b/c', 'es')).toBe('/es/courses/a/b/c');
	expect(inLanguage('/es/courses', 'es')).toBe('/es/courses');
	for (const path of ['/', '/home', '/courses/a/b/c']) expect(inLanguage(inLanguage(path, 'es'), 'en')).toBe(path);
});

test('outside a page, addresses and words are English', () => {
	expect(href('/home')).toBe('/home');
	expect(inWords({ es: 'Ruta', en: 'Way' })).toBe('Way');
	expect(inWords({ pt: 'Caminho' })).toBe('Caminho');
	expect(inWords({})).toBe('');
});
