import { listCourses } from '#server/content/catalogue.ts';
import { onlineSteps } from '#server/content/edition.ts';
import { endOfDay, isDay } from '#server/people/time-zone.ts';
import { standsBelow } from './places.ts';
import type { Scope } from './scope.ts';

/** What is to be done to many people at once. */
export type Change =
	| { kind: 'remind' }
	| { kind: 'assign'; course: string; module: string; /** ISO day, in `timeZone`. */ dueOn: string; timeZone: string }
	| { kind: 'move'; organizationId: string };

/** What is wrong with a change: the module is not on offer, the day is none or over, or the organization is not one's own or takes nobody. */
export type ChangeFault = 'module' | 'no day' | 'day past' | 'organization';

/** Checks whether something can be done at all, whoever it is done to. */
export async function checkChange(
	change: Change,
	{ reach, places }: Pick<Scope, 'reach' | 'places'>,
	now: Date
): Promise<ChangeFault | undefined> {
	switch (change.kind) {
		case 'remind':
			return undefined;
		case 'assign': {
			const course = (await listCourses()).find((each) => each.course === change.course);
			const module = course?.modules.find(({ id }) => id === change.module);
			if (!module || onlineSteps(module).length === 0) return 'module';
			if (!isDay(change.dueOn) || change.dueOn >= '2100') return 'no day';
			return endOfDay(change.dueOn, change.timeZone) <= now ? 'day past' : undefined;
		}
		case 'move': {
			const place = places.get(change.organizationId);
			return place && !place.isClosed && standsBelow(places, place.id, reach.organizationIds)
				? undefined
				: 'organization';
		}
	}
}

/** A change as a batch keeps it, with the organization whose people it was chosen among. */
export function writeChange({ kind: _kind, ...details }: Change, among: string): Record<string, string> {
	return { ...details, among };
}

/** A change as a batch kept it. */
export function readChange({ kind, change }: { kind: Change['kind']; change: Record<string, string> }): Change {
	const { among: _among, ...details } = change;
	return { kind, ...details } as Change;
}
