import { isDay } from '#server/people/time-zone.ts';

/** Two ISO days and all between them, in UTC; open where one is absent. */
export interface Period {
	from?: string;
	to?: string;
}

const aDay = 24 * 3600_000;

/** The instant an ISO day begins, or one some days after it. */
export function startOf(day: string, daysAfter = 0): Date {
	return new Date(Date.parse(`${day}T00:00:00Z`) + daysAfter * aDay);
}

/** An instant's ISO day. */
export function dayOf(instant: Date): string {
	return instant.toISOString().slice(0, 10);
}

/** The same ISO day some years earlier; of February 29, the 28th. */
export function yearsBefore(day: string, years: number): string {
	const earlier = String(Number(day.slice(0, 4)) - years).padStart(4, '0') + day.slice(4);
	return isDay(earlier) ? earlier : `${earlier.slice(0, 8)}28`;
}

/** The day after an ISO day. */
function dayAfter(day: string): string {
	return dayOf(startOf(day, 1));
}

/**
 * What the figures of a period are compared to. Those of a period that has a beginning to the same days twelve months earlier; those of all time tell their last
 * twelve months, and are compared to the twelve before.
 */
export function comparedPeriods(
	{ from, to }: Period,
	now: Date
): { earlier: Required<Period>; recent?: Required<Period> } {
	const end = to ?? dayOf(now);
	if (from) return { earlier: { from: yearsBefore(from, 1), to: yearsBefore(end, 1) } };
	const [aYearAgo, twoYearsAgo] = [yearsBefore(end, 1), yearsBefore(end, 2)];
	return {
		recent: { from: dayAfter(aYearAgo), to: end },
		earlier: { from: dayAfter(twoYearsAgo), to: aYearAgo }
	};
}

/** The twelve months that end with the one an ISO day lies in, such as `2026-11`, the oldest first. */
export function twelveMonths(day: string): string[] {
	const [year, month] = day.split('-').map(Number);
	return Array.from({ length: 12 }, (_, at) => dayOf(new Date(Date.UTC(year!, month! - 12 + at, 1))).slice(0, 7));
}

/** All months from one to another, both of them too. */
export function monthsBetween(first: string, last: string): string[] {
	const [year, month] = first.split('-').map(Number);
	const months: string[] = [];
	for (let at = 0; (months.at(-1) ?? '') < last; at++)
		months.push(dayOf(new Date(Date.UTC(year!, month! - 1 + at, 1))).slice(0, 7));
	return months;
}
