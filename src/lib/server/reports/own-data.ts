import { and, asc, eq, isNotNull } from 'drizzle-orm';
import { read, write } from '#server/db/store.ts';
import { batch } from './tables.ts';

/** What a person prepared or did for many at once. The others are counted and not named. */
export async function ownData(personId: string) {
	const batches = await read()
		.select()
		.from(batch)
		.where(eq(batch.preparedBy, personId))
		.orderBy(asc(batch.preparedAt), asc(batch.id));
	return batches.map(({ kind, people, change, preparedAt, doneAt, undoneAt }) => {
		return { kind, people: people.length, change, preparedAt, doneAt, undoneAt };
	});
}

/** Takes out of what was done to many how it was before for one of them. That they were among them stays countable. */
export async function forget(personId: string): Promise<void> {
	await write(async (tx) => {
		const moves = await tx
			.select({ id: batch.id, before: batch.before })
			.from(batch)
			.where(and(eq(batch.kind, 'move'), isNotNull(batch.before)));
		for (const { id, before } of moves) {
			const { [personId]: theirs, ...others } = before!;
			if (theirs !== undefined) await tx.update(batch).set({ before: others }).where(eq(batch.id, id));
		}
	});
}
