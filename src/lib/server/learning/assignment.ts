import { and, asc, eq, inArray, isNotNull, isNull, type SQL } from 'drizzle-orm';
import { newId } from '#server/db/id.ts';
import { read, write, type Database } from '#server/db/store.ts';
import { endOfDay } from '#server/people/time-zone.ts';
import { assignment } from './tables.ts';

export type Assignment = typeof assignment.$inferSelect;

/** A module to be done by a day, and for what. */
export interface ToAssign {
	course: string;
	module: string;
	/** A workshop's id, or that of the batch it is set with. */
	occasion: string;
	/** ISO day, in `timeZone`. */
	dueOn: string;
	timeZone: string;
}

/** Nobody was chosen: that is never taken for everybody. */
export class NobodyChosen extends Error {}

/** The day by which something was to be done is over already. */
export class DayIsPast extends Error {}

/** How many people one statement speaks of: databases take only so many values at once. */
const atOnce = 500;

/**
 * Sets a module for people, by a day. Who has it already for this occasion gets the new day; who had it withdrawn gets it back. Returns the ids of those for whom
 * something changed. Throws `NobodyChosen` for an empty choice, and `DayIsPast` where the day has ended in its time zone.
 */
export async function assign(people: string[], what: ToAssign, setBy: string, now: Date): Promise<string[]> {
	if (people.length === 0) throw new NobodyChosen();
	const dueAt = endOfDay(what.dueOn, what.timeZone);
	if (dueAt <= now) throw new DayIsPast();
	const values = { ...what, dueAt, setBy, setAt: now };
	return write(async (tx) => {
		const before = await select(tx, of(what), isNull(assignment.withdrawnAt), eq(assignment.dueAt, dueAt));
		const unchanged = new Set(before.map(({ personId }) => personId));
		const changed = [...new Set(people)].filter((personId) => !unchanged.has(personId));
		for (const some of inParts(changed))
			await tx
				.insert(assignment)
				.values(some.map((personId) => ({ id: newId(), personId, ...values })))
				.onConflictDoUpdate({
					target: [assignment.personId, assignment.course, assignment.module, assignment.occasion],
					set: { ...values, withdrawnAt: null, withdrawnBy: null }
				});
		return changed;
	});
}

/** Withdraws a module from people, for one occasion. What they did of it stays. Returns the ids of those who had it. Throws `NobodyChosen` for an empty choice. */
export async function withdraw(
	people: string[],
	what: Pick<ToAssign, 'course' | 'module' | 'occasion'>,
	withdrawnBy: string,
	now: Date
): Promise<string[]> {
	if (people.length === 0) throw new NobodyChosen();
	return write(async (tx) => {
		const withdrawn: { personId: string }[] = [];
		for (const some of inParts(people))
			withdrawn.push(
				...(await tx
					.update(assignment)
					.set({ withdrawnAt: now, withdrawnBy })
					.where(and(of(what), isNull(assignment.withdrawnAt), inArray(assignment.personId, some)))
					.returning({ personId: assignment.personId }))
			);
		return withdrawn.map(({ personId }) => personId);
	});
}

function inParts(people: string[]): string[][] {
	const parts = Math.ceil(people.length / atOnce);
	return Array.from({ length: parts }, (_, part) => people.slice(part * atOnce, (part + 1) * atOnce));
}

/** What was set for an occasion and not withdrawn, by the day it is due. */
export async function listForOccasion(occasion: string, db: Database = read()): Promise<Assignment[]> {
	return select(db, eq(assignment.occasion, occasion), isNull(assignment.withdrawnAt));
}

/** What was set for an occasion and withdrawn again. */
export async function listWithdrawn(occasion: string, db: Database = read()): Promise<Assignment[]> {
	return select(db, eq(assignment.occasion, occasion), isNotNull(assignment.withdrawnAt));
}

/** What was set for a person and not withdrawn, by the day it is due. */
export async function listForPerson(personId: string, db: Database = read()): Promise<Assignment[]> {
	return selectForPerson(personId, db);
}

/** The question for what was set for a person, for one that asks for more as well. */
export function selectForPerson(personId: string, db: Database) {
	return select(db, eq(assignment.personId, personId), isNull(assignment.withdrawnAt));
}

const of = ({ course, module, occasion }: Pick<ToAssign, 'course' | 'module' | 'occasion'>) =>
	and(eq(assignment.course, course), eq(assignment.module, module), eq(assignment.occasion, occasion));

function select(db: Database, ...where: (SQL | undefined)[]) {
	return db
		.select()
		.from(assignment)
		.where(and(...where))
		.orderBy(asc(assignment.dueAt), asc(assignment.course), asc(assignment.module), asc(assignment.id));
}

/** What was ever set for a person, withdrawn or not, for their own data. */
export async function ownAssignments(personId: string) {
	return read()
		.select({
			course: assignment.course,
			module: assignment.module,
			dueOn: assignment.dueOn,
			timeZone: assignment.timeZone,
			setAt: assignment.setAt,
			withdrawnAt: assignment.withdrawnAt
		})
		.from(assignment)
		.where(eq(assignment.personId, personId))
		.orderBy(asc(assignment.setAt), asc(assignment.id));
}
