import { expect, test } from 'vitest';
import { dayIn, endOfDay, instantAt, isDay, nextDay } from './time-zone.ts';

const iso = (date: Date) => date.toISOString();

test('a day and a time of day are the same instant for everybody', () => {
	expect(iso(instantAt('2026-11-30', '08:30', 'America/Guatemala'))).toBe('2026-11-30T14:30:00.000Z');
	expect(iso(instantAt('2026-11-30', '00:00', 'UTC'))).toBe('2026-11-30T00:00:00.000Z');
	expect(iso(instantAt('2026-07-01', '09:00', 'Europe/Madrid'))).toBe('2026-07-01T07:00:00.000Z');
});

test('a workshop across a change of clocks begins at the same time of day on each of its days', () => {
	// Chile goes from UTC-4 to UTC-3 in the night to 6 September 2026; New York leaves summer time on 1 November 2026.
	const times = (days: string[], zone: string) => days.map((day) => iso(instantAt(day, '08:00', zone)).slice(5, 16));
	expect(times(['2026-09-04', '2026-09-05', '2026-09-06', '2026-09-07'], 'America/Santiago')).toEqual([
		'09-04T12:00',
		'09-05T12:00',
		'09-06T11:00',
		'09-07T11:00'
	]);
	expect(times(['2026-10-31', '2026-11-01'], 'America/New_York')).toEqual(['10-31T12:00', '11-01T13:00']);
});

test('a time that is skipped is taken as much later, one that comes twice is the first', () => {
	expect(iso(instantAt('2026-03-08', '02:30', 'America/New_York'))).toBe('2026-03-08T07:30:00.000Z');
	expect(iso(instantAt('2026-11-01', '01:30', 'America/New_York'))).toBe('2026-11-01T05:30:00.000Z');
});

test('a day ends at midnight where it is due, also where it has 23 or 25 hours, or no midnight', () => {
	expect(iso(endOfDay('2026-11-30', 'America/Guatemala'))).toBe('2026-12-01T06:00:00.000Z');
	expect(iso(endOfDay('2026-11-01', 'America/New_York'))).toBe('2026-11-02T05:00:00.000Z');
	expect(iso(endOfDay('2026-09-05', 'America/Santiago'))).toBe('2026-09-06T04:00:00.000Z');
	expect(dayIn(endOfDay('2026-09-05', 'America/Santiago'), 'America/Santiago')).toBe('2026-09-06');
});

test('an instant falls on a day that depends on where one is', () => {
	const instant = new Date('2026-12-01T03:00:00Z');
	expect([dayIn(instant, 'UTC'), dayIn(instant, 'America/Guatemala')]).toEqual(['2026-12-01', '2026-11-30']);
});

test('days are counted over months and leap years, and those that do not exist are told', () => {
	expect([nextDay('2026-12-31'), nextDay('2028-02-28')]).toEqual(['2027-01-01', '2028-02-29']);
	for (const day of ['2026-11-25', '2028-02-29']) expect(isDay(day)).toBe(true);
	for (const text of ['2026-02-29', '2026-13-01', '25/11/2026', '2026-1-1', '', '2026-11-25T00:00'])
		expect([text, isDay(text)]).toEqual([text, false]);
});
