import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Edition } from '#server/content/course.ts';
import type { Database } from '#server/db/store.ts';
import { assignment } from '#server/learning/tables.ts';
import type { Plan, PlanFaults } from './plan.ts';
import { followSessions } from './session.ts';
import { attendance, workshopCourse, workshopSession } from './tables.ts';

/** Makes a workshop be about these courses, in the order of the catalogue; those it was about and is no longer go, with their sessions. Part of the `write` that plans it. */
export async function followCourses(
	tx: Database,
	workshopId: string,
	courses: string[],
	offered: Edition[],
	by: string,
	now: Date
): Promise<void> {
	await tx.delete(workshopCourse).where(eq(workshopCourse.workshopId, workshopId));
	const chosen = new Set(courses);
	const known = offered.filter(({ course }) => chosen.has(course));
	const ordered = new Set([...known.map(({ course }) => course), ...courses]);
	const rows = [...ordered].map((course, position) => ({ workshopId, course, position }));
	await tx.insert(workshopCourse).values(rows);
	await followSessions(tx, workshopId, known, by, now);
}

/** Why a workshop can't let go of courses: modules of one are set for people, or attendance at its sessions is marked. */
export async function inUse(tx: Database, was: Plan, plan: Plan, workshopId: string): Promise<PlanFaults> {
	const leaving = was.courses.filter((course) => !plan.courses.includes(course));
	if (leaving.length === 0) return {};
	const attended = await tx
		.select({ id: attendance.sessionId })
		.from(attendance)
		.innerJoin(workshopSession, eq(workshopSession.id, attendance.sessionId))
		.where(and(eq(workshopSession.workshopId, workshopId), inArray(workshopSession.course, leaving)))
		.limit(1);
	if (attended.length > 0) return { courses: 'attended' };
	const assigned = await tx
		.select({ id: assignment.id })
		.from(assignment)
		.where(
			and(eq(assignment.occasion, workshopId), inArray(assignment.course, leaving), isNull(assignment.withdrawnAt))
		)
		.limit(1);
	return assigned.length > 0 ? { courses: 'assigned' } : {};
}
