/** The ISO day (`2026-11-25`) that an instant falls on in a time zone. */
export function dayIn(instant: Date, timeZone: string): string {
	return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(instant);
}

/**
 * The instant of an ISO day and a time of day (`08:30`) in a time zone. A time that the clocks skip is the one as much later (02:30 becomes 03:30); of a time that
 * they pass twice it is the first.
 */
export function instantAt(day: string, time: string, timeZone: string): Date {
	const asUtc = Date.parse(`${day}T${time}:00Z`);
	const candidates = [asUtc - offset(asUtc - 24 * hour, timeZone), asUtc - offset(asUtc + 24 * hour, timeZone)];
	const exact = candidates.filter((each) => each + offset(each, timeZone) === asUtc);
	return new Date(exact.length > 0 ? Math.min(...exact) : candidates[0]!);
}

/** The first instant after an ISO day in a time zone: what is due on that day is late from then on. */
export function endOfDay(day: string, timeZone: string): Date {
	return instantAt(nextDay(day), '00:00', timeZone);
}

/** The ISO day after one. */
export function nextDay(day: string): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + 24 * hour).toISOString().slice(0, 10);
}

/** Whether a text is an ISO day that exists. */
export function isDay(text: string): boolean {
	const parsed = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
	return parsed !== undefined && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}

const hour = 3600_000;

// How far a zone is ahead of UTC at an instant, in milliseconds.
function offset(instant: number, timeZone: string): number {
	const parts = new Intl.DateTimeFormat('en', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric'
	}).formatToParts(instant);
	const part = (type: string) => Number(parts.find((each) => each.type === type)!.value);
	const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
	return local - Math.floor(instant / 1000) * 1000;
}
