import { performance } from 'node:perf_hooks';
import { setImmediate as othersFirst, setTimeout as sleep } from 'node:timers/promises';

/** How soon a statement is sent: somebody looks at an empty page until it is answered, a download goes on with it, or nobody waits for it. */
export type Urgency = 'waited for' | 'download' | 'nobody waits';

/** How long others go first after a statement while they are busy, in times of what it took. What a download does with its answer takes as long again, or longer. */
const rests: Record<Urgency, number> = { 'waited for': 1, download: 10, 'nobody waits': 12 };
/** Which part of the thread those may take meanwhile for whom somebody waits, in the long run, and how many milliseconds may be taken in advance. */
const share = 0.08;
const inAdvance = 500;
/** Every so many milliseconds it is looked whether others are busy at all: whether the thread had more to do than this part of the time. */
const look = { every: 10, busyFrom: 0.5 };

type Turn = () => Promise<number>;
const turns: Record<Urgency, Turn[]> = { 'waited for': [], download: [], 'nobody waits': [] };
let isRunning = false;
/** Milliseconds that were taken and not yet earned back, as of a moment. */
const debt = { milliseconds: 0, at: 0 };

/**
 * Sends a costly statement when it is its turn, one after another. It holds the one thread on which all pages are made, so others go first while they are busy: they
 * keep about four fifths of the thread, whatever is asked. What somebody waits for comes first. Tells what it took, in milliseconds.
 */
export function inTurn<Value>(
	statement: PromiseLike<Value>,
	urgency: Urgency
): Promise<{ value: Value; took: number }> {
	return new Promise((resolve, reject) => {
		turns[urgency].push(async () => {
			const began = performance.now();
			try {
				const value = await statement;
				resolve({ value, took: performance.now() - began });
			} catch (error) {
				// It is whoever waits for it who fails, and not those who come after.
				reject(error as Error);
			}
			return performance.now() - began;
		});
		if (!isRunning) void run();
	});
}

async function run(): Promise<void> {
	isRunning = true;
	for (;;) {
		const urgency = (Object.keys(rests) as Urgency[]).find((each) => turns[each].length > 0);
		const turn = urgency && turns[urgency].shift();
		if (!turn) break;
		await rest(await turn(), urgency);
	}
	isRunning = false;
}

async function rest(took: number, urgency: Urgency): Promise<void> {
	const owed = urgency === 'nobody waits' ? 0 : spend(took);
	const began = performance.now();
	const milliseconds = Math.max(took * rests[urgency], owed);
	if (milliseconds < 1) return void (await othersFirst());
	for (let past = 0; past < milliseconds; past = performance.now() - began) {
		const before = performance.eventLoopUtilization();
		await sleep(Math.min(look.every, milliseconds - past));
		const { utilization } = performance.eventLoopUtilization(before);
		const somebodyCame = urgency !== 'waited for' && turns['waited for'].length > 0 && past >= owed;
		if (utilization < look.busyFrom || somebodyCame) return;
	}
}

// Takes time out of what is there in advance, and tells how long it takes until enough of it is earned back.
function spend(took: number): number {
	const now = performance.now();
	debt.milliseconds = Math.max(0, debt.milliseconds - (now - debt.at) * share) + took;
	debt.at = now;
	return Math.max(0, (debt.milliseconds - inAdvance) / share);
}
