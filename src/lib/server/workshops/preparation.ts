import { write } from '#server/db/store.ts';
import { assign, listForOccasion, NobodyChosen, withdraw, type Assignment } from '#server/learning/assignment.ts';
import { listOffered, moduleKey, modulesOf } from './module.ts';
import { listPeople } from './people.ts';
import type { Workshop } from './workshop.ts';

/** For whom something is done: everybody, or those who were chosen, by their ids. An empty choice is an error, never everybody. */
export type Choice = 'everybody' | string[];

/** Somebody was chosen who is not on the workshop's list, or does not have what is to be changed. */
export class NotOnList extends Error {}

/** A module was named that none of the workshop's courses has. */
export class NotInCourses extends Error {}

/** What was done, for how many people. */
export interface Done {
	people: number;
	/** For how many of them anything is other than before. */
	changed: number;
}

/** What of a workshop its preparation needs. */
export type Prepared = Pick<Workshop, 'id' | 'courses' | 'timeZone'>;

/**
 * Sets modules of a workshop for people on its list, until the end of a day where it is held: `everybody` are those on the list now. Who has one already gets the new
 * day. All of it happens or nothing. Throws `NobodyChosen`, `NotOnList`, `NotInCourses` or `DayIsPast`.
 */
export async function setForPeople(
	workshop: Prepared,
	keys: string[],
	choice: Choice,
	dueOn: string,
	setBy: string,
	now: Date
): Promise<Done> {
	const offered = new Map(modulesOf(await listOffered(workshop)).map((module) => [module.key, module]));
	const modules = [...new Set(keys)].map((key) => offered.get(key) ?? refuse(new NotInCourses()));
	return write(async (tx) => {
		const listed = (await listPeople(workshop.id, tx)).map(({ personId }) => personId);
		const people = chosenOf(choice, listed);
		const changed = new Set<string>();
		for (const { course, module } of modules) {
			const what = { course, module, occasion: workshop.id, dueOn, timeZone: workshop.timeZone };
			for (const personId of await assign(people, what, setBy, now)) changed.add(personId);
		}
		return { people: people.length, changed: changed.size };
	});
}

/** Gives a module that was set another day: for everybody who has it, or for some of them. Throws as `setForPeople` does. */
export async function changeDay(
	workshop: Prepared,
	key: string,
	choice: Choice,
	dueOn: string,
	setBy: string,
	now: Date
): Promise<Done> {
	return write(async (tx) => {
		const { what, people } = await havingIt(workshop, key, choice, await listForOccasion(workshop.id, tx));
		const changed = await assign(people, { ...what, dueOn, timeZone: workshop.timeZone }, setBy, now);
		return { people: people.length, changed: changed.length };
	});
}

/** Withdraws a module that was set: from everybody who has it, or from some of them. What they did of it stays. Throws `NobodyChosen`, `NotOnList` or `NotInCourses`. */
export async function withdrawFromPeople(
	workshop: Prepared,
	key: string,
	choice: Choice,
	withdrawnBy: string,
	now: Date
): Promise<Done> {
	return write(async (tx) => {
		const { what, people } = await havingIt(workshop, key, choice, await listForOccasion(workshop.id, tx));
		const changed = await withdraw(people, what, withdrawnBy, now);
		return { people: people.length, changed: changed.length };
	});
}

async function havingIt({ id }: Prepared, key: string, choice: Choice, assignments: Assignment[]) {
	const set = assignments.filter(({ course, module }) => moduleKey(course, module) === key);
	const [first] = set;
	if (!first) throw new NotInCourses();
	const having = set.map(({ personId }) => personId);
	return {
		what: { course: first.course, module: first.module, occasion: id },
		people: chosenOf(choice, having)
	};
}

function chosenOf(choice: Choice, possible: string[]): string[] {
	if (choice === 'everybody') return possible;
	const chosen = [...new Set(choice)];
	const known = new Set(possible);
	if (chosen.length === 0) throw new NobodyChosen();
	if (chosen.some((id) => !known.has(id))) throw new NotOnList();
	return chosen;
}

function refuse(fault: Error): never {
	throw fault;
}
