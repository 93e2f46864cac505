import { and, eq, isNotNull } from 'drizzle-orm';
import { write } from '#server/db/store.ts';
import { batch } from './tables.ts';

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
