import { dayIn, instantAt } from '#server/people/time-zone.ts';
import type { Session } from './session.ts';
import type { Workshop } from './workshop.ts';

/** The ISO day a session was or will be held on: as somebody said; where nobody did, today, or the day of the workshop that is nearest to today. */
export function dayOf(
	{ heldOn, isMarked }: Pick<Session, 'heldOn' | 'isMarked'>,
	{ startsOn, endsOn, timeZone }: Pick<Workshop, 'startsOn' | 'endsOn' | 'timeZone'>,
	now: Date
): string {
	// A workshop that was postponed leaves days behind that are none of its own.
	if (heldOn && (isMarked || (heldOn >= startsOn && heldOn <= endsOn))) return heldOn;
	const today = dayIn(now, timeZone);
	return today < startsOn ? startsOn : today > endsOn ? endsOn : today;
}

/** The instant that stands for a day in a record: its noon where the workshop is, so that it is the same day for readers elsewhere; never later than now. */
export function instantOf(day: string, timeZone: string, now: Date): Date {
	return new Date(Math.min(instantAt(day, '12:00', timeZone).getTime(), now.getTime()));
}
