import { assign, withdraw, type ToAssign } from '#server/learning/assignment.ts';
import type { Reach } from '#server/people/reach.ts';
import type { Batch } from './batch.ts';
import type { Context } from './carry-out.ts';
import type { Included } from './preview.ts';

// Each batch is an occasion of its own: withdrawing it touches nothing that was set otherwise.
const toAssign = ({ id, change }: Batch): ToAssign => {
	const { course = '', module = '', dueOn = '', timeZone = '' } = change;
	return { course, module, dueOn, timeZone, occasion: id };
};

/** Sets a batch's module for people, by its day. */
export async function assignMany(
	chosen: Batch,
	people: Included[],
	{ personId }: Reach,
	{ now }: Context
): Promise<Record<string, string>> {
	const ids = people.map(({ id }) => id);
	const changed = await assign(ids, toAssign(chosen), personId, now);
	return Object.fromEntries(changed.map((id) => [id, '']));
}

/** Withdraws a batch's module from those who got it by the batch. */
export async function withdrawMany(done: Batch, { personId }: Reach, { now }: Context): Promise<number> {
	const ids = Object.keys(done.before ?? {});
	return ids.length > 0 ? (await withdraw(ids, toAssign(done), personId, now)).length : 0;
}
