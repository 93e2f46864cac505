import { and, asc, desc, eq, inArray, isNull, or, type SQL } from 'drizzle-orm';
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

/** A workshop as somebody on its list has it. */
export type AttendedWorkshop = Workshop & {
	/** Since when they take part; absent while they are only invited. */
	joinedAt?: Date;
};

/** A workshop as somebody has it who is on its list or is named as its facilitator. */
export type OwnWorkshop = AttendedWorkshop & { facilitates: boolean };

/** A workshop, for somebody who may facilitate it: named as its facilitator, or holding a role in its host or above. Absent for everybody else. */
export async function findFacilitated(
	person: SignedIn,
	id: string,
	db: Database = read()
): Promise<Workshop | undefined> {
	return (await select(db, and(eq(workshop.id, id), isFacilitatedBy(person, db))))[0];
}

/** A workshop, for somebody who takes part in it or is invited. Absent for everybody else. */
export async function findAttended(personId: string, id: string): Promise<AttendedWorkshop | undefined> {
	return (await selectAttended(personId, eq(workshop.id, id)))[0];
}

/** The workshops that somebody may facilitate, the latest first. */
export async function listFacilitated(person: SignedIn): Promise<Workshop[]> {
	return select(read(), isFacilitatedBy(person, read()));
}

/** The workshops that somebody takes part in or is invited to, the latest first. */
export async function listAttended(personId: string): Promise<AttendedWorkshop[]> {
	return selectAttended(personId);
}

/** The workshops that somebody takes part in, is invited to or is named for as a facilitator, the latest first: one question, for their home page. */
export async function listOwn(personId: string): Promise<OwnWorkshop[]> {
	const isNamed = inArray(workshop.id, namedFor(personId, read()));
	return selectOwn(personId, or(inArray(workshop.id, listedFor(personId, read())), isNamed));
}

/** The workshop whose shared link ends with this. */
export async function findByJoinCode(code: string, db: Database = read()): Promise<Workshop | undefined> {
	return (await select(db, eq(workshop.joinCode, code)))[0];
}

/** A workshop by its id, for whoever has it from a row. Throws where there is none. */
export async function getWorkshop(id: string, db: Database = read()): Promise<Workshop> {
	const [found] = await select(db, eq(workshop.id, id));
	if (!found) throw new Error(`There is no workshop ${id}`);
	return found;
}

function isFacilitatedBy(person: SignedIn, db: Database) {
	const reach = reachOf(person, 'facilitate');
	return or(inArray(workshop.id, namedFor(person.id, db)), within(workshop.organizationId, reach, db));
}

function namedFor(personId: string, db: Database) {
	return db
		.select({ id: workshopFacilitator.workshopId })
		.from(workshopFacilitator)
		.where(and(eq(workshopFacilitator.personId, personId), isNull(workshopFacilitator.removedAt)));
}

function listedFor(personId: string, db: Database) {
	return db
		.select({ id: participant.workshopId })
		.from(participant)
		.where(and(eq(participant.personId, personId), isNull(participant.removedAt)));
}

async function selectAttended(personId: string, where?: SQL): Promise<AttendedWorkshop[]> {
	return selectOwn(personId, and(inArray(workshop.id, listedFor(personId, read())), where));
}

async function selectOwn(personId: string, where: SQL | undefined): Promise<OwnWorkshop[]> {
	const isTheirs = and(eq(participant.workshopId, workshop.id), eq(participant.personId, personId));
	const isNamed = and(eq(workshopFacilitator.workshopId, workshop.id), eq(workshopFacilitator.personId, personId));
	const rows = await read()
		.select({
			workshop,
			organization: organization.name,
			course: workshopCourse.course,
			joinedAt: participant.joinedAt,
			facilitates: workshopFacilitator.personId
		})
		.from(workshop)
		.innerJoin(organization, eq(organization.id, workshop.organizationId))
		.leftJoin(workshopCourse, eq(workshopCourse.workshopId, workshop.id))
		.leftJoin(participant, and(isTheirs, isNull(participant.removedAt)))
		.leftJoin(workshopFacilitator, and(isNamed, isNull(workshopFacilitator.removedAt)))
		.where(where)
		.orderBy(...latestFirst);
	const own = new Map(rows.map((row) => [row.workshop.id, row]));
	return gather(rows).map((each) => {
		const { joinedAt, facilitates } = own.get(each.id)!;
		return { ...each, joinedAt: joinedAt ?? undefined, facilitates: facilitates !== null };
	});
}

async function select(db: Database, where: SQL | undefined): Promise<Workshop[]> {
	const rows = await db
		.select({ workshop, organization: organization.name, course: workshopCourse.course })
		.from(workshop)
		.innerJoin(organization, eq(organization.id, workshop.organizationId))
		.leftJoin(workshopCourse, eq(workshopCourse.workshopId, workshop.id))
		.where(where)
		.orderBy(...latestFirst);
	return gather(rows);
}

const latestFirst = [desc(workshop.startsOn), desc(workshop.id), asc(workshopCourse.position)];

interface Row {
	workshop: typeof workshop.$inferSelect;
	organization: { en: string; es: string };
	course: string | null;
}

function gather(rows: Row[]): Workshop[] {
	const found = new Map<string, Workshop>();
	for (const row of rows) {
		const known = found.get(row.workshop.id) ?? { ...row.workshop, organization: row.organization, courses: [] };
		if (row.course) known.courses.push(row.course);
		found.set(known.id, known);
	}
	return [...found.values()];
}
