import { and, eq, isNull } from 'drizzle-orm';
import { newId } from '#server/db/id.ts';
import { read, write, type Database } from '#server/db/store.ts';
import { noteAct } from './act.ts';
import { isOnlyAdministrator, outranks } from './power.ts';
import { isWithin, reachNow, type Reach } from './reach.ts';
import { deactivation, person, session } from './tables.ts';

/** Why somebody is not deactivated: they are not among one's people, they are oneself, they hold a role that one can't take, or nobody would be left to administer. */
export type DeactivationFault = 'not theirs' | 'oneself' | 'outranked' | 'last administrator';

/** Whether somebody is deactivated: then they can't sign in, and no letter is written to them. Inside a write it needs the transaction. */
export async function isDeactivated(personId: string, db: Database = read()): Promise<boolean> {
	const found = await db
		.select({ id: deactivation.id })
		.from(deactivation)
		.where(and(eq(deactivation.personId, personId), isNull(deactivation.endedAt)))
		.limit(1);
	return found.length > 0;
}

/** The ids of all who are deactivated, as a part of a query: `notInArray(person.id, deactivatedPeople(db))`. */
export function deactivatedPeople(db: Database = read()) {
	return db.select({ id: deactivation.personId }).from(deactivation).where(isNull(deactivation.endedAt));
}

/** Keeps somebody who belongs within a reach from signing in, and ends their sign-ins. What they did stays. Doing it twice is harmless. */
export async function deactivate(
	reach: Reach,
	personId: string,
	reason: string,
	now: Date
): Promise<DeactivationFault | undefined> {
	return write(async (tx) => {
		const found = await findTheirs(reach, personId, tx);
		if (!found) return 'not theirs';
		if (personId === reach.personId) return 'oneself';
		if (!(await outranks(reach.personId, personId, tx))) return 'outranked';
		if (await isOnlyAdministrator(personId, tx)) return 'last administrator';
		if (await isDeactivated(personId, tx)) return undefined;
		await tx
			.insert(deactivation)
			.values({ id: newId(), personId, reason, deactivatedBy: reach.personId, deactivatedAt: now });
		await tx.delete(session).where(eq(session.personId, personId));
		const { organizationId } = found;
		await noteAct({ kind: 'person-deactivated', byId: reach.personId, organizationId, personId }, now);
		return undefined;
	});
}

/** Lets somebody sign in again. Doing it twice is harmless. */
export async function letIn(reach: Reach, personId: string, now: Date): Promise<DeactivationFault | undefined> {
	return write(async (tx) => {
		const found = await findTheirs(reach, personId, tx);
		if (!found) return 'not theirs';
		if (!(await outranks(reach.personId, personId, tx))) return 'outranked';
		const ended = await tx
			.update(deactivation)
			.set({ endedAt: now, endedBy: reach.personId })
			.where(and(eq(deactivation.personId, personId), isNull(deactivation.endedAt)))
			.returning({ id: deactivation.id });
		const { organizationId } = found;
		if (ended.length > 0) await noteAct({ kind: 'person-let-in', byId: reach.personId, organizationId, personId }, now);
		return undefined;
	});
}

async function findTheirs(reach: Reach, personId: string, tx: Database) {
	const [found] = await tx
		.select({ organizationId: person.organizationId })
		.from(person)
		.where(and(eq(person.id, personId), isNull(person.erasedAt)));
	const isTheirs = found?.organizationId && (await isWithin(found.organizationId, await reachNow(reach, tx), tx));
	return isTheirs ? { organizationId: found.organizationId! } : undefined;
}
