import { and, asc, eq, gt } from 'drizzle-orm';
import { gatheredDates, only } from '#server/db/expressions.ts';
import { read } from '#server/db/store.ts';
import { completion, enrollment, progress } from '#server/learning/tables.ts';
import { person } from '#server/people/tables.ts';
import { inParts } from './export.ts';
import { isWhen } from './facts.ts';
import { isCountedInOrder, type Scope } from './scope.ts';

/** Somebody's place in a course, with the steps they have done there. */
export interface Steps {
	personId: string;
	name: string;
	email: string | null;
	country: string | null;
	organizationId: string | null;
	enrolledAt: Date;
	completedAt: Date | null;
	/** When each step was done, as `forEachDate` reads it. */
	done: string | null;
}

/** Everybody of a scope who enrolled in a course within the filter's period, with their steps, in the order of their accounts, as `inParts` brings them. */
export function exportSteps(scope: Scope, course: string): AsyncGenerator<Steps> {
	return inParts(scope, (after, most) => {
		const db = read();
		const steps = db
			.select({ done: gatheredDates(progress.step, progress.doneAt) })
			.from(progress)
			.where(eq(progress.enrollmentId, enrollment.id));
		// The order of the tables is that of their loops: through people by id, whose place in the course is then one look.
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
			.from(person)
			.crossJoin(enrollment)
			.leftJoin(completion, eq(completion.enrollmentId, enrollment.id))
			.where(
				and(
					eq(enrollment.personId, person.id),
					isWhen('enrolled', scope.filter, course),
					gt(person.id, after),
					isCountedInOrder(scope, db)
				)
			)
			.orderBy(asc(person.id))
			.limit(most);
	});
}
