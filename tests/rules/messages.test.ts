import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { languages, type Language } from '#lib/i18n/address.ts';
import { countryName } from '#lib/i18n/format.ts';
import { professionName, sectorName, sexName } from '#lib/i18n/names.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { speaking } from '#lib/web/language.ts';
import { refuseRetiredWords } from '#server/content/compiler/retired-words.ts';
import { countries } from '#server/people/country.ts';
import { professions, sectors, sexes } from '#server/people/profile.ts';

interface Variants {
	declarations: string[];
	selectors: string[];
	match: Record<string, string>;
}
type Message = string | Variants[];

const root = new URL('../..', import.meta.url).pathname;
const folder = join(root, 'src/lib/i18n/messages');
const messages = Object.fromEntries(
	languages.map((language) => {
		const { $schema: _schema, ...all } = JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8')) as Record<
			string,
			Message
		>;
		return [language, all];
	})
) as Record<Language, Record<string, Message>>;
const keys = Object.keys(messages.en);

const texts = (message: Message): string[] =>
	typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));

// `input minutes` declares one; a plain message names its inputs in braces.
function inputs(message: Message): string[] {
	const declared = typeof message === 'string' ? [] : message.flatMap(({ declarations }) => declarations);
	const named = declared.flatMap((declaration) => /^input (\w+)$/.exec(declaration)?.[1] ?? []);
	const used = texts(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!));
	return [...new Set([...named, ...used])].sort();
}

test('every message stands in every language, in the same order', () => {
	expect(keys.length).toBeGreaterThan(300);
	for (const language of languages) expect(Object.keys(messages[language])).toEqual(keys);
});

test('no language has a file for which there is no interface', () => {
	expect(readdirSync(folder).sort()).toEqual(languages.map((language) => `${language}.json`).sort());
});

test('a message takes the same inputs in every language, and each text of it uses only those', () => {
	for (const key of keys)
		for (const language of languages)
			expect([key, inputs(messages[language][key]!)]).toEqual([key, inputs(messages.en[key]!)]);
});

test('messages by number have a text for any number', () => {
	for (const language of languages)
		for (const [key, message] of Object.entries(messages[language]))
			if (typeof message !== 'string')
				for (const { match } of message) expect(Object.keys(match).at(-1), `${language} ${key}`).toMatch(/=\*$/);
});

test('no message is empty, or has spaces at its ends, doubled spaces or braces that are left open', () => {
	for (const language of languages)
		for (const [key, message] of Object.entries(messages[language]))
			for (const text of texts(message)) {
				expect(text.trim(), `${language} ${key}`).not.toBe('');
				expect(text, `${language} ${key}`).toBe(text.trim());
				expect(text, `${language} ${key}`).not.toMatch(/ {2}|\{\}|\{(?!\w+\})|(?<!\{\w+)\}/);
			}
});

test('messages were compiled: each gives its text in each language', () => {
	for (const key of keys)
		for (const language of languages) {
			const message = messages[language][key]!;
			const values = Object.fromEntries(
				inputs(message).map((name) => [
					name,
					/count|minutes|hours|days|longest|pass|number|place|total|page/.test(name) ? 3 : `<${name}>`
				])
			);
			const say = (m as unknown as Record<string, (values: object, options: { locale: Language }) => string>)[key]!;
			const said = say(values, { locale: language });
			const expected = texts(message).map((text) =>
				text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))
			);
			expect(expected, `${language} ${key}`).toContain(said);
		}
});

test('every message is used somewhere', () => {
	const code = sources(join(root, 'src'))
		.map((file) => readFileSync(file, 'utf8'))
		.join('\n');
	const used = new Set([...code.matchAll(/\bm\.(\w+)/g)].map(([, name]) => name));
	expect(keys.filter((key) => !used.has(key))).toEqual([]);
});

test('no message uses a word that says what a person is instead of what they have or do', () => {
	const found: string[] = [];
	for (const language of languages)
		for (const [key, message] of Object.entries(messages[language]))
			for (const text of texts(message))
				refuseRetiredWords(text, [language], (_line, problem) => void found.push(`${language} ${key}: ${problem}`));
	expect(found).toEqual([]);
});

test('what is said in Spanish in three words or more is not the English text', () => {
	const same = keys.filter((key) => JSON.stringify(messages.es[key]) === JSON.stringify(messages.en[key]));
	const said = same.flatMap((key) => texts(messages.en[key]!)).map((text) => text.replace(/\{\w+\}/g, ''));
	expect(said.filter((text) => (text.match(/\p{L}+/gu) ?? []).length > 2)).toEqual([]);
});

test('Spanish questions and exclamations open with their sign', () => {
	for (const [key, message] of Object.entries(messages.es))
		for (const text of texts(message)) {
			expect([key, text.split('¿').length], key).toEqual([key, text.replace(/https?:\S+/g, '').split('?').length]);
			expect([key, text.split('¡').length], key).toEqual([key, text.split('!').length]);
		}
});

test('every country, sector, profession and sex has a name in both languages', () => {
	for (const language of languages)
		speaking(language, () => {
			for (const code of countries) expect(countryName(code)).not.toBe(code);
			for (const name of sectors) expect(sectorName(name)).toMatch(/^\p{Lu}/u);
			for (const name of professions) expect(professionName(name)).toMatch(/^\p{Lu}/u);
			for (const name of sexes) expect(sexName(name)).toMatch(/^\p{Lu}/u);
		});
});

function sources(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return entry.name === 'paraglide' ? [] : sources(path);
		return /\.(ts|svelte)$/.test(entry.name) && !entry.name.endsWith('.test.ts') ? [path] : [];
	});
}
