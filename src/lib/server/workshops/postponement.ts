import { and, eq, isNotNull, notExists } from 'drizzle-orm';
import type { Database } from '#server/db/store.ts';
import { assign, listForOccasion } from '#server/learning/assignment.ts';
import { dayIn } from '#server/people/time-zone.ts';
import type { Plan } from './plan.ts';
import { dayAfter, daysBetween } from './schedule.ts';
import { attendance, workshopSession } from './tables.ts';
import type { Workshop } from './workshop.ts';

/**
 * Lets what hangs on a workshop's days go with them when the first one moves: sessions to the day as far from it as before, and, where wanted, the days by which modules
 * are due. Part of the `write` that changes the plan.
 */
export async function moveDays(
	tx: Database,
	before: Workshop,
	after: Pick<Plan, 'startsOn' | 'endsOn'>,
	{ movesDueDays, by }: { movesDueDays?: boolean; by: string },
	now: Date
): Promise<void> {
	if (before.startsOn === after.startsOn && before.endsOn === after.endsOn) return;
	const days = daysBetween(before.startsOn, after.startsOn);
	await moveSessions(tx, before.id, after, days);
	if (movesDueDays && days !== 0) await moveDueDays(tx, before.id, days, by, now);
}

// A session whose attendance is marked was held: its day stays. One whose day falls away has none until somebody sets it again.
async function moveSessions(
	tx: Database,
	workshopId: string,
	{ startsOn, endsOn }: Pick<Plan, 'startsOn' | 'endsOn'>,
	days: number
): Promise<void> {
	const marks = tx
		.select({ id: attendance.personId })
		.from(attendance)
		.where(eq(attendance.sessionId, workshopSession.id));
	const sessions = await tx
		.select({ id: workshopSession.id, heldOn: workshopSession.heldOn })
		.from(workshopSession)
		.where(and(eq(workshopSession.workshopId, workshopId), isNotNull(workshopSession.heldOn), notExists(marks)));
	for (const { id, heldOn } of sessions) {
		const day = dayAfter(heldOn!, days);
		const isOne = day >= startsOn && day <= endsOn;
		await tx
			.update(workshopSession)
			.set({ heldOn: isOne ? day : null })
			.where(eq(workshopSession.id, id));
	}
}

// Nothing becomes due in the past: what a workshop that is brought forward would leave there is due today, and what was due before today stays so.
async function moveDueDays(tx: Database, workshopId: string, days: number, by: string, now: Date): Promise<void> {
	const groups = Map.groupBy(await listForOccasion(workshopId, tx), ({ course, module, dueOn, timeZone }) =>
		[course, module, dueOn, timeZone].join(' ')
	);
	for (const set of groups.values()) {
		const { course, module, occasion, dueOn, timeZone } = set[0]!;
		const today = dayIn(now, timeZone);
		const moved = dayAfter(dueOn, days);
		if (moved < today && dueOn < today) continue;
		const what = { course, module, occasion, timeZone, dueOn: moved < today ? today : moved };
		const people = set.map(({ personId }) => personId);
		await assign(people, what, by, now);
	}
}
