import { and, asc, count, eq, isNotNull, isNull, notExists, type SQL } from 'drizzle-orm';
import type { Edition } from '#server/content/course.ts';
import { stepName } from '#server/content/edition.ts';
import { newId } from '#server/db/id.ts';
import { read, write, type Database } from '#server/db/store.ts';
import { person } from '#server/people/tables.ts';
import { attendance, participant, workshopCourse, workshopSession } from './tables.ts';
import type { Workshop } from './workshop.ts';

/** A session with how many of those who take part are marked, present or absent. */
export type Session = typeof workshopSession.$inferSelect & {
	marked: number;
	/** Somebody was marked, if only people who take part no more: then it can't be removed, and its day stays. */
	isMarked: boolean;
};

/** How many minutes a session may take. */
export const sessionMinutes = { least: 5, most: 600 };

/**
 * Gives a workshop the sessions of its courses, as their session steps stand in these editions, in their order. Those it has stay as they are, also where
 * somebody removed them; doing it again changes nothing. Part of the `write` that plans the workshop.
 */
export async function followSessions(
	tx: Database,
	workshopId: string,
	courses: Pick<Edition, 'course' | 'modules'>[],
	addedBy: string,
	now: Date
): Promise<void> {
	const rows = courses.flatMap(({ course, modules }) =>
		modules
			.flatMap((module) => module.steps.map((step) => ({ step, name: stepName(module, step) })))
			.filter(({ step }) => step.kind === 'session')
			.map(({ step, name }, position) => ({
				...{ id: newId(), workshopId, course, step: name, position, addedBy, addedAt: now },
				title: step.title as Record<string, string>,
				minutes: step.minutes
			}))
	);
	if (rows.length > 0) await tx.insert(workshopSession).values(rows).onConflictDoNothing();
}

/** A workshop's sessions, by its courses and in their order. Those of a course it is about no more are among them only where somebody was marked. */
export async function listSessions(workshopId: string): Promise<Session[]> {
	return select(and(eq(workshopSession.workshopId, workshopId), isNull(workshopSession.removedAt)));
}

/** The sessions of a workshop's courses that somebody removed. */
export async function listRemoved(workshopId: string): Promise<Session[]> {
	return select(and(eq(workshopSession.workshopId, workshopId), isNotNull(workshopSession.removedAt)));
}

/** A session of this very workshop. Absent where it is another's, or was removed. */
export async function findSession(workshopId: string, id: string, db: Database = read()): Promise<Session | undefined> {
	return (await select(and(isOne(workshopId, id), isNull(workshopSession.removedAt)), db))[0];
}

/**
 * Adds a session that no course has, behind the others of its course, with a title in the language the workshop is held in. Returns its id. The same one sent
 * twice is one. Throws where the minutes are out of bounds or the workshop is not about the course.
 */
export async function addSession(
	{ id: workshopId, language, courses }: Pick<Workshop, 'id' | 'language' | 'courses'>,
	{ title, course, minutes }: { title: string; course: string; minutes: number },
	addedBy: string,
	now: Date
): Promise<string> {
	if (!Number.isInteger(minutes) || minutes < sessionMinutes.least || minutes > sessionMinutes.most)
		throw new RangeError(`A session does not take ${minutes} minutes`);
	if (!courses.includes(course)) throw new Error(`Workshop ${workshopId} is not about ${course}`);
	return write(async (tx) => {
		const all = await tx
			.select()
			.from(workshopSession)
			.where(and(eq(workshopSession.workshopId, workshopId), eq(workshopSession.course, course)));
		const same = all.find(
			(each) => !each.step && !each.removedAt && each.minutes === minutes && each.title[language] === title
		);
		if (same) return same.id;
		const [added] = await tx
			.insert(workshopSession)
			.values({
				...{ id: newId(), workshopId, course, minutes, addedBy, addedAt: now },
				title: { [language]: title },
				position: Math.max(-1, ...all.map((each) => each.position)) + 1
			})
			.returning({ id: workshopSession.id });
		return added!.id;
	});
}

/** Sets the ISO day a session is held on, one of the workshop's days, or takes it back. Says whether it did: once somebody was marked the day stays. */
export async function holdOn(
	workshop: Pick<Workshop, 'id' | 'startsOn' | 'endsOn'>,
	id: string,
	heldOn: string | undefined
): Promise<boolean> {
	if (heldOn && (heldOn < workshop.startsOn || heldOn > workshop.endsOn))
		throw new RangeError(`${heldOn} is no day of workshop ${workshop.id}`);
	return change(workshop.id, id, isNull(workshopSession.removedAt), { heldOn: heldOn ?? null });
}

/** Removes a session for which nobody was marked. Says whether it did. */
export async function removeSession(workshopId: string, id: string, removedBy: string, now: Date): Promise<boolean> {
	return change(workshopId, id, isNull(workshopSession.removedAt), { removedBy, removedAt: now });
}

/** Brings a session back that was removed. Says whether it did. */
export async function bringBack(workshopId: string, id: string): Promise<boolean> {
	return change(workshopId, id, isNotNull(workshopSession.removedAt), { removedBy: null, removedAt: null });
}

const isOne = (workshopId: string, id: string) =>
	and(eq(workshopSession.id, id), eq(workshopSession.workshopId, workshopId));

async function change(
	workshopId: string,
	id: string,
	where: SQL,
	values: Partial<typeof workshopSession.$inferInsert>
): Promise<boolean> {
	return write(async (tx) => {
		const marks = tx.select({ id: attendance.personId }).from(attendance).where(eq(attendance.sessionId, id));
		const changed = await tx
			.update(workshopSession)
			.set(values)
			.where(and(isOne(workshopId, id), where, notExists(marks)))
			.returning({ id: workshopSession.id });
		return changed.length > 0;
	});
}

// Behind the courses that the workshop is about.
const last = Number.MAX_SAFE_INTEGER;

async function select(where: SQL | undefined, db: Database = read()): Promise<Session[]> {
	const rows = await db
		.select({
			session: workshopSession,
			place: workshopCourse.position,
			marks: count(attendance.personId),
			marked: count(participant.id)
		})
		.from(workshopSession)
		.leftJoin(
			workshopCourse,
			and(eq(workshopCourse.workshopId, workshopSession.workshopId), eq(workshopCourse.course, workshopSession.course))
		)
		.leftJoin(attendance, eq(attendance.sessionId, workshopSession.id))
		.leftJoin(person, and(eq(person.id, attendance.personId), isNull(person.erasedAt)))
		.leftJoin(
			participant,
			and(
				eq(participant.workshopId, workshopSession.workshopId),
				eq(participant.personId, person.id),
				isNotNull(participant.joinedAt),
				isNull(participant.removedAt)
			)
		)
		.where(where)
		.groupBy(workshopSession.id, workshopCourse.position)
		.orderBy(asc(workshopSession.position), asc(workshopSession.id));
	return rows
		.filter(({ place, marks }) => place !== null || marks > 0)
		.sort((a, b) => (a.place ?? last) - (b.place ?? last) || a.session.course.localeCompare(b.session.course))
		.map(({ session, marks, marked }) => ({ ...session, marked, isMarked: marks > 0 }));
}
