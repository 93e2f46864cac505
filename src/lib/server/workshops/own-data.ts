import { and, eq, isNull } from 'drizzle-orm';
import { read, write, type Database } from '#server/db/store.ts';
import { normalizeEmail } from '#server/people/person.ts';
import { person } from '#server/people/tables.ts';
import { attendance, participant, participantList, workshop, workshopFacilitator, workshopSession } from './tables.ts';

/** All that workshops know of a person: where they took part, what they attended, and what they facilitated. */
export async function ownData(personId: string) {
	const about = { workshop: workshop.title, startsOn: workshop.startsOn, endsOn: workshop.endsOn };
	const { via, addedAt, joinedAt, removedAt } = participant;
	const participations = await read()
		.select({ ...about, via, addedAt, joinedAt, removedAt })
		.from(participant)
		.innerJoin(workshop, eq(workshop.id, participant.workshopId))
		.where(eq(participant.personId, personId));
	const { minutes, markedAt } = attendance;
	const attended = await read()
		.select({ ...about, session: workshopSession.title, minutes, markedAt })
		.from(attendance)
		.innerJoin(workshopSession, eq(workshopSession.id, attendance.sessionId))
		.innerJoin(workshop, eq(workshop.id, workshopSession.workshopId))
		.where(eq(attendance.personId, personId));
	const facilitated = await read()
		.select({ ...about, addedAt: workshopFacilitator.addedAt, removedAt: workshopFacilitator.removedAt })
		.from(workshopFacilitator)
		.innerJoin(workshop, eq(workshop.id, workshopFacilitator.workshopId))
		.where(eq(workshopFacilitator.personId, personId));
	return { participations, attendance: attended, facilitated };
}

/**
 * Takes from workshops what says who a person is, while their address is still known: their invitation, and their row in lists that nobody has confirmed yet. That they
 * took part stays countable. They facilitate nothing any longer.
 */
export async function forget(personId: string, now: Date): Promise<void> {
	await write(async (tx) => {
		await tx.update(participant).set({ invitationHash: null }).where(eq(participant.personId, personId));
		await tx
			.update(workshopFacilitator)
			.set({ removedAt: now, removedBy: personId })
			.where(and(eq(workshopFacilitator.personId, personId), isNull(workshopFacilitator.removedAt)));
		const [account] = await tx.select({ email: person.email }).from(person).where(eq(person.id, personId));
		if (account?.email) await takeFromLists(tx, account.email);
	});
}

// A list that was confirmed keeps no rows.
async function takeFromLists(tx: Database, email: string): Promise<void> {
	const drafts = await tx.select().from(participantList).where(isNull(participantList.confirmedAt));
	for (const { id, rows } of drafts) {
		const others = rows.filter((cells) => !cells.some((cell) => holds(cell, email)));
		if (others.length < rows.length)
			await tx.update(participantList).set({ rows: others }).where(eq(participantList.id, id));
	}
}

// An address may stand in a cell with a name or brackets around it.
const holds = (cell: string, email: string) =>
	normalizeEmail(cell)
		.split(/[\s<>,;()"]+/)
		.includes(email);
