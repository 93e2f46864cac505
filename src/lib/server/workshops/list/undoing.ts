import { and, eq, gte, inArray, isNotNull, isNull } from 'drizzle-orm';
import { write, type Database } from '#server/db/store.ts';
import { assignment, enrollment, recordEntry } from '#server/learning/tables.ts';
import { letter } from '#server/mail/tables.ts';
import { consent, deactivation, invitationAcceptance, person, role, session, token } from '#server/people/tables.ts';
import { withdrawAll } from '../participant.ts';
import { attendance, mailing, participant, participantList, workshopFacilitator, workshopSession } from '../tables.ts';
import { readFormer } from './confirming.ts';
import { findList, type PeopleList } from './draft.ts';

/** What undoing a list did. */
export interface Undone {
	/** How many people it took off the workshop's list again. */
	removed: number;
	/** How many of those it had entered stay known, because something else has begun for them meanwhile. */
	kept: number;
}

/**
 * Takes back exactly what confirming a list made, all in one write: places on the workshop's list; the people it entered, unless something of their own has begun since; and
 * letters that have not gone out. Whoever was back is removed again, as they were. A place in which something has happened since is kept, as a removed one. Undoing twice is
 * undoing once. Absent where there is nothing to undo.
 */
export async function undoList(
	workshopId: string,
	id: string,
	undoneBy: string,
	now: Date
): Promise<Undone | undefined> {
	return write(async (tx) => {
		const list = await findList(workshopId, id, tx);
		if (!list?.made || !list.confirmedAt || list.undoneAt) return undefined;
		const { people, participants, returned } = list.made;
		const rows = await tx
			.select()
			.from(participant)
			.where(inArray(participant.id, [...participants, ...returned.map((each) => readFormer(each).id)]));
		await takeLettersBack(tx, list, rows);
		const begun = await findBegun(tx, list, rows);
		const added = rows.filter((row) => participants.includes(row.id));
		await tx.delete(participant).where(inArray(participant.id, idsOf(added.filter((row) => !begun.has(row.personId)))));
		await tx
			.update(participant)
			.set({ removedAt: now, removedBy: undoneBy })
			.where(
				and(
					inArray(participant.id, idsOf(added.filter((row) => begun.has(row.personId)))),
					isNull(participant.removedAt)
				)
			);
		for (const written of returned) {
			const { id, ...former } = readFormer(written);
			await tx.update(participant).set(former).where(eq(participant.id, id));
		}
		await withdrawAll(workshopId, peopleOf(rows), undoneBy, now);
		const forgotten = await forgetPeople(tx, people);
		await tx.update(participantList).set({ undoneBy, undoneAt: now }).where(eq(participantList.id, id));
		return { removed: rows.filter((row) => !row.removedAt).length, kept: people.length - forgotten };
	});
}

type Row = typeof participant.$inferSelect;
const idsOf = (rows: Row[]) => rows.map(({ id }) => id);
const peopleOf = (rows: Row[]) => rows.map(({ personId }) => personId);

// Those for whom something has happened in the workshop since: they accepted, something was set for them, or they were there.
async function findBegun(tx: Database, { workshopId, confirmedAt }: PeopleList, rows: Row[]): Promise<Set<string>> {
	const people = peopleOf(rows);
	const accepted = rows.filter(({ joinedAt }) => joinedAt && joinedAt.getTime() !== confirmedAt!.getTime());
	const assigned = await tx
		.select({ personId: assignment.personId })
		.from(assignment)
		.where(and(inArray(assignment.personId, people), eq(assignment.occasion, workshopId)));
	const attended = await tx
		.select({ personId: attendance.personId })
		.from(attendance)
		.innerJoin(workshopSession, eq(workshopSession.id, attendance.sessionId))
		.where(and(inArray(attendance.personId, people), eq(workshopSession.workshopId, workshopId)));
	return new Set([...accepted, ...assigned, ...attended].map(({ personId }) => personId));
}

// Letters about the workshop that were written since and still wait are not sent any more, and the history counts those that went.
async function takeLettersBack(tx: Database, { workshopId, confirmedAt }: PeopleList, rows: Row[]): Promise<void> {
	const toThem = and(inArray(letter.personId, peopleOf(rows)), gte(letter.writtenAt, confirmedAt!));
	const waiting = await tx
		.select({ id: letter.id, mailing })
		.from(letter)
		.innerJoin(mailing, eq(mailing.id, letter.batch))
		.where(and(eq(mailing.workshopId, workshopId), toThem, isWaiting));
	const ids = waiting.map(({ id }) => id);
	await tx.delete(letter).where(inArray(letter.id, ids));
	const mailings = new Map(waiting.map(({ mailing: each }) => [each.id, each]));
	for (const { id, count } of mailings.values()) {
		const left = count - waiting.filter((each) => each.mailing.id === id).length;
		if (left === 0) await tx.delete(mailing).where(eq(mailing.id, id));
		else await tx.update(mailing).set({ count: left }).where(eq(mailing.id, id));
	}
}

const isWaiting = and(isNull(letter.sentAt), isNotNull(letter.nextTryAt));

// Where something of a person's own would stand, besides their account.
const traces = [
	participant.personId,
	workshopFacilitator.personId,
	attendance.personId,
	assignment.personId,
	enrollment.personId,
	recordEntry.personId,
	role.personId,
	deactivation.personId,
	invitationAcceptance.personId,
	consent.personId,
	session.personId,
	token.personId
];

// Removes those of the people whom nothing but the list knows, with their letters, and returns how many.
async function forgetPeople(tx: Database, people: string[]): Promise<number> {
	const begun = new Set<string>();
	for (const personId of traces) {
		const found = await tx.selectDistinct({ personId }).from(personId.table).where(inArray(personId, people));
		for (const each of found) begun.add(each.personId);
	}
	const withoutAccount = and(isNull(person.emailConfirmedAt), isNull(person.passwordHash));
	const left = people.filter((id) => !begun.has(id));
	const forgotten = await tx
		.delete(person)
		.where(and(inArray(person.id, left), withoutAccount))
		.returning({ id: person.id });
	const ids = forgotten.map(({ id }) => id);
	await tx.delete(letter).where(inArray(letter.personId, ids));
	return ids.length;
}
