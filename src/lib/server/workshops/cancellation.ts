import { eq } from 'drizzle-orm';
import { write } from '#server/db/store.ts';
import { listForOccasion, withdraw } from '#server/learning/assignment.ts';
import { announce } from './announcement.ts';
import type { Manner } from './planning.ts';
import { workshop } from './tables.ts';
import { getWorkshop, type Workshop } from './workshop.ts';

/**
 * Cancels a workshop, with a reason that everybody on its list can read. What was set for it is withdrawn; what people have done stays. Cancelling twice is cancelling once.
 * `stale`: somebody else has changed the workshop meanwhile, and it was not cancelled.
 */
export async function cancelWorkshop(
	id: string,
	reason: string,
	{ version, tellFrom }: Pick<Manner, 'version' | 'tellFrom'>,
	cancelledBy: string,
	now: Date
): Promise<{ outcome: 'cancelled'; told: number } | { outcome: 'stale'; workshop: Workshop }> {
	return write(async (tx) => {
		const before = await getWorkshop(id, tx);
		if (before.cancelledAt) return { outcome: 'cancelled', told: 0 };
		if (before.version !== version) return { outcome: 'stale', workshop: before };
		await tx
			.update(workshop)
			.set({ cancelledAt: now, cancelledBy, cancelReason: reason, version: version + 1 })
			.where(eq(workshop.id, id));
		const modules = Map.groupBy(await listForOccasion(id, tx), ({ course, module }) => `${course}/${module}`);
		for (const set of modules.values()) {
			const people = set.map(({ personId }) => personId);
			await withdraw(people, set[0]!, cancelledBy, now);
		}
		const after = await getWorkshop(id, tx);
		return {
			outcome: 'cancelled',
			told: tellFrom ? await announce(after, 'cancelled', cancelledBy, tellFrom, now) : 0
		};
	});
}
