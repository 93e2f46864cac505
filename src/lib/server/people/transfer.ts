import { and, eq, inArray, isNull, or } from 'drizzle-orm';
import { read, write, type Database } from '#server/db/store.ts';
import { noteAct } from './act.ts';
import { isOpen } from './organization.ts';
import { isWithin, reachNow, type Reach } from './reach.ts';
import { organization, organizationBelow, person } from './tables.ts';

/** Why somebody stays where they are: they, or the organization, are not within the reach, or it takes nobody new. */
export type TransferFault = 'not theirs' | 'closed';

/** Lets somebody within a reach belong to another organization within it from now on. What they did and the roles they hold stay; their country follows. */
export async function transfer(
	reach: Reach,
	personId: string,
	organizationId: string,
	now: Date
): Promise<TransferFault | undefined> {
	return write(async (tx) => {
		const held = await reachNow(reach, tx);
		const [found] = await tx
			.select({ from: person.organizationId })
			.from(person)
			.where(and(eq(person.id, personId), isNull(person.erasedAt)));
		if (!(await isWithin(found?.from, held, tx)) || !(await isWithin(organizationId, held, tx))) return 'not theirs';
		if (!(await isOpen(organizationId, tx))) return 'closed';
		await settle(personId, organizationId, reach.personId, now);
		return undefined;
	});
}

/** What coming to an organization would change: nothing; they come to it from where they waited for it, or from a part above it; or they leave where they belong. */
export async function changeOfPlace(
	from: string | null | undefined,
	to: string,
	db: Database = read()
): Promise<'stays' | 'comes' | 'moves'> {
	if (!from) return 'comes';
	const [above] = await db
		.select({ id: organizationBelow.organizationId })
		.from(organizationBelow)
		.where(
			or(
				and(eq(organizationBelow.organizationId, from), eq(organizationBelow.belowId, to)),
				and(eq(organizationBelow.organizationId, to), eq(organizationBelow.belowId, from))
			)
		);
	if (!above) return 'moves';
	return above.id === from && from !== to ? 'comes' : 'stays';
}

/**
 * Lets a person belong to an organization, inside the surrounding `write`: their country and the name of their institution follow. It is noted where they came to and
 * where they left. Whether it may be is the caller's to ask.
 */
export async function settle(personId: string, organizationId: string, byId: string, now: Date): Promise<void> {
	await write(async (tx) => {
		const [before] = await tx.select().from(person).where(eq(person.id, personId));
		if (!before || before.organizationId === organizationId) return;
		const path = await tx
			.select({ of: organizationBelow.belowId, organization })
			.from(organizationBelow)
			.innerJoin(organization, eq(organization.id, organizationBelow.organizationId))
			.where(inArray(organizationBelow.belowId, [organizationId, before.organizationId ?? organizationId]));
		const institutionOf = (place: string | null) =>
			path.find((each) => each.of === place && each.organization.kind === 'institution')?.organization;
		const country = path.find((each) => each.organization.id === organizationId)?.organization.country;
		// What they wrote themselves of a place that is not in the tree stays theirs.
		const written = institutionOf(before.organizationId) ? null : before.institution;
		await tx
			.update(person)
			.set({
				organizationId,
				country: country ?? before.country,
				institution: institutionOf(organizationId)?.name[before.language] ?? written
			})
			.where(eq(person.id, personId));
		const act = { kind: 'person-moved', byId, personId } as const;
		// Who came by themselves did so by an invitation, which is noted already.
		if (byId !== personId) await noteAct({ ...act, organizationId, details: { way: 'to' } }, now);
		if (before.organizationId)
			await noteAct({ ...act, organizationId: before.organizationId, details: { way: 'from' } }, now);
	});
}
