import { and, asc, eq, isNull, notInArray } from 'drizzle-orm';
import { newId } from '#server/db/id.ts';
import { read, write, type Database } from '#server/db/store.ts';
import { listForOccasion, withdraw } from '#server/learning/assignment.ts';
import { deactivatedPeople } from '#server/people/deactivation.ts';
import { reachNow, within, type Reach } from '#server/people/reach.ts';
import { organization, person } from '#server/people/tables.ts';
import { participant } from './tables.ts';

/** Somebody on a workshop's list of participants. */
export interface Participant {
	/** The row's own id. */
	id: string;
	personId: string;
	name: string;
	email: string;
	language: 'en' | 'es';
	profession?: string;
	/** Where they belong, in both languages. */
	organization?: { en: string; es: string };
	/** Whether they confirmed their address, so that they can sign in. */
	hasAccount: boolean;
	/** Absent while they are only invited: what they learn is not shown before. */
	joinedAt?: Date;
	addedAt: Date;
	via: 'list' | 'search' | 'link';
}

/** Everybody who takes part in a workshop or is invited, by name. Whoever was removed, or erased their account, is not among them. */
export async function listParticipants(workshopId: string, db: Database = read()): Promise<Participant[]> {
	const rows = await db
		.select({ participant, person, organization: organization.name })
		.from(participant)
		.innerJoin(person, eq(person.id, participant.personId))
		.leftJoin(organization, eq(organization.id, person.organizationId))
		.where(and(eq(participant.workshopId, workshopId), isNull(participant.removedAt), isNull(person.erasedAt)))
		.orderBy(asc(participant.id));
	return rows
		.map(({ participant: row, person: who, organization }) => ({
			id: row.id,
			personId: who.id,
			name: who.name,
			email: who.email ?? '',
			language: who.language,
			profession: who.profession ?? undefined,
			organization: organization ?? undefined,
			hasAccount: who.emailConfirmedAt !== null,
			joinedAt: row.joinedAt ?? undefined,
			addedAt: row.addedAt,
			via: row.via
		}))
		.sort((a, b) => a.name.localeCompare(b.name, 'es'));
}

/**
 * Puts somebody on a workshop's list who belongs within a reach; whoever was removed returns. Who has an account takes part at once, who has none is invited. Adding
 * somebody who is in already is harmless. Returns the row's id; absent where they don't belong within the reach as it stands now, or were deactivated.
 */
export async function addParticipant(
	workshopId: string,
	personId: string,
	reach: Reach,
	now: Date
): Promise<string | undefined> {
	return write(async (tx) => {
		const theirs = within(person.organizationId, await reachNow(reach, tx), tx);
		const isActive = and(isNull(person.erasedAt), notInArray(person.id, deactivatedPeople(tx)));
		const [found] = await tx
			.select({ confirmedAt: person.emailConfirmedAt })
			.from(person)
			.where(and(eq(person.id, personId), theirs, isActive));
		if (!found) return undefined;
		const joinedAt = found.confirmedAt && now;
		const added = { id: newId(), workshopId, personId, via: 'search' as const, addedBy: reach.personId, addedAt: now };
		await tx
			.insert(participant)
			.values({ ...added, joinedAt })
			.onConflictDoNothing();
		const own = and(eq(participant.workshopId, workshopId), eq(participant.personId, personId));
		const [row] = await tx.select().from(participant).where(own);
		if (row!.removedAt)
			await tx
				.update(participant)
				.set({ removedAt: null, removedBy: null, joinedAt: row!.joinedAt ?? joinedAt })
				.where(own);
		return row!.id;
	});
}

/**
 * Takes somebody off a workshop's list; the row stays, with who did it. What was set for them for this workshop is withdrawn. Removing twice is harmless. Returns their name;
 * absent where the workshop has no such row.
 */
export async function removeParticipant(
	workshopId: string,
	participantId: string,
	removedBy: string,
	now: Date
): Promise<string | undefined> {
	return write(async (tx) => {
		const [found] = await tx
			.select({ personId: participant.personId, name: person.name })
			.from(participant)
			.innerJoin(person, eq(person.id, participant.personId))
			.where(and(eq(participant.id, participantId), eq(participant.workshopId, workshopId)));
		if (!found) return undefined;
		await tx
			.update(participant)
			.set({ removedAt: now, removedBy })
			.where(and(eq(participant.id, participantId), isNull(participant.removedAt)));
		await withdrawAll(workshopId, [found.personId], removedBy, now);
		return found.name;
	});
}

/** Puts somebody back whom somebody else took off a workshop's list, as they were before. Returns their name; absent where there is nobody to put back. */
export async function returnParticipant(workshopId: string, participantId: string): Promise<string | undefined> {
	return write(async (tx) => {
		const [found] = await tx
			.select({ row: participant, name: person.name })
			.from(participant)
			.innerJoin(person, eq(person.id, participant.personId))
			.where(and(eq(participant.id, participantId), eq(participant.workshopId, workshopId), isNull(person.erasedAt)));
		// Who left by themselves is not put back: they would have to be invited.
		if (!found?.row.removedAt || found.row.removedBy === found.row.personId) return undefined;
		await tx.update(participant).set({ removedAt: null, removedBy: null }).where(eq(participant.id, participantId));
		return found.name;
	});
}

/** Withdraws all that was set for people for a workshop, inside the surrounding `write`. What they did of it stays. */
export async function withdrawAll(workshopId: string, people: string[], withdrawnBy: string, now: Date): Promise<void> {
	if (people.length === 0) return;
	await write(async (tx) => {
		const set = await listForOccasion(workshopId, tx);
		const modules = new Map(set.map(({ course, module }) => [`${course}/${module}`, { course, module }]));
		for (const what of modules.values()) await withdraw(people, { ...what, occasion: workshopId }, withdrawnBy, now);
	});
}
