import { setImmediate as othersFirst, setTimeout as sleep } from 'node:timers/promises';

/** How soon a statement is sent: somebody looks at an empty page until it is answered, a download goes on with it, or nobody waits for it. */
export type Urgency = 'waited for' | 'download' | 'nobody waits';

/** How long everybody else has their turn after a statement at least, in times of what it took. What a download does with its answer takes as long again, or longer. */
const rests: Record<Urgency, number> = { 'waited for': 1, download: 10, 'nobody waits': 12 };
/** Which part of a processor those may take in the long run for whom somebody waits, and how many milliseconds may be taken in advance. */
const share = 0.08;
const inAdvance = 500;

type Turn = () => Promise<number>;
const turns: Record<Urgency, Turn[]> = { 'waited for': [], download: [], 'nobody waits': [] };
let isRunning = false;
let wake: () => void = () => undefined;
/** Milliseconds that were taken and not yet earned back, as of a moment. */
const debt = { milliseconds: 0, at: 0 };

/**
 * Sends a costly statement when it is its turn, one after another, with time between them for the pages of everybody else: whatever is asked, these keep about four
 * fifths of a processor. What somebody waits for comes first. Tells what it took, in milliseconds.
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
		if (urgency === 'waited for') wake();
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
	const untilEarned = urgency === 'nobody waits' ? 0 : spend(took);
	const milliseconds = Math.max(took * rests[urgency], untilEarned);
	if (milliseconds < 1) return void (await othersFirst());
	if (urgency === 'waited for') return void (await sleep(milliseconds));

	// Somebody who comes and waits needs not wait for this, as long as something is left in advance.
	await sleep(untilEarned);
	const enough = new AbortController();
	const somebodyWaits = new Promise<void>((resolve) => (wake = resolve));
	const over = sleep(milliseconds - untilEarned, undefined, { signal: enough.signal }).catch(() => undefined);
	if (turns['waited for'].length === 0) await Promise.race([over, somebodyWaits]);
	enough.abort();
}

// Takes time out of what is there in advance, and tells how long nobody may take any until enough is earned back.
function spend(took: number): number {
	const now = performance.now();
	debt.milliseconds = Math.max(0, debt.milliseconds - (now - debt.at) * share) + took;
	debt.at = now;
	return Math.max(0, (debt.milliseconds - inAdvance) / share);
}
