import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, test, vi } from 'vitest';
import { answer, forgetAnswers } from './answer.ts';

beforeEach(forgetAnswers);

const now = new Date('2026-11-25T15:00:00Z');
const later = (milliseconds: number) => new Date(now.getTime() + milliseconds);

/** A question that takes some milliseconds in the database, and how often it was worked out. */
function question(takes = 10) {
	const asked = { times: 0 };
	const ask = (at: Date, key = 'a question') =>
		answer(key, at, async (ask) => {
			await ask(takes > 0 ? sleep(takes) : Promise.resolve());
			return ++asked.times;
		});
	return { asked, ask };
}

test('an answer is kept for a hundred times as long as it took, and says as of when it stands', async () => {
	const { ask } = question(10);
	expect(await ask(now)).toMatchObject({ value: 1, asOf: now });
	expect(await ask(later(900))).toMatchObject({ value: 1, asOf: now });
	expect(await ask(later(36_000_000))).toMatchObject({ value: 2, asOf: later(36_000_000) });
});

test('an answer that cost next to nothing is as good as live', async () => {
	const { ask } = question(0);
	await ask(now);
	expect((await ask(later(1000))).value).toBe(2);
});

test('a costly answer is given once more while it is worked out anew, but not for ever', async () => {
	// Kept for 26 seconds or more, and given again for ten times as long: also where the machine is busy.
	const { ask, asked } = question(260);
	await ask(now);
	expect((await ask(later(200_000))).value).toBe(1);
	const patient = { timeout: 20_000 };
	await vi.waitFor(() => expect(asked.times).toBe(2), patient);
	await vi.waitFor(async () => expect((await ask(later(200_001))).asOf).toEqual(later(200_000)), patient);
	expect((await ask(later(36_000_000))).value).toBe(3);
});

test('who asks while it is worked out gets the same answer', async () => {
	const { ask, asked } = question();
	const answers = await Promise.all(Array.from({ length: 10 }, () => ask(now)));
	expect(answers.map(({ value }) => value)).toEqual(Array.from({ length: 10 }, () => 1));
	expect(asked.times).toBe(1);
});

test('another question has another answer', async () => {
	const { ask } = question();
	expect([await ask(now, 'a'), await ask(now, 'b')].map(({ value }) => value)).toEqual([1, 2]);
});

test('what was forgotten is worked out anew, also where it was under way meanwhile', async () => {
	const { ask } = question();
	const underWay = ask(now);
	forgetAnswers();
	expect((await ask(now)).value).toBe(2);
	expect((await underWay).value).toBe(1);
	expect((await ask(now)).value).toBe(2);
	forgetAnswers();
	expect((await ask(now)).value).toBe(3);
});

test('what failed is not kept, and keeps nobody else from an answer', async () => {
	const failing = answer('a question', now, async (ask) => {
		await ask({ then: (...handlers) => Promise.reject<never>(new Error('no')).then(...handlers) });
	});
	await expect(failing).rejects.toThrow('no');
	const throwing = () => {
		throw new Error('at once');
	};
	await expect(answer('another', now, (ask) => ask({ then: throwing }))).rejects.toThrow('at once');
	const { ask } = question();
	expect((await ask(now)).value).toBe(1);
});

test('only so many answers are kept: the oldest goes first', async () => {
	const { ask, asked } = question(1);
	for (let at = 0; at < 302; at++) await answer(`another ${at}`, now, async () => at);
	await ask(now);
	await ask(now);
	expect(asked.times).toBe(1);
	for (let at = 0; at < 301; at++) await answer(`yet another ${at}`, now, async () => at);
	await ask(now);
	expect(asked.times).toBe(2);
}, 60_000);
