import { and, desc, eq, or } from 'drizzle-orm';
import { alias } from '#server/db/columns.ts';
import { newId } from '#server/db/id.ts';
import { read, write } from '#server/db/store.ts';
import { within, type Reach } from './reach.ts';
import { act, organization, person } from './tables.ts';

/** What can be done and is noted. The sentence about each stands in the messages. */
export type ActKind =
	| 'organization-added'
	| 'organization-renamed'
	| 'organization-closed'
	| 'organization-opened'
	| 'role-given'
	| 'role-taken'
	| 'invited'
	| 'invitation-withdrawn'
	| 'invitation-accepted'
	| 'person-deactivated'
	| 'person-let-in'
	| 'person-moved'
	| 'people-exported'
	| 'batch-done'
	| 'batch-undone';

/** An act as those concerned read it. Names are empty where an account was erased. */
export interface Act {
	id: string;
	kind: ActKind;
	at: Date;
	by: { id: string; name: string };
	/** Whom it concerns. */
	person?: { id: string; name: string };
	organization?: { id: string; name: { en: string; es: string } };
	details: Record<string, string>;
}

/** Notes an act, together with whatever else the surrounding `write` does. */
export async function noteAct(
	{
		kind,
		byId,
		organizationId,
		personId,
		details = {}
	}: { kind: ActKind; byId: string; organizationId?: string; personId?: string; details?: Record<string, string> },
	now: Date
): Promise<void> {
	await write(async (tx) => {
		await tx.insert(act).values({ id: newId(), kind, byId, at: now, organizationId, personId, details });
	});
}

/** A page of what was done within a reach, newest first; `page` counts from 1, fifty acts each, and one more tells that there are older ones. */
export async function listActs(reach: Reach, page: number, organizationId?: string): Promise<Act[]> {
	return select(
		and(within(act.organizationId, reach), organizationId ? eq(act.organizationId, organizationId) : undefined),
		51,
		(page - 1) * 50
	);
}

/** What was done to a person, or by them, within a reach, newest first: the last fifty acts, for those who manage to read. */
export async function listActsAbout(reach: Reach, personId: string): Promise<Act[]> {
	return select(and(within(act.organizationId, reach), or(eq(act.personId, personId), eq(act.byId, personId))), 50, 0);
}

/** What was done to a person, or by them, newest first: the last hundred acts, for themselves to read. */
export async function listActsOf(personId: string): Promise<Act[]> {
	return select(or(eq(act.personId, personId), eq(act.byId, personId)), 100, 0);
}

async function select(where: ReturnType<typeof and>, limit: number, offset: number): Promise<Act[]> {
	const actor = alias(person, 'actor');
	const rows = await read()
		.select({ act, by: actor.name, name: person.name, organization: organization.name })
		.from(act)
		.leftJoin(actor, eq(actor.id, act.byId))
		.leftJoin(person, eq(person.id, act.personId))
		.leftJoin(organization, eq(organization.id, act.organizationId))
		.where(where)
		.orderBy(desc(act.at), desc(act.id))
		.limit(limit)
		.offset(offset);
	return rows.map(({ act: row, by, name, organization }) => ({
		id: row.id,
		kind: row.kind as ActKind,
		at: row.at,
		by: { id: row.byId, name: by ?? '' },
		person: row.personId ? { id: row.personId, name: name ?? '' } : undefined,
		organization: row.organizationId && organization ? { id: row.organizationId, name: organization } : undefined,
		details: row.details
	}));
}
