import { setImmediate as othersFirst, setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inTurn } from './turns.ts';

/** A statement that holds the thread for some milliseconds, as SQLite does, and notes that it was sent. */
function statement(milliseconds: number, sent: () => void = () => undefined): PromiseLike<void> {
	return {
		then: ((...handlers) => {
			sent();
			spin(milliseconds);
			return Promise.resolve().then(...(handlers as []));
		}) as PromiseLike<void>['then']
	};
}

function spin(milliseconds: number): void {
	for (const end = performance.now() + milliseconds; performance.now() < end;);
}

/** Keeps the thread busy in small pieces, as many readers do. Once stopped, tells how many milliseconds it had the thread. */
function busy() {
	let milliseconds = 0;
	let isOn = true;
	const working = (async () => {
		while (isOn) {
			const began = performance.now();
			spin(1);
			milliseconds += performance.now() - began;
			await othersFirst();
		}
	})();
	return async () => {
		isOn = false;
		await working;
		return milliseconds;
	};
}

test('statements are sent one after another, and what somebody waits for comes first', async () => {
	const order: string[] = [];
	const note = (name: string) => () => order.push(name);
	await Promise.all([
		inTurn(statement(5, note('behind 1')), 'nobody waits'),
		inTurn(statement(5, note('behind 2')), 'nobody waits'),
		inTurn(statement(5, note('download')), 'download'),
		inTurn(statement(5, note('waited for')), 'waited for')
	]);
	expect(order).toEqual(['behind 1', 'waited for', 'download', 'behind 2']);
});

test('it tells what a statement took, and one that fails keeps nobody else from theirs', async () => {
	const failing: PromiseLike<void> = {
		then: (...handlers) => Promise.reject<never>(new Error('no')).then(...handlers)
	};
	const throwing = {
		then() {
			throw new Error('at once');
		}
	} as PromiseLike<void>;
	await expect(inTurn(failing, 'waited for')).rejects.toThrow('no');
	await expect(inTurn(throwing, 'waited for')).rejects.toThrow('at once');
	expect((await inTurn(statement(20), 'waited for')).took).toBeGreaterThanOrEqual(20);
});

test('where nobody else is busy, nobody is kept waiting', async () => {
	// At eight hundredths of the thread these would take eight seconds and more.
	const began = performance.now();
	for (let at = 0; at < 25; at++) await inTurn(statement(40), 'waited for');
	expect(performance.now() - began).toBeLessThan(5000);
});

test('while others are busy they keep most of the thread, however much is asked', async () => {
	// What may be taken in advance is taken by now.
	for (let at = 0; at < 20; at++) await inTurn(statement(40), 'waited for');
	const stop = busy();
	let isOn = true;
	let taken = 0;
	const asking = (['waited for', 'download', 'nobody waits'] as const).map(async (urgency) => {
		while (isOn) taken += (await inTurn(statement(20), urgency)).took;
	});
	await sleep(4000);
	const others = await stop();
	isOn = false;
	await Promise.all(asking);
	expect(taken / (taken + others)).toBeLessThan(0.25);
}, 60_000);
