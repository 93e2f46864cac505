import { expect, test } from 'vitest';
import { days, timeOfDay, weekday, zoneName } from './when.ts';

const both = (say: (language: 'en' | 'es') => string) => [say('en'), say('es')];

test('days of one month, of two months and of two years name what they share once', () => {
	expect(both((each) => days('2026-11-23', '2026-11-25', each))).toEqual([
		'November 23 – 25, 2026',
		'23–25 de noviembre de 2026'
	]);
	expect(days('2026-11-30', '2026-12-02', 'en')).toBe('November 30 – December 2, 2026');
	expect(days('2026-12-30', '2027-01-02', 'en')).toBe('December 30, 2026 – January 2, 2027');
});

test('one day is said once', () => {
	expect(days('2026-11-23', '2026-11-23', 'en')).toBe('November 23, 2026');
});

test('a day by its weekday, a time of day as it is read', () => {
	expect(both((each) => weekday('2026-11-27', each))).toEqual(['Friday, November 27', 'viernes, 27 de noviembre']);
	expect(both((each) => timeOfDay('08:30', each))).toEqual(['8:30 AM', '8:30']);
	expect(both((each) => timeOfDay('17:00', each))).toEqual(['5:00 PM', '17:00']);
});

test('a time zone says whether it is summer there, and its city', () => {
	const [winter, summer] = [new Date('2026-06-01T12:00:00Z'), new Date('2026-12-01T12:00:00Z')];
	expect(zoneName('America/Santiago', winter, 'en')).toBe('Chile Standard Time (Santiago)');
	expect(both((each) => zoneName('America/Santiago', summer, each))).toEqual([
		'Chile Summer Time (Santiago)',
		'hora de verano de Chile (Santiago)'
	]);
	expect(zoneName('America/Argentina/Buenos_Aires', summer, 'en')).toContain('(Buenos Aires)');
	expect(zoneName('UTC', summer, 'en')).toBe('Coordinated Universal Time');
});
