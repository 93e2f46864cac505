import { expect, test } from 'vitest';
import { day, dayAndTime, duration, number, time } from './format.ts';
import { overwriteGetLocale } from './paraglide/runtime.js';
import { audienceName, kindName, topicName } from './names.ts';

let language: 'en' | 'es' = 'en';
overwriteGetLocale(() => language);

function inBoth<Said>(say: () => Said): [Said, Said] {
	return (['en', 'es'] as const).map((each) => ((language = each), say())) as [Said, Said];
}

const night = new Date('2026-11-03T03:05:00Z');

test('a day is said in words, where its reader lives', () => {
	expect(inBoth(() => day(night, 'America/Guatemala'))).toEqual(['November 2, 2026', '2 de noviembre de 2026']);
	expect(inBoth(() => day(night, 'Europe/Madrid'))).toEqual(['November 3, 2026', '3 de noviembre de 2026']);
});

test('an ISO day stays that day in every time zone', () => {
	expect(day('2026-11-02', 'Pacific/Kiritimati', 'en')).toBe('November 2, 2026');
	expect(day('2026-01-01', 'America/Los_Angeles', 'es')).toBe('1 de enero de 2026');
});

test('a time is said in its reader’s time zone', () => {
	const plain = (text: string) => text.replace(/\s/g, ' ');
	expect(inBoth(() => plain(dayAndTime(night, 'America/Guatemala')))).toEqual([
		'Nov 2, 2026, 9:05 PM',
		'2 nov 2026, 21:05'
	]);
	expect(inBoth(() => plain(time(night, 'UTC')))).toEqual(['3:05 AM', '3:05']);
});

test('minutes are said in hours and minutes', () => {
	expect([0, 5, 59, 60, 61, 120, 720, 5999].map((minutes) => duration(minutes, 'en'))).toEqual([
		'0 min',
		'5 min',
		'59 min',
		'1 h',
		'1 h 1 min',
		'2 h',
		'12 h',
		'99 h 59 min'
	]);
	expect(duration(80, 'es')).toBe('1 h 20 min');
});

test('numbers have the separators of their language', () => {
	expect(inBoth(() => number(1234567))).toEqual(['1,234,567', '1.234.567']);
});

test('what has no name yet is called by its id, readably', () => {
	expect([topicName('co-occurring-disorders'), audienceName('peer-support'), kindName('exam')]).toEqual([
		'co occurring disorders',
		'peer support',
		'exam'
	]);
});
