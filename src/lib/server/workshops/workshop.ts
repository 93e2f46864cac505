import { and, asc, desc, eq, inArray, isNull, or } from 'drizzle-orm';
import { read, type Database } from '#server/db/store.ts';
import { reachOf, within } from '#server/people/reach.ts';
import type { SignedIn } from '#server/people/session.ts';
import { organization } from '#server/people/tables.ts';
import { participant, workshop, workshopCourse, workshopFacilitator } from './tables.ts';

/** A workshop with its host's name and its courses in order. */
export type Workshop = typeof workshop.$inferSelect & {
	organization: { en: string; es: string };
	courses: string[];
};

/** A workshop, for somebody who may facilitate it: named as its facilitator, or holding a role in its host or above. Absent for everybody else. */
export async function findFacilitated(
	person: SignedIn,
	id: string,
	db: Database = read()
): Promise<Workshop | undefined> {
	return (await select(db, and(eq(workshop.id, id), isFacilitatedBy(person, db))))[0];
}

/** A workshop, for somebody who takes part in it or is invited. Absent for everybody else. */
export async function findAttended(personId: string, id: string): Promise<Workshop | undefined> {
	return (await select(read(), and(eq(workshop.id, id), isAttendedBy(personId, read()))))[0];
}

/** The workshops that somebody may facilitate, the latest first. */
export async function listFacilitated(person: SignedIn): Promise<Workshop[]> {
	return select(read(), isFacilitatedBy(person, read()));
}

/** The workshops that somebody takes part in or is invited to, the latest first. */
export async function listAttended(personId: string): Promise<Workshop[]> {
	return select(read(), isAttendedBy(personId, read()));
}

/** The workshop whose shared link ends with this. */
export async function findByJoinCode(code: string): Promise<Workshop | undefined> {
	return (await select(read(), eq(workshop.joinCode, code)))[0];
}

/** A workshop by its id, for whoever has it from a row. Throws where there is none. */
export async function getWorkshop(id: string, db: Database = read()): Promise<Workshop> {
	const [found] = await select(db, eq(workshop.id, id));
	if (!found) throw new Error(`There is no workshop ${id}`);
	return found;
}

function isFacilitatedBy(person: SignedIn, db: Database) {
	const named = db
		.select({ id: workshopFacilitator.workshopId })
		.from(workshopFacilitator)
		.where(and(eq(workshopFacilitator.personId, person.id), isNull(workshopFacilitator.removedAt)));
	const reach = reachOf(person, 'facilitate');
	return or(inArray(workshop.id, named), within(workshop.organizationId, reach, db));
}

function isAttendedBy(personId: string, db: Database) {
	const own = db
		.select({ id: participant.workshopId })
		.from(participant)
		.where(and(eq(participant.personId, personId), isNull(participant.removedAt)));
	return inArray(workshop.id, own);
}

async function select(db: Database, where: ReturnType<typeof and>): Promise<Workshop[]> {
	const rows = await db
		.select({ workshop, organization: organization.name, course: workshopCourse.course })
		.from(workshop)
		.innerJoin(organization, eq(organization.id, workshop.organizationId))
		.leftJoin(workshopCourse, eq(workshopCourse.workshopId, workshop.id))
		.where(where)
		.orderBy(desc(workshop.startsOn), desc(workshop.id), asc(workshopCourse.position));
	const found = new Map<string, Workshop>();
	for (const row of rows) {
		const known = found.get(row.workshop.id) ?? { ...row.workshop, organization: row.organization, courses: [] };
		if (row.course) known.courses.push(row.course);
		found.set(known.id, known);
	}
	return [...found.values()];
}
