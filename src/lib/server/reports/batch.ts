import { and, eq, isNull, lt } from 'drizzle-orm';
import { newId } from '#server/db/id.ts';
import { read, write, type Database } from '#server/db/store.ts';
import type { Reach } from '#server/people/reach.ts';
import { forgetAnswers } from './answer.ts';
import { checkChange, writeChange, type Change, type ChangeFault } from './change.ts';
import { listIds, SumsOnly } from './people.ts';
import { isExact, topOf, type Scope } from './scope.ts';
import type { Selection } from './selection.ts';
import { batch } from './tables.ts';

export type Batch = typeof batch.$inferSelect;

/** To how many people something can be done at once. */
export const mostAtOnce = 1000;

/** Who was chosen: some by their ids, or everybody on a list, as many as were seen there. */
export type Choice = { people: string[] } | { all: Selection; count: number };

/** Why nothing is prepared: nobody was chosen (which never means everybody), too many were, the list has changed since it was seen, or the change can't be made. */
export type PrepareFault = 'nobody' | 'too many' | 'list changed' | ChangeFault;

/** Notes what somebody wants to do to those they chose, and does nothing yet. Returns the batch's id: it is looked at first. Throws `SumsOnly` for a scope of sums. */
export async function prepareBatch(
	scope: Scope,
	choice: Choice,
	change: Change,
	now: Date
): Promise<{ id: string } | { fault: PrepareFault }> {
	if (!isExact(scope)) throw new SumsOnly();
	const people = await findChosen(scope, choice, now);
	const fault = typeof people === 'string' ? people : await checkChange(change, scope, now);
	if (fault || typeof people === 'string') return { fault: fault! };
	const id = newId();
	await write(async (tx) => {
		await tx.insert(batch).values({
			...{ id, kind: change.kind, people, change: writeChange(change, topOf(scope)[0]!) },
			...{ preparedBy: scope.reach.personId, preparedAt: now }
		});
	});
	return { id };
}

async function findChosen(scope: Scope, choice: Choice, now: Date): Promise<string[] | PrepareFault> {
	const ids = 'people' in choice ? [...new Set(choice.people)] : await listIds(scope, choice.all, mostAtOnce + 1, now);
	if (ids.length === 0) return 'nobody';
	if (ids.length > mostAtOnce) return 'too many';
	if (!('count' in choice) || choice.count === ids.length) return ids;
	// The number that was seen may have been an old one: the next look shall show it as it is.
	forgetAnswers();
	return 'list changed';
}

/** A batch, for whoever prepared it. Absent for everybody else. Inside a write it needs the transaction. */
export async function findBatch(reach: Reach, id: string, db: Database = read()): Promise<Batch | undefined> {
	const [found] = await db
		.select()
		.from(batch)
		.where(and(eq(batch.id, id), eq(batch.preparedBy, reach.personId)));
	return found;
}

/** Removes batches that were prepared and never done, a week after. */
export async function sweepBatches(now: Date): Promise<void> {
	await write(async (tx) => {
		const aWeekAgo = new Date(now.getTime() - 7 * 24 * 3600_000);
		await tx.delete(batch).where(and(isNull(batch.doneAt), lt(batch.preparedAt, aWeekAgo)));
	});
}
