import { eq } from 'drizzle-orm';
import { listCourses } from '#server/content/catalogue.ts';
import type { Edition } from '#server/content/course.ts';
import { newId } from '#server/db/id.ts';
import { write, type Database } from '#server/db/store.ts';
import { isOpen } from '#server/people/organization.ts';
import { isWithin, reachOf } from '#server/people/reach.ts';
import type { SignedIn } from '#server/people/session.ts';
import { announce } from './announcement.ts';
import { followCourses, inUse } from './courses.ts';
import { newJoinCode } from './join-code.ts';
import { differences, planFaults, planOf, type Plan, type PlanFaults } from './plan.ts';
import { moveDays } from './postponement.ts';
import { workshop, workshopFacilitator } from './tables.ts';
import { getWorkshop, type Workshop } from './workshop.ts';

/** A workshop is planned, and whoever planned it facilitates it. Its host lies where they may facilitate; its courses are on offer. Otherwise it is not, and `faults` says why. */
export async function createWorkshop(
	plan: Plan,
	person: SignedIn,
	now: Date
): Promise<{ workshop: Workshop; faults?: undefined } | { workshop?: undefined; faults: PlanFaults }> {
	const offered = await listCourses();
	const { courses, ...values } = plan;
	return write(async (tx) => {
		const faults = {
			...(await hostFaults(tx, plan, person)),
			...courseFaults(plan, offered),
			...planFaults(plan, now)
		};
		if (Object.keys(faults).length > 0) return { faults };
		const id = newId();
		await tx
			.insert(workshop)
			.values({ ...values, id, joinCode: newJoinCode(), version: 1, createdBy: person.id, createdAt: now });
		await tx
			.insert(workshopFacilitator)
			.values({ workshopId: id, personId: person.id, addedBy: person.id, addedAt: now });
		await followCourses(tx, id, courses, offered, person.id, now);
		return { workshop: await getWorkshop(id, tx) };
	});
}

/** How a change is made, besides what changes. */
export interface Manner {
	/** The version that whoever changes it had before them. */
	version: number;
	/** People on the list are told by letter, whose links begin with this; nobody is told where it is absent. */
	tellFrom?: string;
	/** The days by which modules are due move with the first day. */
	movesDueDays?: boolean;
}

export type Change =
	/** It is as they wanted. `told` letters were written. */
	| { outcome: 'saved'; workshop: Workshop; told: number }
	/** Somebody else has changed it meanwhile: nothing was overwritten, and this is how it stands. */
	| { outcome: 'stale'; workshop: Workshop }
	| { outcome: 'refused'; faults: PlanFaults }
	/** It was cancelled, so nothing changes any more. */
	| { outcome: 'cancelled' };

/**
 * Changes parts of a workshop's plan; postponing it is changing its days. Who is told hears of new dates, times, place or meeting link: a new title or note alone is no
 * reason for a letter. Wanting what is there already changes nothing.
 */
export async function changeWorkshop(
	id: string,
	changes: Partial<Plan>,
	{ version, tellFrom, movesDueDays }: Manner,
	person: SignedIn,
	now: Date
): Promise<Change> {
	const offered = await listCourses();
	return write(async (tx) => {
		const before = await getWorkshop(id, tx);
		if (before.cancelledAt) return { outcome: 'cancelled' };
		const was = planOf(before);
		const plan = { ...was, ...changes };
		const changed = differences(was, plan);
		if (changed.length === 0) return { outcome: 'saved', workshop: before, told: 0 };
		if (before.version !== version) return { outcome: 'stale', workshop: before };

		const host = changed.includes('organizationId') ? await hostFaults(tx, plan, person) : {};
		const courses = { ...courseFaults(plan, offered, was), ...(await inUse(tx, was, plan, id)) };
		const faults = { ...host, ...courses, ...planFaults(plan, now, was) };
		if (Object.keys(faults).length > 0) return { outcome: 'refused', faults };

		const { courses: chosen, ...values } = plan;
		await tx
			.update(workshop)
			.set({ ...values, version: version + 1 })
			.where(eq(workshop.id, id));
		if (changed.includes('courses')) await followCourses(tx, id, chosen, offered, person.id, now);
		await moveDays(tx, before, plan, { movesDueDays, by: person.id }, now);
		const after = await getWorkshop(id, tx);
		return { outcome: 'saved', workshop: after, told: await tell(after, changed, person.id, tellFrom, now) };
	});
}

async function tell(
	after: Workshop,
	changed: (keyof Plan)[],
	by: string,
	tellFrom: string | undefined,
	now: Date
): Promise<number> {
	const concerns = (...parts: (keyof Plan)[]) => parts.some((part) => changed.includes(part));
	if (!tellFrom) return 0;
	if (concerns('startsOn', 'endsOn')) return announce(after, 'postponed', by, tellFrom, now);
	if (concerns('opensAt', 'closesAt', 'timeZone', 'place', 'link'))
		return announce(after, 'changed', by, tellFrom, now);
	return 0;
}

async function hostFaults(tx: Database, { organizationId }: Plan, person: SignedIn): Promise<PlanFaults> {
	if (!organizationId) return { organizationId: 'missing' };
	const isTheirs = await isWithin(organizationId, reachOf(person, 'facilitate'), tx);
	return isTheirs && (await isOpen(organizationId, tx)) ? {} : { organizationId: 'not offered' };
}

// A course that the workshop has had stays, also when it is offered no longer.
function courseFaults({ courses }: Plan, offered: Edition[], before?: Plan): PlanFaults {
	const known = new Set([...offered.map(({ course }) => course), ...(before?.courses ?? [])]);
	return courses.every((course) => known.has(course)) ? {} : { courses: 'not offered' };
}
