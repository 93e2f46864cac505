import { inTurn, type Urgency } from './turns.ts';

/** What was worked out, and as of when it stands. */
export interface Answer<Value> {
	value: Value;
	asOf: Date;
}

/** Sends one statement of a longer computation, when it is its turn. */
export type Ask = <Value>(statement: PromiseLike<Value>) => Promise<Value>;

/** How many times as long as working it out took an answer is kept: so the same question asked on and on takes a hundredth of a processor. */
const keptTimes = 100;
/** An answer that took this long, in milliseconds, is given once more when its time is over, while it is worked out anew: then nobody waits. */
const costly = 10;
/** Up to how many times as long as working it out took that may be. */
const lastTimes = 1000;
/** How many answers are kept; the oldest goes first. */
const most = 300;

interface Kept extends Answer<unknown> {
	/** Milliseconds in the database. */
	took: number;
}

const kept = new Map<string, Kept>();
const underWay = new Map<string, Promise<Kept>>();

/**
 * The answer to a question, kept for a hundred times as long as working it out took; who asks meanwhile gets the same. A costly one is worked out anew behind the
 * back of whoever asks next. All statements of such work are sent one after another, with time for everybody else between them. `key` says all that the answer
 * depends on, the asker's reach first.
 */
export async function answer<Value>(
	key: string,
	now: Date,
	work: (ask: Ask) => Promise<Value>
): Promise<Answer<Value>> {
	const known = kept.get(key);
	const age = known ? now.getTime() - known.asOf.getTime() : -1;
	if (known && age >= 0 && age < known.took * keptTimes) return known as Answer<unknown> as Answer<Value>;
	const isGivenAgain = known !== undefined && age >= 0 && known.took >= costly && age < known.took * lastTimes;
	const begun = underWay.get(key) ?? begin(key, now, work, isGivenAgain ? 'nobody waits' : 'waited for');
	if (isGivenAgain) {
		// Whoever waits for it next learns that it failed, if it does.
		begun.catch(() => undefined);
		return known as Answer<unknown> as Answer<Value>;
	}
	return (await begun) as Answer<unknown> as Answer<Value>;
}

/** Forgets all answers: after something was done that who did it must see at once. */
export function forgetAnswers(): void {
	kept.clear();
	underWay.clear();
}

function begin(key: string, now: Date, work: (ask: Ask) => Promise<unknown>, urgency: Urgency): Promise<Kept> {
	const working = workOut(now, work, urgency)
		.then((done) => {
			// What was forgotten while it was worked out may be wrong already.
			if (underWay.get(key) === working) keep(key, done);
			return done;
		})
		.finally(() => {
			if (underWay.get(key) === working) underWay.delete(key);
		});
	underWay.set(key, working);
	return working;
}

async function workOut(now: Date, work: (ask: Ask) => Promise<unknown>, urgency: Urgency): Promise<Kept> {
	let took = 0;
	const value = await work(async (statement) => {
		const result = await inTurn(statement, urgency);
		took += result.took;
		return result.value;
	});
	return { value, asOf: now, took };
}

function keep(key: string, done: Kept): void {
	kept.delete(key);
	kept.set(key, done);
	const [oldest] = kept.keys();
	if (kept.size > most) kept.delete(oldest!);
}
