import type { Edition } from '#server/content/course.ts';
import { read, write, type Database } from '#server/db/store.ts';
import { assign, listWithdrawn } from '#server/learning/assignment.ts';
import { endOfDay } from '#server/people/time-zone.ts';
import { listOffered, moduleKey, type WorkshopModule } from './module.ts';
import type { ListedPerson } from './people.ts';
import type { Done, Prepared } from './preparation.ts';
import { dueDays, listSetFor, type SetFor } from './set-for.ts';

/** People who were added after modules were set for the others, with what they lack. */
export interface Later {
	/** By name. */
	people: { personId: string; name: string }[];
	/** What can be set for them, by the day on which it is due for most of the others. */
	modules: { module: WorkshopModule; dueOn: string; people: string[] }[];
	/** What was due already, so that another day must be chosen. */
	past: WorkshopModule[];
}

/**
 * Who came later: on the list since after everybody who has a module, and never had it themselves. A module counts that at least half of those have who were there before,
 * so that one which was set for a few only is offered to nobody. Absent where nobody came later. `withdrawn` holds what was taken from whom, as `person course/module`.
 */
export function findLater(
	{ people, modules }: { people: ListedPerson[]; modules: SetFor[] },
	withdrawn: ReadonlySet<string>,
	{ timeZone }: Pick<Prepared, 'timeZone'>,
	now: Date
): Later | undefined {
	const later: Later = { people: [], modules: [], past: [] };
	const lacking = new Set<string>();
	for (const { people: having, ...module } of modules) {
		const has = new Set(having.map(({ personId }) => personId));
		const since = people.filter(({ personId }) => has.has(personId)).map(({ addedAt }) => addedAt.getTime());
		const latest = Math.max(...since);
		const before = people.filter(({ addedAt }) => addedAt.getTime() <= latest);
		if (has.size === 0 || has.size * 2 < before.length) continue;
		const came = people.filter(
			({ personId, addedAt }) => addedAt.getTime() > latest && !withdrawn.has(`${personId} ${module.key}`)
		);
		if (came.length === 0) continue;
		const ids = came.map(({ personId }) => personId);
		const [usual] = dueDays({ people: having }).sort((a, b) => b.people - a.people);
		if (endOfDay(usual!.dueOn, timeZone) <= now) later.past.push(module);
		else later.modules.push({ module, dueOn: usual!.dueOn, people: ids });
		for (const id of ids) lacking.add(id);
	}
	for (const { personId, name } of people) if (lacking.has(personId)) later.people.push({ personId, name });
	return later.people.length > 0 ? later : undefined;
}

/** What is set for whom on a workshop's list, and who came later. */
export async function readPreparation(workshop: Prepared, now: Date) {
	return prepared(workshop, await listOffered(workshop), now, read());
}

async function prepared(workshop: Prepared, offered: Edition[], now: Date, db: Database) {
	const set = await listSetFor(workshop, offered, db);
	const withdrawn = (await listWithdrawn(workshop.id, db)).map(
		({ personId, course, module }) => `${personId} ${moduleKey(course, module)}`
	);
	return { ...set, later: findLater(set, new Set(withdrawn), workshop, now) };
}

/** Sets for those who came later what the others have, each module by the day of most of the others. Of the people named only those count who still lack it. */
export async function setForLater(workshop: Prepared, named: string[], setBy: string, now: Date): Promise<Done> {
	const offered = await listOffered(workshop);
	return write(async (tx) => {
		const { later } = await prepared(workshop, offered, now, tx);
		const people = new Set<string>();
		for (const { module, dueOn, people: lacking } of later?.modules ?? []) {
			const chosen = lacking.filter((id) => named.includes(id));
			if (chosen.length === 0) continue;
			const what = { course: module.course, module: module.module, occasion: workshop.id };
			await assign(chosen, { ...what, dueOn, timeZone: workshop.timeZone }, setBy, now);
			for (const id of chosen) people.add(id);
		}
		return { people: people.size, changed: people.size };
	});
}
