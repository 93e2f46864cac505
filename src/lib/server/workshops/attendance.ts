import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';
import { findCourse } from '#server/content/catalogue.ts';
import type { Edition } from '#server/content/course.ts';
import { alias } from '#server/db/columns.ts';
import { excluded } from '#server/db/excluded.ts';
import { read, write, type Database } from '#server/db/store.ts';
import { enterSession } from '#server/learning/record.ts';
import { completeSession, editionsOf } from '#server/learning/session-step.ts';
import { person } from '#server/people/tables.ts';
import { dayIn } from '#server/people/time-zone.ts';
import { dayOf, instantOf } from './session-day.ts';
import { findSession, type Session } from './session.ts';
import { attendance, participant, workshopSession } from './tables.ts';
import type { Workshop } from './workshop.ts';

/** That somebody was at a session for some minutes; none means that they were absent. */
export interface Mark {
	personId: string;
	/** Empty where they erased their account. */
	name: string;
	minutes: number;
	/** The name of who marked them; empty where that account was erased. */
	markedBy: string;
	markedAt: Date;
}

/** What marking came to. */
export interface Marked {
	/** Those whose minutes are others now than before. */
	changed: string[];
	/** Those who take no part in the workshop, or not yet: they were not marked. */
	refused: string[];
}

/** Attendance says what happened: it can't be marked before the day of the session. */
export class NotYet extends Error {}

/** Who was marked at a session, by name. */
export async function listMarks(sessionId: string): Promise<Mark[]> {
	const marker = alias(person, 'marker');
	const rows = await read()
		.select({ mark: attendance, name: person.name, markedBy: marker.name })
		.from(attendance)
		.innerJoin(person, eq(person.id, attendance.personId))
		.leftJoin(marker, eq(marker.id, attendance.markedBy))
		.where(eq(attendance.sessionId, sessionId))
		.orderBy(asc(person.name), asc(person.id));
	return rows.map(({ mark, name, markedBy }) => ({ ...mark, name, markedBy: markedBy ?? '' }));
}

/**
 * Marks for how many minutes people were at a session, and enters the difference to what stood before into their training records; to save the same again changes
 * nothing. `others: 'all of it'` marks everybody who takes part, is not named and was not marked yet with the whole length. Absent where the workshop has no such
 * session. Throws where minutes are no whole number from none to the session's length, and `NotYet` before its day.
 */
export async function markAttendance(
	workshop: Pick<Workshop, 'id' | 'startsOn' | 'endsOn' | 'timeZone'>,
	sessionId: string,
	minutes: ReadonlyMap<string, number>,
	markedBy: string,
	now: Date,
	{ others }: { others?: 'all of it' } = {}
): Promise<Marked | undefined> {
	const known = await findSession(workshop.id, sessionId);
	if (!known) return undefined;
	const course = await findCourse(known.course);
	if (!course) throw new Error(`There is no course ${known.course}`);
	// Whoever enrolls meanwhile does so in the current one.
	const editions = [course, ...(await editionsOf(await listJoined(workshop.id), course.course))];
	return write(async (tx) => {
		const session = await findSession(workshop.id, sessionId, tx);
		if (!session) return undefined;
		const day = dayOf(session, workshop, now);
		if (day > dayIn(now, workshop.timeZone)) throw new NotYet();
		for (const each of minutes.values())
			if (!Number.isInteger(each) || each < 0 || each > session.minutes)
				throw new RangeError(`Nobody was there for ${each} of ${session.minutes} minutes`);

		const joined = new Set(await listJoined(workshop.id, tx));
		const marks = await tx.select().from(attendance).where(eq(attendance.sessionId, sessionId));
		const before = new Map(marks.map((mark) => [mark.personId, mark.minutes]));
		const unmarked = others ? [...joined].filter((id) => !minutes.has(id) && !before.has(id)) : [];
		const changed = new Map(
			[...minutes, ...unmarked.map((id) => [id, session.minutes] as const)].filter(
				([id, each]) => joined.has(id) && before.get(id) !== each
			)
		);
		if (changed.size > 0) {
			await keep(tx, session, day, changed, markedBy, now);
			const heldAt = instantOf(day, workshop.timeZone, now);
			await enterSession(changed, attended(session, course), heldAt, markedBy);
			const came = [...changed].flatMap(([id, each]) => (each > 0 ? [id] : []));
			if (session.step) await completeSession(came, session.course, session.step, editions, heldAt);
		}
		return { changed: [...changed.keys()], refused: [...minutes.keys()].filter((id) => !joined.has(id)) };
	});
}

const attended = ({ id, course, title }: Session, edition: Edition) => ({
	sessionId: id,
	course,
	title,
	courseTitle: edition.title as Record<string, string>,
	topics: edition.topics,
	edition: edition.hash
});

async function keep(
	tx: Database,
	{ id: sessionId, heldOn }: Session,
	day: string,
	minutes: ReadonlyMap<string, number>,
	markedBy: string,
	now: Date
): Promise<void> {
	// From now on its day stays, so that corrections stand on the same.
	if (heldOn !== day) await tx.update(workshopSession).set({ heldOn: day }).where(eq(workshopSession.id, sessionId));
	await tx
		.insert(attendance)
		.values([...minutes].map(([personId, each]) => ({ sessionId, personId, minutes: each, markedBy, markedAt: now })))
		.onConflictDoUpdate({
			target: [attendance.sessionId, attendance.personId],
			set: { minutes: excluded(attendance.minutes), markedBy, markedAt: now }
		});
}

async function listJoined(workshopId: string, db: Database = read()): Promise<string[]> {
	const rows = await db
		.select({ id: person.id })
		.from(participant)
		.innerJoin(person, eq(person.id, participant.personId))
		.where(
			and(
				eq(participant.workshopId, workshopId),
				isNotNull(participant.joinedAt),
				isNull(participant.removedAt),
				isNull(person.erasedAt)
			)
		);
	return rows.map(({ id }) => id);
}
