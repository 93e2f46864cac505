import { asc } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '#server/db/id.ts';
import { organization } from '#server/people/tables.ts';
import { holdsWords } from './search.ts';
import { read, write } from './store.ts';
import { useStore } from './testing.ts';

useStore();

const now = new Date('2026-11-02T08:00:00Z');

async function keep(...texts: string[]): Promise<void> {
	const name = { en: '', es: '' };
	await write(async (tx) => {
		await tx
			.insert(organization)
			.values(texts.map((text) => ({ id: newId(), kind: 'unit' as const, name, country: text, createdAt: now })));
	});
}

async function find(words: string): Promise<(string | null)[]> {
	const rows = await read()
		.select({ text: organization.country })
		.from(organization)
		.where(holdsWords(organization.country, words))
		.orderBy(asc(organization.country));
	return rows.map(({ text }) => text);
}

test('words are found whatever their capitals and accents', async () => {
	await keep('María Núñez Peña', 'maria nunez', 'Nuño Ibáñez', 'Trần Thị Ánh', 'Łukasz');
	expect((await find('NUNEZ')).sort()).toEqual(['María Núñez Peña', 'maria nunez']);
	expect(await find('núñez peña')).toEqual(['María Núñez Peña']);
	expect(await find('pena mar')).toEqual(['María Núñez Peña']);
	expect(await find('n\u0303o')).toEqual(['Nuño Ibáñez']);
	expect(await find('tran anh')).toEqual(['Trần Thị Ánh']);
	expect(await find('pinto')).toEqual([]);
});

test('no sign means anything but itself', async () => {
	await keep('a*b', 'a?b', 'a[b', 'a]b', 'a^b', 'a-b', 'a.b', 'a%b', 'a_b', 'a\\b', '(a+b|c$)', '{2}', '李小龍', 'axb');
	for (const sign of ['*', '?', '[', '.', '%', '_', '(', '+', '|', '$', '{'])
		expect([sign, (await find(sign)).every((text) => text!.includes(sign))]).toEqual([sign, true]);
	for (const sign of [']', '^', '-', '\\']) expect(await find(`a${sign}b`)).toContain(`a${sign}b`);
	expect(await find('a*b')).toEqual(['a*b']);
	expect(await find('小龍')).toEqual(['李小龍']);
	expect(await find('\u0000axb\u0000')).toEqual(['axb']);
});

test('nothing asked is no condition', async () => {
	await keep('one', 'two');
	expect(await find(' \u0000 ')).toEqual(['one', 'two']);
});
