import { and, eq, exists, isNotNull, isNull, or, type SQL } from 'drizzle-orm';
import { contains } from '#server/db/expressions.ts';
import type { Database } from '#server/db/store.ts';
import { assignment, completion, enrollment, recordEntry } from '#server/learning/tables.ts';
import { letter } from '#server/mail/tables.ts';
import { person } from '#server/people/tables.ts';
import { participant, workshop } from '#server/workshops/tables.ts';
import { isWhen } from './facts.ts';
import type { Filter } from './filter.ts';
import { isFailed, isLate, isNotBegun, isUnderWay } from './standing.ts';

/** Which of the people of a scope a list holds: all, those behind a number, or those whom something is to be done about. */
export const groups = [
	'all',
	'enrolled',
	'completed',
	'learned',
	'not-begun',
	'under-way',
	'late',
	'unreached'
] as const;
export type Group = (typeof groups)[number];

/** What a list of people is of, besides the filter. */
export interface Selection {
	group: Group;
	/** A part of a name or an address. */
	search?: string;
	/** For those who are late: for which workshop. */
	workshop?: string;
}

const longestSearch = 100;

/** Reads off an address which people a list holds: all where it says nothing or nothing known. */
export function readSelection(address: URLSearchParams): Selection {
	return {
		group: groups.find((each) => each === address.get('which')) ?? 'all',
		search: address.get('search')?.trim().slice(0, longestSearch) || undefined,
		workshop: address.get('workshop') || undefined
	};
}

/** What `readSelection` reads, as `writeFilter` takes it. */
export function writeSelection({ group, search, workshop }: Selection): Record<string, string | undefined> {
	return { which: group === 'all' ? undefined : group, search, workshop };
}

/**
 * The condition that a person is in a selection. Those behind a number are all who count in it, erased accounts too; the other groups are of people to whom something can
 * be said.
 */
export function isSelected(
	filter: Filter,
	{ group, search, workshop: id }: Selection,
	now: Date,
	db: Database
): SQL | undefined {
	const named = search ? or(contains(person.name, search), contains(person.email, search)) : undefined;
	return and(isInGroup(filter, group, id, now, db), named);
}

/** The condition that a person enrolled as a filter says, and in an enrollment for which more holds. */
export function isEnrolled(filter: Filter, where: SQL | undefined, db: Database): SQL {
	const own = eq(enrollment.personId, person.id);
	return exists(
		db
			.select({ id: enrollment.id })
			.from(enrollment)
			.where(and(own, isWhen('enrolled', filter, filter.course), where))
	);
}

function isInGroup(
	filter: Filter,
	group: Group,
	workshopId: string | undefined,
	now: Date,
	db: Database
): SQL | undefined {
	const there = isNull(person.erasedAt);
	const seats = (where: SQL | undefined) => isEnrolled(filter, where, db);
	switch (group) {
		case 'all':
			return there;
		case 'enrolled':
			return seats(undefined);
		case 'completed':
			return exists(
				db
					.select({ id: completion.enrollmentId })
					.from(enrollment)
					.innerJoin(completion, eq(completion.enrollmentId, enrollment.id))
					.where(and(eq(enrollment.personId, person.id), isWhen('completed', filter, filter.course)))
			);
		case 'learned':
			return exists(
				db
					.select({ id: recordEntry.id })
					.from(recordEntry)
					.where(and(eq(recordEntry.personId, person.id), isWhen('minutes', filter, filter.course)))
			);
		case 'not-begun':
			return and(there, seats(isNotBegun(now, db)));
		case 'under-way':
			return and(there, seats(isUnderWay(db)));
		case 'late':
			return and(
				there,
				exists(
					db
						.select({ id: assignment.id })
						.from(assignment)
						.innerJoin(workshop, eq(workshop.id, assignment.occasion))
						.innerJoin(
							participant,
							and(eq(participant.workshopId, workshop.id), eq(participant.personId, assignment.personId))
						)
						.where(
							and(
								eq(assignment.personId, person.id),
								workshopId ? eq(workshop.id, workshopId) : undefined,
								isLate(now, db)
							)
						)
				)
			);
		case 'unreached':
			return and(
				there,
				exists(
					db
						.select({ id: letter.id })
						.from(letter)
						.where(and(eq(letter.personId, person.id), isNotNull(letter.personId), isFailed()))
				)
			);
	}
}
