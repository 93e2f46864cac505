import { getLocale } from '#lib/i18n/paraglide/runtime.js';
import type { Language } from './address.ts';

/** From one ISO day to another in words, without saying twice what both have: `November 23 – 25, 2026`. */
export function days(from: string, to: string, language: Language = getLocale()): string {
	const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
	return format.formatRange(noon(from), noon(to)).replace(/\s/g, ' ');
}

/** An ISO day with its day of the week, without the year: `Friday, November 27`. */
export function weekday(isoDay: string, language: Language = getLocale()): string {
	const parts = { weekday: 'long', month: 'long', day: 'numeric', timeZone: 'UTC' } as const;
	return new Intl.DateTimeFormat(language, parts).format(noon(isoDay));
}

/** A time of day such as `08:30` in words, wherever it is that time. */
export function timeOfDay(time: string, language: Language = getLocale()): string {
	const format = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: 'UTC' });
	return format.format(new Date(`2026-01-01T${time}:00Z`)).replace(/\s/g, ' ');
}

/** A time zone in words as it is at an instant, with the city that stands for it: `Chile Summer Time (Santiago)`. */
export function zoneName(timeZone: string, at: Date, language: Language = getLocale()): string {
	const parts = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'long' }).formatToParts(at);
	const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
	const city = timeZone.split('/').slice(1).at(-1)?.replaceAll('_', ' ');
	return city ? `${name} (${city})` : name;
}

const noon = (isoDay: string) => new Date(`${isoDay}T12:00:00Z`);
