import { eq } from 'drizzle-orm';
import { write } from '#server/db/store.ts';
import type { Person } from '#server/people/person.ts';
import type { SignedIn } from '#server/people/session.ts';
import { addHosts, planFor, planned, putOnList } from './example-plan.ts';
import { participant } from './tables.ts';
import type { Workshop } from './workshop.ts';

/** A workshop of three days about the example course, from Monday 2 November 2026 in Guatemala, with Inés, who facilitates it: for tests. */
export async function addRoom(now: Date): Promise<{ room: Workshop; facilitator: SignedIn }> {
	const { court, ines } = await addHosts(now);
	const days = { startsOn: '2026-11-02', endsOn: '2026-11-04' };
	return { room: await planned(planFor(court.id, days), ines, now), facilitator: ines };
}

/** Puts somebody on a workshop's list who takes part from now on. */
export async function letJoin(workshopId: string, person: Pick<Person, 'id'>, now: Date): Promise<void> {
	await putOnList(workshopId, person, now, { joinedAt: now });
}

/** Takes somebody off every workshop's list. */
export async function takeOff({ id }: Pick<Person, 'id'>, now: Date): Promise<void> {
	await write(async (tx) => {
		await tx.update(participant).set({ removedAt: now, removedBy: id }).where(eq(participant.personId, id));
	});
}
