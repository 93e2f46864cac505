import { and, eq, inArray, isNull } from 'drizzle-orm';
import { listCourses } from '#server/content/catalogue.ts';
import { getEditions, onlineSteps } from '#server/content/edition.ts';
import { read } from '#server/db/store.ts';
import { moduleStanding } from '#server/learning/due.ts';
import { assignment, enrollment, progress } from '#server/learning/tables.ts';
import { person } from '#server/people/tables.ts';
import { participant } from './tables.ts';

/** How far the preparation of a workshop is. What people have learned is counted for those who joined; the others have not agreed that it is seen. */
export interface Readiness {
	/** On the list, invited or joined. */
	people: number;
	joined: number;
	/** How many of them are late with something. */
	late: number;
	/** What was set for them, by the earliest day it is due for anybody. */
	modules: {
		course: string;
		module: string;
		dueOn: string;
		/** For how many on the list it was set, and how many of those who joined are done or late. */
		people: number;
		done: number;
		late: number;
	}[];
}

/** How far the preparation of some workshops is, by their ids, in four questions however many there are. */
export async function findReadiness(workshopIds: string[], now: Date): Promise<Map<string, Readiness>> {
	const found = new Map<string, Readiness>(
		workshopIds.map((id) => [id, { people: 0, joined: 0, late: 0, modules: [] }])
	);
	if (workshopIds.length === 0) return found;
	const listed = new Map<string, { joined: boolean; late: boolean }>();
	for (const { workshopId, personId, joinedAt } of await listEverybody(workshopIds)) {
		const readiness = found.get(workshopId)!;
		readiness.people += 1;
		if (joinedAt) readiness.joined += 1;
		listed.set(`${workshopId} ${personId}`, { joined: joinedAt !== null, late: false });
	}
	for (const each of await listStandings(workshopIds, now)) {
		const who = listed.get(`${each.occasion} ${each.personId}`);
		if (!who) continue;
		const readiness = found.get(each.occasion)!;
		const module = moduleOf(readiness, each);
		module.people += 1;
		if (!who.joined) continue;
		if (each.isDone) module.done += 1;
		if (each.isLate) module.late += 1;
		if (each.isLate && !who.late) readiness.late += 1;
		who.late ||= each.isLate;
	}
	return found;
}

function moduleOf(
	{ modules }: Readiness,
	{ course, module, dueOn }: { course: string; module: string; dueOn: string }
) {
	const known = modules.find((each) => each.course === course && each.module === module);
	if (known) return known;
	const added = { course, module, dueOn, people: 0, done: 0, late: 0 };
	modules.push(added);
	return added;
}

function listEverybody(workshopIds: string[]) {
	return read()
		.select({
			workshopId: participant.workshopId,
			personId: participant.personId,
			joinedAt: participant.joinedAt
		})
		.from(participant)
		.innerJoin(person, eq(person.id, participant.personId))
		.where(and(inArray(participant.workshopId, workshopIds), isNull(participant.removedAt), isNull(person.erasedAt)));
}

async function listStandings(workshopIds: string[], now: Date) {
	const isSet = and(inArray(assignment.occasion, workshopIds), isNull(assignment.withdrawnAt));
	const inCourse = and(eq(enrollment.personId, assignment.personId), eq(enrollment.course, assignment.course));
	const assigned = await read()
		.select({ assignment, enrollmentId: enrollment.id, edition: enrollment.edition })
		.from(assignment)
		.leftJoin(enrollment, inCourse)
		.where(isSet)
		.orderBy(assignment.dueAt, assignment.course, assignment.module);
	const places = read().select({ id: enrollment.id }).from(assignment).innerJoin(enrollment, inCourse).where(isSet);
	const steps = await read().select().from(progress).where(inArray(progress.enrollmentId, places));
	const done = new Map<string, Map<string, Date>>();
	for (const { enrollmentId, step, doneAt } of steps) {
		const own = done.get(enrollmentId) ?? new Map<string, Date>();
		done.set(enrollmentId, own.set(step, doneAt));
	}
	const editions = new Map(
		(await getEditions(assigned.flatMap(({ edition }) => edition ?? []))).map((each) => [each.hash, each])
	);
	const offered = new Map((await listCourses()).map((each) => [each.course, each]));
	return assigned.flatMap(({ assignment: set, enrollmentId, edition }) => {
		const { personId, occasion, course, module: id, dueOn } = set;
		const own = edition ? editions.get(edition) : offered.get(course);
		const module = own?.modules.find((each) => each.id === id);
		// A module that their edition does not have, or only in the room, can't be done, so it can't be late either.
		if (!module || onlineSteps(module).length === 0) return [];
		const standing = moduleStanding(module, done.get(enrollmentId ?? '') ?? new Map(), set.dueAt, now);
		const { late: isLate, state } = standing;
		return { personId, occasion, course, module: id, dueOn, isDone: state === 'done', isLate };
	});
}
