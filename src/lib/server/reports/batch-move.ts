import { and, eq, inArray, isNull } from 'drizzle-orm';
import { noteAct } from '#server/people/act.ts';
import { isOpen } from '#server/people/organization.ts';
import { isWithin, within, type Reach } from '#server/people/reach.ts';
import { organization, person } from '#server/people/tables.ts';
import { settle } from '#server/people/transfer.ts';
import type { Batch } from './batch.ts';
import type { Context } from './carry-out.ts';
import type { Included } from './preview.ts';

/** Where somebody belonged, and what follows from it. */
interface Home {
	organizationId: string;
	country: string | null;
	institution: string | null;
}

/** Lets people belong to a batch's organization, which takes them and lies within the reach: else it throws. */
export async function moveMany(
	{ change }: Batch,
	people: Included[],
	reach: Reach,
	{ tx, now }: Context
): Promise<Record<string, string>> {
	const to = change.organizationId!;
	if (!(await isWithin(to, reach, tx)) || !(await isOpen(to, tx))) throw new Error(`Nobody can be moved to ${to}`);
	const before: Record<string, string> = {};
	for (const { id, organizationId, country, institution } of people) {
		before[id] = JSON.stringify({ organizationId: organizationId!, country, institution } satisfies Home);
		await settle(id, to, reach.personId, now);
	}
	return before;
}

/** Brings those back who are still where the batch moved them, with country and institution as they were. */
export async function moveBack(done: Batch, reach: Reach, { tx, now }: Context): Promise<number> {
	const to = done.change.organizationId!;
	const homes = Object.entries(done.before ?? {}).map(([id, home]) => ({ id, home: JSON.parse(home) as Home }));
	const stillThere = await tx
		.select({ id: person.id })
		.from(person)
		.where(
			and(
				inArray(
					person.id,
					homes.map(({ id }) => id)
				),
				eq(person.organizationId, to),
				within(person.organizationId, reach, tx),
				isNull(person.erasedAt)
			)
		);
	const places = await tx
		.select({ id: organization.id })
		.from(organization)
		.where(within(organization.id, reach, tx));
	const [there, theirs] = [stillThere, places].map((rows) => new Set(rows.map(({ id }) => id)));
	const moved = homes.filter(({ id, home }) => there!.has(id) && theirs!.has(home.organizationId));
	for (const { id, home } of moved) {
		await tx.update(person).set(home).where(eq(person.id, id));
		const act = { kind: 'person-moved', byId: reach.personId, personId: id } as const;
		await noteAct({ ...act, organizationId: home.organizationId, details: { way: 'to' } }, now);
		await noteAct({ ...act, organizationId: to, details: { way: 'from' } }, now);
	}
	return moved.length;
}
