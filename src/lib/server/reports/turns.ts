import { setImmediate as othersFirst, setTimeout as sleep } from 'node:timers/promises';

/** How soon a statement is sent: somebody waits for its answer, or nobody does. */
export type Urgency = 'waited for' | 'nobody waits';

/** How long all others have their turn after a statement, in times of what it took; longer where more are waited for. */
const rests = { alone: 1, crowded: 2, 'nobody waits': 4 };

type Turn = () => Promise<number>;
const turns: Record<Urgency, Turn[]> = { 'waited for': [], 'nobody waits': [] };
let isRunning = false;
let wake: () => void = () => undefined;

/**
 * Sends a costly statement when it is its turn, one after another, with time between them for the pages of everybody else. What somebody waits for comes first, also
 * before the time is over that is left after what nobody waits for. Tells what it took, in milliseconds.
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
		const urgency = turns['waited for'].length > 0 ? 'waited for' : 'nobody waits';
		const turn = turns[urgency].shift();
		if (!turn) break;
		await rest(await turn(), urgency);
	}
	isRunning = false;
}

async function rest(took: number, urgency: Urgency): Promise<void> {
	if (urgency === 'waited for') {
		const milliseconds = took * (turns[urgency].length > 0 ? rests.crowded : rests.alone);
		return milliseconds < 1 ? othersFirst() : void (await sleep(milliseconds));
	}
	const enough = new AbortController();
	const somebodyWaits = new Promise<void>((resolve) => (wake = resolve));
	const over = sleep(took * rests[urgency], undefined, { signal: enough.signal }).catch(() => undefined);
	await Promise.race([over, somebodyWaits]);
	enough.abort();
}
