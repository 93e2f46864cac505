import { and, count, desc, eq, inArray, isNull, isNotNull, or, type SQL } from 'drizzle-orm';
import { newId } from '#server/db/id.ts';
import { read, write } from '#server/db/store.ts';
import type { Letter } from './letters.ts';
import { letter } from './tables.ts';

export type OutboxLetter = typeof letter.$inferSelect;

/** Whom a letter goes to: an address, and the person behind it if there is one. */
export interface Addressee {
	id?: string;
	email: string;
	language: string;
}

/** What is said of a letter besides its words. */
export interface Sending {
	/** An absolute address; it is forgotten when the letter has been sent. */
	link?: string;
	/** A letter whose `once` was used before is not written again. */
	once?: string;
	/** What letters that are written together share. */
	batch?: string;
	/** When it is tried for the first time, where that is not at once. */
	notBefore?: Date;
}

/** Puts a letter into the outbox, together with whatever else the surrounding `write` does. */
export async function post(to: Addressee, words: Letter, now: Date, sending: Sending = {}): Promise<void> {
	await postAll([{ to, words, ...sending }], now);
}

/** Puts many letters into the outbox in few statements, together with whatever else the surrounding `write` does. */
export async function postAll(letters: ({ to: Addressee; words: Letter } & Sending)[], now: Date): Promise<void> {
	const rows = letters.map(({ to, words, link, once, batch, notBefore }) => ({
		...{ id: newId(), personId: to.id, address: to.email, language: to.language },
		...{ ...words, link, once, batch, writtenAt: now, attempts: 0, nextTryAt: notBefore ?? now }
	}));
	await write(async (tx) => {
		for (let at = 0; at < rows.length; at += 500)
			await tx
				.insert(letter)
				.values(rows.slice(at, at + 500))
				.onConflictDoNothing();
	});
}

/** Whether a letter with this `once` was written before. */
export async function wasPosted(once: string): Promise<boolean> {
	return write(async (tx) => {
		const found = await tx.select({ id: letter.id }).from(letter).where(eq(letter.once, once)).limit(1);
		return found.length > 0;
	});
}

/** Which of these `once` were used before. */
export async function listPosted(onces: string[]): Promise<Set<string>> {
	const found = new Set<string>();
	for (let at = 0; at < onces.length; at += 500) {
		const some = inArray(letter.once, onces.slice(at, at + 500));
		for (const { once } of await read().select({ once: letter.once }).from(letter).where(some)) found.add(once!);
	}
	return found;
}

/** What became of a letter. `unclear`: the line broke while it was handed over, so it may have arrived, and is not sent again by itself. */
export type LetterState = 'waiting' | 'sent' | 'failed' | 'unclear';

/** Reads a letter's state off its row. */
export function stateOf(row: Pick<OutboxLetter, 'sentAt' | 'nextTryAt' | 'problem'>): LetterState {
	if (row.sentAt) return 'sent';
	if (row.nextTryAt) return 'waiting';
	return row.problem ? 'failed' : 'unclear';
}

/** The text as its reader sees it, with the link in its place as long as it is known. */
export function fullText(row: Pick<OutboxLetter, 'body' | 'link'>, forgotten: string): string {
	return row.body.replaceAll('{link}', () => row.link ?? forgotten);
}

const states: Record<LetterState, SQL | undefined> = {
	sent: isNotNull(letter.sentAt),
	waiting: and(isNull(letter.sentAt), isNotNull(letter.nextTryAt)),
	failed: and(isNull(letter.sentAt), isNull(letter.nextTryAt), isNotNull(letter.problem)),
	unclear: and(isNull(letter.sentAt), isNull(letter.nextTryAt), isNull(letter.problem))
};

/** A page of the outbox, newest first, with how many there are. `page` counts from 1, fifty letters each. */
export async function listLetters(
	page: number,
	state?: LetterState
): Promise<{ letters: OutboxLetter[]; total: number }> {
	const which = state && states[state];
	const letters = await read()
		.select()
		.from(letter)
		.where(which)
		.orderBy(desc(letter.writtenAt), desc(letter.id))
		.limit(50)
		.offset((page - 1) * 50);
	const [all] = await read().select({ total: count() }).from(letter).where(which);
	return { letters, total: all?.total ?? 0 };
}

/** How many letters of each of these batches are in which state. A batch without letters has none in any. */
export async function batchStates(batches: string[]): Promise<Map<string, Record<LetterState, number>>> {
	const none = { sent: 0, waiting: 0, failed: 0, unclear: 0 };
	const found = new Map(batches.map((batch) => [batch, { ...none }]));
	const isSent = isNotNull(letter.sentAt);
	const isWaiting = isNotNull(letter.nextTryAt);
	const hasProblem = isNotNull(letter.problem);
	const rows = await read()
		.select({ batch: letter.batch, isSent, isWaiting, hasProblem, letters: count() })
		.from(letter)
		.where(inArray(letter.batch, batches))
		.groupBy(letter.batch, isSent, isWaiting, hasProblem);
	for (const { batch, isSent, isWaiting, hasProblem, letters } of rows) {
		const state = isSent ? 'sent' : isWaiting ? 'waiting' : hasProblem ? 'failed' : 'unclear';
		found.get(batch!)![state] += letters;
	}
	return found;
}

/** How many letters did not go, and how many may not have. */
export async function countTroubledLetters(): Promise<number> {
	const [found] = await read().select({ total: count() }).from(letter).where(or(states.failed, states.unclear));
	return found?.total ?? 0;
}

/** One letter of the outbox. */
export async function findLetter(id: string): Promise<OutboxLetter | undefined> {
	const [found] = await read().select().from(letter).where(eq(letter.id, id));
	return found;
}

/** Tries a letter again that failed or whose fate is unclear, because somebody decided so. */
export async function tryAgain(id: string, now: Date): Promise<void> {
	await write(async (tx) => {
		await tx
			.update(letter)
			.set({ nextTryAt: now, writtenAt: now, problem: null, attempts: 0 })
			.where(and(eq(letter.id, id), or(states.failed, states.unclear)));
	});
}

/** A person's letters, for their own data. */
export async function ownData(personId: string) {
	const letters = await read().select().from(letter).where(eq(letter.personId, personId)).orderBy(letter.writtenAt);
	return {
		letters: letters.map(({ address, subject, body, writtenAt, sentAt }) => ({
			address,
			subject,
			body,
			writtenAt,
			sentAt
		}))
	};
}

/** Removes a person's letters: they hold their name and address, and count for nothing. */
export async function forget(personId: string): Promise<void> {
	await write(async (tx) => {
		await tx.delete(letter).where(eq(letter.personId, personId));
	});
}

/** Takes the name of whoever had letters written out of the words of these batches, which went to others. */
export async function forgetWriter(name: string, batches: string[]): Promise<void> {
	await write(async (tx) => {
		const letters = await tx
			.select({ id: letter.id, body: letter.body })
			.from(letter)
			.where(inArray(letter.batch, batches));
		for (const { id, body } of letters)
			if (name && body.includes(name))
				await tx
					.update(letter)
					.set({ body: body.replaceAll(name, '…') })
					.where(eq(letter.id, id));
	});
}

/** Removes letters to an address that went to nobody known, such as an invitation. */
export async function forgetAddress(address: string): Promise<void> {
	await write(async (tx) => {
		await tx.delete(letter).where(and(eq(letter.address, address), isNull(letter.personId)));
	});
}
