import type { Edition } from '#server/content/course.ts';
import type { Database } from '#server/db/store.ts';
import { listForOccasion } from '#server/learning/assignment.ts';
import { moduleKey, modulesOf, type WorkshopModule } from './module.ts';
import { listPeople, type ListedPerson } from './people.ts';
import type { Prepared } from './preparation.ts';

/** A module of a workshop with those for whom it is set. */
export interface SetFor extends WorkshopModule {
	/** Among those on the list, by name. */
	people: { personId: string; name: string; /** ISO day. */ dueOn: string }[];
}

/** What is set for whom on a workshop's list: all the modules of its courses, which the caller knows, in order, whether set or not, and everybody by name. */
export async function listSetFor(
	{ id }: Pick<Prepared, 'id'>,
	offered: Edition[],
	db: Database
): Promise<{ people: ListedPerson[]; modules: SetFor[] }> {
	const people = await listPeople(id, db);
	const days = new Map<string, Map<string, string>>();
	for (const { course, module, personId, dueOn } of await listForOccasion(id, db)) {
		const key = moduleKey(course, module);
		days.set(key, (days.get(key) ?? new Map<string, string>()).set(personId, dueOn));
	}
	const modules = modulesOf(offered).map((module) => ({
		...module,
		people: people.flatMap(({ personId, name }) => {
			const dueOn = days.get(module.key)?.get(personId);
			return dueOn ? [{ personId, name, dueOn }] : [];
		})
	}));
	return { people, modules };
}

/** The days by which a module is due, with for how many people each, the earliest first. */
export function dueDays({ people }: Pick<SetFor, 'people'>): { dueOn: string; people: number }[] {
	const counts = new Map<string, number>();
	for (const { dueOn } of people) counts.set(dueOn, (counts.get(dueOn) ?? 0) + 1);
	return [...counts].map(([dueOn, count]) => ({ dueOn, people: count })).sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
}
