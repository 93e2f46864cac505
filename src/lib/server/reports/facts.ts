import { and, count, eq, gte, lt, sum, type Column, type SQL } from 'drizzle-orm';
import { asText, word } from '#server/db/expressions.ts';
import type { Database } from '#server/db/store.ts';
import { completion, enrollment, recordEntry } from '#server/learning/tables.ts';
import { person } from '#server/people/tables.ts';
import type { Fact } from './indicators.ts';
import { startOf, type Period } from './period.ts';

/** Where each fact keeps its course and its instant. */
export const columns = {
	enrolled: { course: enrollment.course, at: enrollment.enrolledAt },
	completed: { course: enrollment.course, at: completion.completedAt },
	minutes: { course: recordEntry.course, at: recordEntry.doneAt }
} as const satisfies Record<Fact, { course: Column; at: Column }>;

/** What a statement about a fact answers with: how many people, and how much, for each key in each of its parts. */
export interface CountedRow {
	part: string;
	key: string | null;
	people: number;
	/** Seats or minutes; absent where nothing was there to add up. */
	amount: number | null;
}

/** A statement that counts, which can be sent together with others. */
export interface Counting extends PromiseLike<CountedRow[]> {
	unionAll(other: Counting): Counting;
}

/** By what a fact is counted: something of its person, or of its own, such as its month. */
export interface Key {
	of: 'person' | 'fact';
	column: Column | SQL;
}

/**
 * Counts a fact by a key: for each of its values, or in all where there is none, different people and what was counted of them. `part` tells its rows from those of
 * others sent with it. Where the key is of the fact, a person may stand at several values.
 */
export function countFact(
	fact: Fact,
	part: string,
	key: Key | undefined,
	where: SQL | undefined,
	db: Database
): Counting {
	const value = asText(key?.column ?? word(''));
	// First what each person has, then how many of them there are: to collect different people for each value takes many times as long.
	const each = join(fact, value, db)
		.where(and(isTheirs(fact), where))
		.groupBy(...(key?.of === 'fact' ? [person.id, value] : [person.id]))
		.as('each');
	const counted = db
		.select({ part: word(part), key: each.key, people: count(), amount: sum(each.amount).mapWith(Number) })
		.from(each)
		.groupBy(each.key);
	return counted as unknown as Counting;
}

// The order of the tables is that of their loops: through people, and to what each has done, which lies together.
function join(fact: Fact, key: SQL<string | null>, db: Database) {
	const amount = fact === 'minutes' ? sum(recordEntry.minutes).mapWith(Number) : count();
	const people = db
		.select({ key: key.as('key'), amount: amount.as('amount') })
		.from(person)
		.$dynamic();
	if (fact === 'minutes') return people.crossJoin(recordEntry).$dynamic();
	const seats = people.crossJoin(enrollment).$dynamic();
	return fact === 'enrolled' ? seats : seats.crossJoin(completion).$dynamic();
}

function isTheirs(fact: Fact): SQL | undefined {
	if (fact === 'minutes') return eq(recordEntry.personId, person.id);
	const own = eq(enrollment.personId, person.id);
	return fact === 'enrolled' ? own : and(own, eq(completion.enrollmentId, enrollment.id));
}

/** The condition that a fact lies within a period, and is about a course where one is given. */
export function isWhen(fact: Fact, { from, to }: Period, course: string | undefined): SQL | undefined {
	const { at, course: column } = columns[fact];
	return and(
		course ? eq(column, course) : undefined,
		from ? gte(at, startOf(from)) : undefined,
		to ? lt(at, startOf(to, 1)) : undefined
	);
}
