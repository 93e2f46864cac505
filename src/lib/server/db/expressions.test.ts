import { asc, count, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { contains, gatheredDays, joined, month, only, forEachDay, since, word } from './expressions.ts';
import { newId } from './id.ts';
import { read, write } from './store.ts';
import { backup } from './tables.ts';
import { useStore } from './testing.ts';

useStore();

const keep = (rows: [file: string, at: string][]) =>
	write(async (tx) => {
		await tx.insert(backup).values(rows.map(([file, at]) => ({ id: newId(), file, madeAt: new Date(at) })));
	});

test('a month begins and ends at midnight in UTC', async () => {
	await keep([
		['a', '2026-10-31T23:59:59.999Z'],
		['b', '2026-11-01T00:00:00.000Z'],
		['c', '2026-12-31T23:59:59.999Z'],
		['d', '2027-01-01T00:00:00.000Z'],
		['e', '2024-02-29T12:00:00.000Z']
	]);
	const rows = await read()
		.select({ file: backup.file, month: month(backup.madeAt) })
		.from(backup)
		.orderBy(asc(backup.file));
	expect(rows.map((row) => row.month)).toEqual(['2026-10', '2026-11', '2026-12', '2027-01', '2024-02']);
});

test('months, and before or after, can be grouped by', async () => {
	await keep([
		['a', '2026-10-31T23:59:59.999Z'],
		['b', '2026-11-01T00:00:00.000Z'],
		['c', '2026-11-02T00:00:00.000Z']
	]);
	const at = month(backup.madeAt);
	const byMonth = await read().select({ at, rows: count() }).from(backup).groupBy(at).orderBy(at);
	expect(byMonth).toEqual([
		{ at: '2026-10', rows: 1 },
		{ at: '2026-11', rows: 2 }
	]);
	const after = since(backup.madeAt, new Date('2026-11-01T00:00:00.000Z'));
	const halves = await read().select({ after, rows: count() }).from(backup).groupBy(after).orderBy(after);
	expect(halves).toEqual([
		{ after: '0', rows: 1 },
		{ after: '1', rows: 2 }
	]);
});

test('parts of a union are told apart by a word, which is nothing but a word', async () => {
	await keep([['a', '2026-10-31T00:00:00Z']]);
	const part = (name: string) =>
		read()
			.select({ part: word(name), file: backup.file })
			.from(backup);
	const rows = await part('first').unionAll(part('second'));
	expect(rows.map((row) => row.part).sort()).toEqual(['first', 'second']);
	expect(() => word("x' or '1")).toThrow();
});

test('texts are joined, also to be compared with', async () => {
	await keep([['a', '2026-10-31T00:00:00Z']]);
	const rows = await read()
		.select({ all: joined('file:', backup.file, '/x') })
		.from(backup)
		.where(eq(joined(backup.file, "'"), "a'"));
	expect(rows).toEqual([{ all: 'file:a/x' }]);
});

test('names and days come back as they were gathered, and nothing from no rows', async () => {
	const readDays = (gathered: string | null) => {
		const days: string[] = [];
		forEachDay(gathered, (name, day) => days.push(`${name}: ${day}`));
		return days.sort();
	};
	const gathered = () =>
		read()
			.select({ days: gatheredDays(backup.file, backup.madeAt) })
			.from(backup);
	expect(readDays((await gathered())[0]!.days)).toEqual([]);
	await keep([
		['doors/first', '2026-10-31T23:59:59.999Z'],
		['doors/map', '2026-11-01T00:00:00Z'],
		['with a space', '2000-02-29T00:00:00Z']
	]);
	const [row] = await read()
		.select({ file: backup.file, all: only<string>(gathered()) })
		.from(backup)
		.limit(1);
	expect(readDays(row!.all)).toEqual(['doors/first: 2026-10-31', 'doors/map: 2026-11-01', 'with a space: 2000-02-29']);
	expect(readDays('one 0')).toEqual(['one: 1970-01-01']);
});

test('words are found whatever their capitals and accents, and signs in them mean nothing', async () => {
	await keep([
		['María José Peña-Durán', '2026-10-31T00:00:00Z'],
		['ÓSCAR NÚÑEZ', '2026-10-31T00:00:00Z'],
		['a[1]*b^', '2026-10-31T00:00:00Z']
	]);
	const found = async (words: string) =>
		(
			await read()
				.select({ file: backup.file })
				.from(backup)
				.where(contains(backup.file, words))
				.orderBy(asc(backup.file))
		).map((row) => row.file);
	expect(await found('pena-duran')).toEqual(['María José Peña-Durán']);
	expect(await found('MARIA JOSÉ')).toEqual(['María José Peña-Durán']);
	expect(await found('nuñez')).toEqual(['ÓSCAR NÚÑEZ']);
	expect(await found('óscar nunez')).toEqual(['ÓSCAR NÚÑEZ']);
	for (const sign of ['%', '_', 'Pe.a', '^M', '$', '(', '\\', '[a-z]+', 'x*', '?', ']]'])
		expect([sign, await found(sign)]).toEqual([sign, []]);
	for (const part of ['[1]', '*', ']*B', '[', 'a[1]*b', '^'])
		expect([part, await found(part)]).toEqual([part, ['a[1]*b^']]);
});
