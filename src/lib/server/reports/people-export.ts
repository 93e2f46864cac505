import { asc, count, eq } from 'drizzle-orm';
import { only } from '#server/db/expressions.ts';
import type { Database } from '#server/db/store.ts';
import { completion, enrollment } from '#server/learning/tables.ts';
import { person } from '#server/people/tables.ts';
import { inParts } from './export.ts';
import type { Scope } from './scope.ts';
import { isSelected, type Selection } from './selection.ts';

/** Somebody as an export holds them. */
export interface Exported {
	personId: string;
	/** Empty where the account was erased. */
	name: string;
	email: string | null;
	language: 'en' | 'es';
	country: string | null;
	organizationId: string | null;
	sector: string | null;
	profession: string | null;
	sex: string | null;
	erasedAt: Date | null;
	/** Courses they enrolled in, and of these completed. */
	enrolled: number;
	completed: number;
}

/** All people of a selection in the order of their accounts, as `inParts` brings them. */
export function exportPeople(scope: Scope, selection: Selection, now: Date): AsyncGenerator<Exported[]> {
	const isChosen = (db: Database) => isSelected(scope.filter, selection, now, db);
	return inParts(scope, isChosen, (page, db) => {
		const seats = db.select({ seats: count() }).from(enrollment).where(eq(enrollment.personId, person.id));
		const done = db
			.select({ seats: count() })
			.from(enrollment)
			.innerJoin(completion, eq(completion.enrollmentId, enrollment.id))
			.where(eq(enrollment.personId, person.id));
		return db
			.select({
				personId: person.id,
				name: person.name,
				email: person.email,
				language: person.language,
				country: person.country,
				organizationId: person.organizationId,
				sector: person.sector,
				profession: person.profession,
				sex: person.sex,
				erasedAt: person.erasedAt,
				enrolled: only<number>(seats).mapWith(Number),
				completed: only<number>(done).mapWith(Number)
			})
			.from(page)
			.crossJoin(person)
			.where(eq(person.id, page.id))
			.orderBy(asc(page.id));
	});
}
