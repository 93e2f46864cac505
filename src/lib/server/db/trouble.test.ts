import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { counters, raise, raisePair } from '../../../../tests/crash/counting.ts';
import { newId } from './id.ts';
import { openStore, read, write } from './store.ts';
import { ask, kind, useStore } from './testing.ts';
import { storeTrouble } from './trouble.ts';
import { letter } from '#server/mail/tables.ts';

useStore();

const monday = new Date('2026-11-02T08:00:00Z');

async function failure(work: Promise<unknown>): Promise<unknown> {
	return work.then(
		() => undefined,
		(error: unknown) => error
	);
}

const longLetter = () => ({
	id: newId(),
	address: 'ana@example.org',
	language: 'en',
	kind: 'long',
	subject: 'Long',
	body: 'x'.repeat(50_000),
	writtenAt: monday,
	attempts: 0
});

test.runIf(kind === 'sqlite')('a disk that is full is told as full, and leaves nothing half-written', async () => {
	await raisePair();
	const most = await write(async (tx) => {
		const [pages] = await ask('PRAGMA page_count', tx);
		await ask(`PRAGMA max_page_count = ${Number(pages!.page_count) + 20}`, tx);
		return Number(pages!.page_count) + 20;
	});
	const error = await failure(
		write(async (tx) => {
			await write(() => raise('left'));
			for (let row = 0; row < 50; row++) await tx.insert(letter).values(longLetter());
		})
	);
	expect(storeTrouble(error)).toBe('full');
	expect(await counters()).toEqual({ left: 1, right: 1 });
	expect(await read().select().from(letter)).toEqual([]);

	// What finds room still goes, and all goes on as soon as there is more.
	await raisePair();
	await write((tx) => ask(`PRAGMA max_page_count = ${most + 1000}`, tx));
	await write((tx) => tx.insert(letter).values(longLetter()));
	expect(await counters()).toEqual({ left: 2, right: 2 });
});

test.skipIf(kind === 'sqlite')("a server's full disk is told as full, and leaves nothing half-written", async () => {
	const error = await failure(
		write(async (tx) => {
			await write(() => raise('left'));
			await tx.execute(sql`DO $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END $$`);
		})
	);
	expect(storeTrouble(error)).toBe('full');
	expect(await counters()).toEqual({});
});

test.skipIf(kind === 'sqlite')(
	'work that others come before every time is told as busy',
	{ timeout: 60_000 },
	async () => {
		let tries = 0;
		const error = await failure(
			write(async (tx) => {
				tries += 1;
				await tx.execute(sql`DO $$ BEGIN RAISE EXCEPTION 'others came first' USING ERRCODE = '40001'; END $$`);
			})
		);
		expect(storeTrouble(error)).toBe('busy');
		expect(tries).toBeGreaterThan(5);
	}
);

test('a server that does not answer is told as busy', async () => {
	const error = await failure(openStoreElsewhere('postgres://nobody@127.0.0.1:1/nothing'));
	expect(storeTrouble(error)).toBe('busy');
});

// openStore keeps the open store where it fails.
async function openStoreElsewhere(url: string): Promise<void> {
	await openStore(url);
}

test('mistakes of our own are no trouble of the database', async () => {
	expect(storeTrouble(new Error('thought better of it'))).toBeUndefined();
	expect(storeTrouble('words')).toBeUndefined();
	expect(storeTrouble(undefined)).toBeUndefined();
	const twice = await failure(
		write(async (tx) => {
			const row = longLetter();
			await tx.insert(letter).values(row);
			await tx.insert(letter).values(row);
		})
	);
	expect(twice).toBeInstanceOf(Error);
	expect(storeTrouble(twice)).toBeUndefined();
});

test('trouble is found below what wraps it', () => {
	const wrapped = (code: string) =>
		new Error('outer', { cause: new Error('query', { cause: Object.assign(new Error('inner'), { code }) }) });
	expect(storeTrouble(wrapped('SQLITE_BUSY'))).toBe('busy');
	expect(storeTrouble(wrapped('57P01'))).toBe('busy');
	expect(storeTrouble(new Error('query', { cause: new Error('timeout exceeded when trying to connect') }))).toBe(
		'busy'
	);
	expect(storeTrouble(wrapped('SQLITE_FULL'))).toBe('full');
	expect(storeTrouble(wrapped('53100'))).toBe('full');
	expect(storeTrouble(wrapped('23505'))).toBeUndefined();
});
