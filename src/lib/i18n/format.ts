import { getLocale } from '#lib/i18n/paraglide/runtime.js';
import type { Language } from './address.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

/** A day in words, in somebody's time zone. ISO days (`2026-11-23`) are taken as they are. */
export function day(date: Date | string, timeZone = 'UTC', language: Language = getLocale()): string {
	const [instant, zone] = typeof date === 'string' ? [new Date(`${date}T12:00:00Z`), 'UTC'] : [date, timeZone];
	return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: zone }).format(instant);
}

/** A day in few letters, for tables: `Nov 23, 2026`. Taken as `day` takes it. */
export function shortDay(date: Date | string, timeZone = 'UTC', language: Language = getLocale()): string {
	const [instant, zone] = typeof date === 'string' ? [new Date(`${date}T12:00:00Z`), 'UTC'] : [date, timeZone];
	return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: zone }).format(instant);
}

/** A day and a time, in somebody's time zone. */
export function dayAndTime(date: Date, timeZone: string): string {
	return new Intl.DateTimeFormat(getLocale(), { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(date);
}

/** A time of day, in somebody's time zone. */
export function time(date: Date, timeZone: string): string {
	return new Intl.DateTimeFormat(getLocale(), { timeStyle: 'short', timeZone }).format(date);
}

/** Minutes in words: `45 min`, `2 h`, `1 h 20 min`. */
export function duration(minutes: number, locale: Language = getLocale()): string {
	const hours = Math.floor(minutes / 60);
	const rest = minutes % 60;
	if (hours === 0) return m.duration_minutes({ minutes: rest }, { locale });
	if (rest === 0) return m.duration_hours({ hours }, { locale });
	return m.duration_hours_minutes({ hours, minutes: rest }, { locale });
}

/** A country's name. */
export function countryName(code: string): string {
	return made(countryNames, (language) => new Intl.DisplayNames(language, { type: 'region' })).of(code) ?? code;
}

/** A whole number with the language's separators. */
export function number(value: number): string {
	return made(numberFormats, (language) => new Intl.NumberFormat(language)).format(value);
}

// To make one costs as much as to write a hundred numbers with it, and a table has hundreds.
const countryNames = new Map<Language, Intl.DisplayNames>();
const numberFormats = new Map<Language, Intl.NumberFormat>();

function made<Format>(known: Map<Language, Format>, make: (language: Language) => Format): Format {
	const language = getLocale();
	const format = known.get(language) ?? make(language);
	known.set(language, format);
	return format;
}
