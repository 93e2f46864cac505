import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Edition } from '#server/content/course.ts';
import { findStep, getEditions } from '#server/content/edition.ts';
import { read, write } from '#server/db/store.ts';
import { completeStep } from './progress.ts';
import { enrollment, progress } from './tables.ts';

/** The editions of a course in which these people have their places: to be asked for before a `write` that completes a session for them. */
export async function editionsOf(people: string[], course: string): Promise<Edition[]> {
	const rows = await read()
		.selectDistinct({ hash: enrollment.edition })
		.from(enrollment)
		.where(and(eq(enrollment.course, course), inArray(enrollment.personId, people)));
	return getEditions(rows.map(({ hash }) => hash));
}

/**
 * Notes for people who were at a session that its step is done, where they have a place in the course and their edition has the step. Sessions complete neither a
 * module nor a course. `step` is `module/step`.
 */
export async function completeSession(
	people: string[],
	course: string,
	step: string,
	editions: Edition[],
	heldAt: Date
): Promise<void> {
	await write(async (tx) => {
		const open = await tx
			.select({ place: enrollment })
			.from(enrollment)
			.leftJoin(progress, and(eq(progress.enrollmentId, enrollment.id), eq(progress.step, step)))
			.where(and(eq(enrollment.course, course), inArray(enrollment.personId, people), isNull(progress.step)));
		const [moduleId = '', stepId = ''] = step.split('/');
		for (const { place } of open) {
			const edition = editions.find(({ hash }) => hash === place.edition);
			const found = edition && findStep(edition, moduleId, stepId);
			if (found?.step.kind === 'session') await completeStep(place, edition!, found.module, found.step, heldAt);
		}
	});
}
