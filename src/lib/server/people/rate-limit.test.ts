import { afterEach, expect, test, vi } from 'vitest';
import { read } from '#server/db/store.ts';
import { kind, useStore } from '#server/db/testing.ts';
import { runProcess } from '../../../../tests/crash/process.ts';
import { countTry, forgetTries, sweepRateLimits } from './rate-limit.ts';
import { rateLimit } from './tables.ts';

const database = useStore();

// The library that keeps the limits asks the clock.
afterEach(() => {
	vi.useRealTimers();
});

const monday = new Date('2026-11-02T08:00:00Z');
const minutesLater = (minutes: number) => new Date(monday.getTime() + minutes * 60_000);

function setClock(now: Date): void {
	vi.useFakeTimers({ toFake: ['Date'], now });
}

async function tryTimes(times: number, who = 'ana@example.org'): Promise<number[]> {
	const waits: number[] = [];
	for (let time = 0; time < times; time++) waits.push(await countTry('sign-in', who));
	return waits;
}

test('ten wrong passwords pass, then one waits until a quarter of an hour is over', async () => {
	setClock(monday);
	expect(await tryTimes(10)).toEqual(Array(10).fill(0));
	setClock(minutesLater(5));
	expect(await tryTimes(2)).toEqual([600, 600]);
	setClock(minutesLater(15.1));
	expect(await tryTimes(1)).toEqual([0]);
});

test('each limit counts by itself, and each address and place', async () => {
	setClock(monday);
	await tryTimes(11);
	expect(await tryTimes(1, 'luis@example.org')).toEqual([0]);
	expect(await countTry('sign-in-from', 'ana@example.org')).toBe(0);
	for (let letter = 0; letter < 5; letter++) expect(await countTry('letter', 'ana@example.org')).toBe(0);
	expect(await countTry('letter', 'ana@example.org')).toBe(3600);
});

test('a workshop of thirty signs up behind one router, and two of them', async () => {
	setClock(monday);
	for (let person = 0; person < 60; person++) expect(await countTry('sign-up-from', '192.0.2.1')).toBe(0);
	expect(await countTry('sign-up-from', '192.0.2.1')).toBeGreaterThan(0);
});

test('success forgets the tries', async () => {
	setClock(monday);
	await tryTimes(10);
	await forgetTries('sign-in', 'ana@example.org');
	expect(await tryTimes(10)).toEqual(Array(10).fill(0));
	await forgetTries('sign-in', 'nobody');
});

test('tries at once are all counted', async () => {
	const waits = await Promise.all(Array.from({ length: 25 }, () => countTry('sign-in', 'ana@example.org')));
	expect(waits.filter((wait) => wait === 0)).toHaveLength(10);
});

test.skipIf(kind === 'pglite')('servers count together', { timeout: 60_000 }, async () => {
	const elsewhere = runProcess('tests/crash/tries.ts', database.url, 'ana@example.org', '12');
	const here = await tryTimes(6);
	const passed = [...here, ...(await elsewhere).map(Number)].filter((wait) => wait === 0);
	expect(passed).toHaveLength(10);
	expect(await tryTimes(1)).not.toEqual([0]);
});

test('the table tells nobody who tried', async () => {
	await tryTimes(1);
	await countTry('sign-in-from', '192.0.2.1');
	const rows = JSON.stringify(await read().select().from(rateLimit));
	expect(rows).not.toMatch(/ana|example|192\.0/);
});

test('sweeping removes counters that have run out and nothing else', async () => {
	setClock(monday);
	await tryTimes(10);
	await countTry('letter', 'ana@example.org');
	await sweepRateLimits(minutesLater(14));
	expect(await read().select().from(rateLimit)).toHaveLength(2);
	await sweepRateLimits(minutesLater(16));
	expect(await read().select().from(rateLimit)).toHaveLength(1);
});
