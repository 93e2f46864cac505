import { eq } from 'drizzle-orm';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { rateLimit } from '#server/people/tables.ts';
import { counters, raise } from '../../../../tests/crash/counting.ts';
import { runProcess, startProcess } from '../../../../tests/crash/process.ts';
import { read, write, type Database } from './store.ts';
import { kind, useStore } from './testing.ts';
import { storeTrouble } from './trouble.ts';

const database = useStore();

const add = (tx: Database, key: string) => tx.insert(rateLimit).values({ key, points: 1 });

test('a write gives back what its work gives back, and sees what it wrote', async () => {
	const seen = await write(async (tx) => {
		await add(tx, 'one');
		return tx.select().from(rateLimit);
	});
	expect(seen).toEqual([{ key: 'one', points: 1, expiresAt: null }]);
	expect(await counters()).toEqual({ one: 1 });
});

test('a write inside a write joins it', async () => {
	await write(async (tx) => {
		await add(tx, 'outer');
		await write(async (inner) => {
			expect(inner).toBe(tx);
			await add(inner, 'inner');
		});
	});
	expect(await counters()).toEqual({ outer: 1, inner: 1 });
});

test('what a write inside a write did is undone with the outer one', async () => {
	const attempt = write(async (tx) => {
		await add(tx, 'outer');
		await write((inner) => add(inner, 'inner'));
		throw new Error('thought better of it');
	});
	await expect(attempt).rejects.toThrow('thought better of it');
	expect(await counters()).toEqual({});
});

test('a failure in the inner write undoes the outer one', async () => {
	const attempt = write(async (tx) => {
		await add(tx, 'outer');
		await write(async (inner) => {
			await add(inner, 'inner');
			await add(inner, 'outer');
		});
	});
	await expect(attempt).rejects.toThrow();
	expect(await counters()).toEqual({});
});

test('read inside a write throws, at once, later and in a write inside it', async () => {
	const said = 'read() inside write()';
	await expect(write(async () => read())).rejects.toThrow(said);
	await expect(write(() => sleep(5).then(() => read()))).rejects.toThrow(said);
	await expect(write(() => write(async () => read()))).rejects.toThrow(said);
	expect(await counters()).toEqual({});
});

test('a write that fails leaves nothing, and the next one works', async () => {
	const attempt = write(async (tx) => {
		await add(tx, 'first');
		await tx.update(rateLimit).set({ points: 7 }).where(eq(rateLimit.key, 'first'));
		await add(tx, 'first');
	});
	await expect(attempt).rejects.toThrow();
	expect(await counters()).toEqual({});
	await write((tx) => add(tx, 'second'));
	expect(await counters()).toEqual({ second: 1 });
});

test('of many writes at once, those that fail take nothing of the others with them', async () => {
	const outcomes = await Promise.allSettled(
		Array.from({ length: 40 }, (_, place) =>
			write(async (tx) => {
				await add(tx, `${place}`);
				await sleep(1);
				if (place % 4 === 0) throw new Error('refused');
			})
		)
	);
	expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10);
	const kept = Object.keys(await counters());
	expect(kept).toHaveLength(30);
	expect(kept.filter((key) => Number(key) % 4 === 0)).toEqual([]);
});

test('200 pieces of work at once, each reading before it writes, lose nothing', { timeout: 60_000 }, async () => {
	const readings = await Promise.all(Array.from({ length: 200 }, () => raise('counter')));
	expect(new Set(readings).size).toBe(200);
	expect(await counters()).toEqual({ counter: 200 });
});

// PGlite lives inside one process.
test.skipIf(kind === 'pglite')(
	'two processes that write at once lose nothing and hold nobody up',
	{ timeout: 60_000 },
	async () => {
		const other = runProcess('tests/crash/counter.ts', database.url, '100');
		const longest = await longestPause(async () => {
			// The other has to start first, so this one goes on until both have met.
			let running = true;
			void other.finally(() => (running = false)).catch(() => undefined);
			let mine = 0;
			while (running) {
				await Promise.all(Array.from({ length: 5 }, () => raise('counter')));
				mine += 5;
				await sleep(5);
			}
			await other;
			expect(await counters()).toEqual({ counter: 100 + mine });
		});
		expect(longest).toBeLessThan(1000);
	}
);

test.runIf(kind === 'sqlite')('whoever waits for something else gets a turn between many writes', async () => {
	const waiting = Array.from({ length: 100 }, () => raise('counter'));
	await sleep(1);
	const { counter = 0 } = await counters();
	expect(counter).toBeLessThan(100);
	await Promise.all(waiting);
});

test.runIf(kind === 'sqlite')(
	'writes wait for a lock that somebody else holds, and nobody else waits with them',
	async () => {
		const holder = startProcess('tests/crash/holder.ts', database.url, '3000');
		await holder.printed(1);
		const began = Date.now();
		const longest = await longestPause(async () => {
			await Promise.all(Array.from({ length: 20 }, () => raise('counter')));
		});
		expect(Date.now() - began).toBeGreaterThan(2000);
		expect(longest).toBeLessThan(1000);
		expect(await counters()).toEqual({ counter: 20 });
		await holder.ended;
	}
);

test.runIf(kind === 'sqlite')(
	'a lock that outlasts the patience is told as busy, leaves nothing half-written and passes',
	async () => {
		await raise('counter');
		const holder = startProcess('tests/crash/holder.ts', database.url, '60000');
		await holder.printed(1);
		const began = Date.now();
		const attempts = await Promise.allSettled([raise('counter'), raise('another')]);
		expect(Date.now() - began).toBeGreaterThan(4000);
		expect(Date.now() - began).toBeLessThan(10_000);
		for (const attempt of attempts) expect(attempt.status === 'rejected' && storeTrouble(attempt.reason)).toBe('busy');
		// Whoever reads is not kept out.
		expect(await counters()).toEqual({ counter: 1 });
		await holder.kill();
		await raise('counter');
		expect(await counters()).toEqual({ counter: 2 });
	}
);

/** For how many milliseconds this process did nothing else at a stretch while some work went on. */
async function longestPause(work: () => Promise<void>): Promise<number> {
	let longest = 0;
	let last = performance.now();
	const look = () => {
		const now = performance.now();
		longest = Math.max(longest, now - last);
		last = now;
	};
	const timer = setInterval(look, 5);
	try {
		await work();
	} finally {
		clearInterval(timer);
	}
	look();
	return longest;
}
