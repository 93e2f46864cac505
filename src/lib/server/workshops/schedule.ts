import { dayIn, instantAt, nextDay } from '#server/people/time-zone.ts';
import type { workshop } from './tables.ts';

/** A workshop's days and times, local to its time zone. */
export type Schedule = Pick<
	typeof workshop.$inferSelect,
	'startsOn' | 'endsOn' | 'opensAt' | 'closesAt' | 'timeZone' | 'cancelledAt'
>;

/** The days of a workshop with the instants they begin and end: each opens and closes at the same local time, also where the clocks change between two of them. */
export function listDays({ startsOn, endsOn, opensAt, closesAt, timeZone }: Omit<Schedule, 'cancelledAt'>) {
	const days: { day: string; from: Date; to: Date }[] = [];
	for (let day = startsOn; day <= endsOn; day = nextDay(day))
		days.push({ day, from: instantAt(day, opensAt, timeZone), to: instantAt(day, closesAt, timeZone) });
	return days;
}

/** Where a workshop stands: it comes, it is on, it is over (from the day after its last), or it was cancelled. Days count where it is held. */
export function stateOf({ startsOn, endsOn, timeZone, cancelledAt }: Schedule, now: Date): WorkshopState {
	if (cancelledAt) return 'cancelled';
	const today = dayIn(now, timeZone);
	return today < startsOn ? 'coming' : today <= endsOn ? 'on' : 'over';
}
export type WorkshopState = 'coming' | 'on' | 'over' | 'cancelled';

/** How many days lie between two ISO days; below zero where the second comes first. */
export function daysBetween(from: string, to: string): number {
	return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / (24 * 3600_000));
}

/** The ISO day that comes a number of days after one, or before it where the number is below zero. */
export function dayAfter(day: string, days: number): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * 3600_000).toISOString().slice(0, 10);
}

/** How many days there are until a workshop begins, where it is held: 1 is tomorrow, 0 and less that it has begun. */
export function daysUntil({ startsOn, timeZone }: Pick<Schedule, 'startsOn' | 'timeZone'>, now: Date): number {
	return daysBetween(dayIn(now, timeZone), startsOn);
}
