import { and, count, eq, isNotNull, isNull } from 'drizzle-orm';
import { read, write } from '#server/db/store.ts';
import { letter } from './tables.ts';

/** Takes back the letters of a batch that no sender has taken in hand yet. Returns how many. */
export async function takeBackLetters(batch: string): Promise<number> {
	return write(async (tx) => {
		const takenBack = await tx.delete(letter).where(isStillHere(batch)).returning({ id: letter.id });
		return takenBack.length;
	});
}

/** How many letters of a batch could still be taken back. */
export async function countStillHere(batch: string): Promise<number> {
	const [found] = await read().select({ letters: count() }).from(letter).where(isStillHere(batch));
	return found?.letters ?? 0;
}

// One that was tried and refused may have been read in part: it counts as gone.
const isStillHere = (batch: string) =>
	and(eq(letter.batch, batch), isNull(letter.sentAt), isNull(letter.takenAt), isNotNull(letter.nextTryAt));
