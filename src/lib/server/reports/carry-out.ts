import { and, eq, isNull } from 'drizzle-orm';
import { write, type Database } from '#server/db/store.ts';
import { noteAct } from '#server/people/act.ts';
import { reachNow, type Reach } from '#server/people/reach.ts';
import { forgetAnswers } from './answer.ts';
import { findBatch, type Batch } from './batch.ts';
import { assignMany, withdrawMany } from './batch-assign.ts';
import { moveBack, moveMany } from './batch-move.ts';
import { remindMany, takeBack } from './batch-remind.ts';
import { checkChange, readChange, type Change, type ChangeFault } from './change.ts';
import { listPlaces } from './places.ts';
import { preview, type Included } from './preview.ts';
import { batch } from './tables.ts';

/** What a kind of batch does, inside the surrounding `write`. */
interface Doing {
	/** Does it to people, and returns for whom it changed something, by their ids, with how it was before. */
	carryOut(chosen: Batch, people: Included[], reach: Reach, context: Context): Promise<Record<string, string>>;
	/** Takes back what is still as it was made. Returns for how many. */
	undo(done: Batch, reach: Reach, context: Context): Promise<number>;
}

/** What doing it takes besides. */
export interface Context {
	tx: Database;
	now: Date;
	/** What links in letters begin with. */
	origin: string;
}

const doings: Record<Change['kind'], Doing> = {
	remind: { carryOut: remindMany, undo: takeBack },
	assign: { carryOut: assignMany, undo: withdrawMany },
	move: { carryOut: moveMany, undo: moveBack }
};

/** How doing a batch went: done (now or before), not, because others would be included than were seen or nobody is left, or because the change can't be made any more. */
export type Outcome = 'done' | 'changed' | 'nobody' | ChangeFault;

/**
 * Does what a batch was prepared for, once, to just those whom `sign` says its preview included. Doing it again is harmless. Absent where there is no such batch of
 * theirs.
 */
export async function carryOutBatch(
	reach: Reach,
	id: string,
	sign: string,
	origin: string,
	now: Date
): Promise<Outcome | undefined> {
	const prepared = await findBatch(reach, id);
	if (!prepared) return undefined;
	const places = await listPlaces(reach, now);
	const fault = await checkChange(readChange(prepared), { reach, places }, now);
	const outcome = await write(async (tx): Promise<Outcome | undefined> => {
		const held = await reachNow(reach, tx);
		const chosen = await findBatch(held, id, tx);
		if (!chosen || chosen.doneAt) return chosen && 'done';
		if (fault) return fault;
		const seen = await preview(chosen, held, tx);
		if (seen.included.length === 0) return 'nobody';
		if (seen.sign !== sign) return 'changed';
		const before = await doings[chosen.kind].carryOut(chosen, seen.included, held, { tx, now, origin });
		await tx
			.update(batch)
			.set({ doneAt: now, before })
			.where(and(eq(batch.id, id), isNull(batch.doneAt)));
		await note('batch-done', chosen, held, Object.keys(before).length, now);
		return 'done';
	});
	forgetAnswers();
	return outcome;
}

/** Undoes a batch, once, for those for whom it is still as it was made. Undoing again is harmless. Absent where there is no such batch of theirs that was done. */
export async function undoBatch(reach: Reach, id: string, origin: string, now: Date): Promise<'undone' | undefined> {
	const outcome = await write(async (tx) => {
		const held = await reachNow(reach, tx);
		const done = await findBatch(held, id, tx);
		if (!done?.doneAt) return undefined;
		if (done.undoneAt) return 'undone';
		const undone = await doings[done.kind].undo(done, held, { tx, now, origin });
		await tx.update(batch).set({ undoneAt: now, undoneBy: held.personId }).where(eq(batch.id, id));
		await note('batch-undone', done, held, undone, now);
		return 'undone' as const;
	});
	forgetAnswers();
	return outcome;
}

async function note(
	kind: 'batch-done' | 'batch-undone',
	{ id, kind: what, change }: Batch,
	{ personId }: Reach,
	people: number,
	now: Date
): Promise<void> {
	const details = { kind: what, batch: id, count: String(people) };
	await noteAct({ kind, byId: personId, organizationId: change.among, details }, now);
}
