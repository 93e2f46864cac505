import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Edition } from '#server/content/course.ts';
import { getEditions, onlineSteps } from '#server/content/edition.ts';
import { read } from '#server/db/store.ts';
import { listForOccasion, type Assignment } from '#server/learning/assignment.ts';
import { moduleStanding } from '#server/learning/due.ts';
import { enrollment, progress } from '#server/learning/tables.ts';
import { describeModule, listOffered, moduleKey, modulesOf, type WorkshopModule } from './module.ts';
import { listPeople, type ListedPerson } from './people.ts';
import { participant } from './tables.ts';
import type { Workshop } from './workshop.ts';

/** How somebody is with a module, each in one of these states. Whoever is only invited has not agreed that what they learn is seen. What was not set and not begun is `not set`. */
export const cellStates = ['done', 'under way', 'not begun', 'late', 'not set', 'invited'] as const;
export type CellState = (typeof cellStates)[number];
export type Sums = Record<CellState, number>;

/** One person and one module. */
export interface GridCell {
	state: CellState;
	stepsDone: number;
	steps: number;
	/** When the last step was done, where all are. */
	doneAt?: Date;
	/** The ISO day by which it is to be done, where it was set. */
	dueOn?: string;
}

export interface GridPerson extends ListedPerson {
	/** In the order of the grid's modules. */
	cells: GridCell[];
	/** How many of the modules are in which state. */
	sums: Sums;
}

export interface GridModule extends WorkshopModule {
	/** How many of the people are in which state with it. */
	sums: Sums;
}

/** The people of a workshop by its modules. */
export interface Grid {
	modules: GridModule[];
	people: GridPerson[];
}

/**
 * How everybody on a workshop's list is with each module, by name. Who is in a course is measured by the edition of their place, everybody else by the one on offer. Asks
 * four questions, however many people and modules there are.
 */
export async function readGrid(workshop: Pick<Workshop, 'id' | 'courses'>, now: Date): Promise<Grid> {
	const people = await listPeople(workshop.id);
	const assignments = await listForOccasion(workshop.id);
	const places = await listPlacesOfJoined(workshop);
	const pinned = await editionsByHash([...places.values()]);
	const set = new Map(assignments.map((each) => [`${each.personId} ${moduleKey(each.course, each.module)}`, each]));
	const offered = await listOffered(workshop);
	const modules = columnsOf(offered, assignments, [...pinned.values()]);
	const rows = people.map((person) => {
		const cells = modules.map(({ key, course, module }) => {
			const place = places.get(`${person.personId} ${course}`);
			const edition = place ? pinned.get(place.edition) : offered.find((each) => each.course === course);
			return cellOf(person, edition, module, place?.done, set.get(`${person.personId} ${key}`), now);
		});
		return { ...person, cells };
	});
	return sumUp(modules, rows);
}

/** Adds up a grid's rows, by person and by module. */
export function sumUp(modules: WorkshopModule[], people: (ListedPerson & { cells: GridCell[] })[]): Grid {
	return {
		modules: modules.map((module, column) => ({ ...module, sums: sum(people.map(({ cells }) => cells[column]!)) })),
		people: people.map((person) => ({ ...person, sums: sum(person.cells) }))
	};
}

function sum(cells: GridCell[]): Sums {
	const sums = Object.fromEntries(cellStates.map((state) => [state, 0])) as Sums;
	for (const { state } of cells) sums[state] += 1;
	return sums;
}

function cellOf(
	person: ListedPerson,
	edition: Edition | undefined,
	moduleId: string,
	done: ReadonlyMap<string, Date> = new Map(),
	set: Assignment | undefined,
	now: Date
): GridCell {
	if (!person.joined) return { state: 'invited', stepsDone: 0, steps: 0 };
	const module = edition?.modules.find(({ id }) => id === moduleId);
	// A module that their edition does not have, or only in the room, can't be done, so it can't be late either.
	if (!module || onlineSteps(module).length === 0) return { state: 'not set', stepsDone: 0, steps: 0 };
	const { state, late, stepsDone, steps, doneAt } = moduleStanding(module, done, set?.dueAt, now);
	const shown = late ? 'late' : !set && state === 'not begun' ? 'not set' : state;
	return { state: shown, stepsDone, steps, doneAt, dueOn: set?.dueOn };
}

interface Place {
	edition: string;
	done: Map<string, Date>;
}

// By person and course. What people learn who are only invited is not even asked for.
async function listPlacesOfJoined({ id, courses }: Pick<Workshop, 'id' | 'courses'>): Promise<Map<string, Place>> {
	const rows = await read()
		.select({
			personId: enrollment.personId,
			course: enrollment.course,
			edition: enrollment.edition,
			step: progress.step,
			doneAt: progress.doneAt
		})
		.from(participant)
		.innerJoin(enrollment, eq(enrollment.personId, participant.personId))
		.leftJoin(progress, eq(progress.enrollmentId, enrollment.id))
		.where(
			and(
				eq(participant.workshopId, id),
				isNotNull(participant.joinedAt),
				isNull(participant.removedAt),
				inArray(enrollment.course, courses)
			)
		);
	const places = new Map<string, Place>();
	for (const { personId, course, edition, step, doneAt } of rows) {
		const key = `${personId} ${course}`;
		const place = places.get(key) ?? { edition, done: new Map<string, Date>() };
		if (step && doneAt) place.done.set(step, doneAt);
		places.set(key, place);
	}
	return places;
}

async function editionsByHash(places: Place[]): Promise<Map<string, Edition>> {
	const hashes = [...new Set(places.map(({ edition }) => edition))];
	return new Map((await getEditions(hashes)).map((edition) => [edition.hash, edition]));
}

// The modules on offer, and after them what was set once and has gone from the course since, as long as somebody's edition has it.
function columnsOf(offered: Edition[], assignments: Assignment[], pinned: Edition[]): WorkshopModule[] {
	const columns = modulesOf(offered);
	const known = new Set(columns.map(({ key }) => key));
	const set = new Set(assignments.map(({ course, module }) => moduleKey(course, module)));
	for (const edition of pinned)
		for (const module of edition.modules) {
			const key = moduleKey(edition.course, module.id);
			if (!set.has(key) || known.has(key) || onlineSteps(module).length === 0) continue;
			known.add(key);
			columns.push(describeModule(edition, module));
		}
	return columns;
}
