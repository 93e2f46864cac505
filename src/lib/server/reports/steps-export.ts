import { and, asc, eq } from 'drizzle-orm';
import { gatheredDays, only } from '#server/db/expressions.ts';
import type { Database } from '#server/db/store.ts';
import { completion, enrollment, progress } from '#server/learning/tables.ts';
import { person } from '#server/people/tables.ts';
import { inParts } from './export.ts';
import type { Scope } from './scope.ts';
import { isEnrolled } from './selection.ts';

/** Somebody's place in a course, with the steps they have done there. */
export interface Steps {
	personId: string;
	name: string;
	email: string | null;
	country: string | null;
	organizationId: string | null;
	enrolledAt: Date;
	completedAt: Date | null;
	/** On which day each step was done, as `forEachDay` reads it. */
	done: string | null;
}

/** Everybody of a scope who enrolled in a course within the filter's period, with their steps, in the order of their accounts, as `inParts` brings them. */
export function exportSteps(scope: Scope, course: string): AsyncGenerator<Steps[]> {
	const isThere = (db: Database) => isEnrolled({ ...scope.filter, course }, undefined, db);
	return inParts(scope, isThere, (page, db) => {
		const steps = db
			.select({ done: gatheredDays(progress.step, progress.doneAt) })
			.from(progress)
			.where(eq(progress.enrollmentId, enrollment.id));
		// The order of the tables is that of their loops: from each person on the page, their one place in the course is one look.
		return db
			.select({
				personId: person.id,
				name: person.name,
				email: person.email,
				country: person.country,
				organizationId: person.organizationId,
				enrolledAt: enrollment.enrolledAt,
				completedAt: completion.completedAt,
				done: only<string | null>(steps)
			})
			.from(page)
			.crossJoin(person)
			.crossJoin(enrollment)
			.leftJoin(completion, eq(completion.enrollmentId, enrollment.id))
			.where(and(eq(person.id, page.id), eq(enrollment.personId, person.id), eq(enrollment.course, course)))
			.orderBy(asc(page.id));
	});
}
