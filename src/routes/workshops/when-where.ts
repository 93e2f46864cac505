import { instantAt } from '#server/people/time-zone.ts';
import type { Workshop } from '#server/workshops/workshop.ts';

/** What a page shows of when and where a workshop is held. */
export type WhenWhere = ReturnType<typeof whenWhere>;

/** When and where a workshop is held, for somebody whose own time zone is shown beside if it is another time there. The meeting link is shown to whoever belongs to it. */
export function whenWhere(workshop: Workshop, readersZone: string | undefined, { belongs = true } = {}) {
	const { startsOn, endsOn, opensAt, closesAt, timeZone, place, link } = workshop;
	const startsAt = instantAt(startsOn, opensAt, timeZone);
	const readers = readersZone && instantAt(startsOn, opensAt, readersZone).getTime() !== startsAt.getTime();
	return {
		...{ startsOn, endsOn, opensAt, closesAt, timeZone, place, startsAt },
		link: belongs ? link : '',
		readersZone: readers ? readersZone : undefined
	};
}
