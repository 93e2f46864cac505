import { expect, test } from 'vitest';
import { dimensions, lastDay, narrow, readDimension, readFilter, writeFilter, type Filter } from './filter.ts';
import { comparedPeriods, monthsBetween, twelveMonths, yearsBefore } from './period.ts';

const courses = ['doors', 'bridges'];
const read = (query: string) => readFilter(new URLSearchParams(query), courses);

test('a filter comes back from the address it was written into', () => {
	const filter: Filter = {
		organization: 'o1',
		course: 'doors',
		country: 'GT',
		institution: 'not-stated',
		sector: 'health',
		profession: 'not-stated',
		sex: 'undisclosed',
		from: '2026-01-01',
		to: '2026-12-31'
	};
	expect(read(writeFilter(filter))).toEqual({ filter, faults: {} });
	expect(read(writeFilter({}))).toEqual({ filter: {}, faults: {} });
	expect(writeFilter({ course: 'doors', sex: undefined }, { by: 'sex', page: 2, search: '' })).toBe(
		'course=doors&by=sex&page=2'
	);
});

test('an empty form leaves nobody out', () => {
	expect(read('organization=&course=&country=&from=&to=&by=')).toEqual({ filter: {}, faults: {} });
});

test('what is not offered, no day or the wrong way round is at fault, and left out', () => {
	expect(read('course=nothing&country=XX&sector=HEALTH&sex=1&from=2026-02-30&to=tomorrow')).toEqual({
		filter: {},
		faults: {
			course: 'not offered',
			country: 'not offered',
			sector: 'not offered',
			sex: 'not offered',
			from: 'no day',
			to: 'no day'
		}
	});
	expect(read('from=2026-03-01&to=2026-02-28')).toEqual({
		filter: { from: '2026-03-01' },
		faults: { to: 'ends before' }
	});
	for (const day of [
		'0000-01-01',
		'1999-12-31',
		'2100-01-01',
		'9999-12-31',
		'2026-1-1',
		'+02026-01-01',
		`2026-01-01${'0'.repeat(9999)}`
	])
		expect([day, read(`from=${encodeURIComponent(day)}`).faults]).toEqual([day, { from: 'no day' }]);
});

test('a field that stands twice counts once', () => {
	expect(read('sex=female&sex=male').filter).toEqual({ sex: 'female' });
});

test('what is broken down by is one of a few', () => {
	expect(dimensions.map((by) => readDimension(new URLSearchParams({ by })))).toEqual([...dimensions]);
	for (const query of ['', 'by=', 'by=name', 'by=__proto__'])
		expect(readDimension(new URLSearchParams(query))).toBeUndefined();
});

test('a line narrows a filter to itself, and a month never widens it', () => {
	expect(narrow({ sex: 'male' }, 'sector', undefined)).toEqual({ sex: 'male', sector: 'not-stated' });
	expect(narrow({ course: 'doors' }, 'course', 'bridges')).toEqual({ course: 'bridges' });
	expect(narrow({}, 'period', '2024-02')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
	expect(narrow({ from: '2024-02-10', to: '2024-02-20' }, 'period', '2024-02')).toEqual({
		from: '2024-02-10',
		to: '2024-02-20'
	});
	expect(narrow({ from: '2023-01-01', to: '2025-01-01' }, 'period', '2024-02')).toEqual({
		from: '2024-02-01',
		to: '2024-02-29'
	});
	expect(lastDay('2026-12')).toBe('2026-12-31');
});

test('a period is compared to the same days a year earlier; all time tells its last twelve months and the twelve before', () => {
	const now = new Date('2026-11-25T23:00:00Z');
	expect(comparedPeriods({ from: '2026-01-01', to: '2026-06-30' }, now)).toEqual({
		earlier: { from: '2025-01-01', to: '2025-06-30' }
	});
	expect(comparedPeriods({ from: '2026-01-01' }, now)).toEqual({ earlier: { from: '2025-01-01', to: '2025-11-25' } });
	expect(comparedPeriods({}, now)).toEqual({
		recent: { from: '2025-11-26', to: '2026-11-25' },
		earlier: { from: '2024-11-26', to: '2025-11-25' }
	});
	expect(comparedPeriods({ to: '2024-02-29' }, now)).toEqual({
		recent: { from: '2023-03-01', to: '2024-02-29' },
		earlier: { from: '2022-03-01', to: '2023-02-28' }
	});
	expect([yearsBefore('2028-02-29', 1), yearsBefore('2028-02-29', 4)]).toEqual(['2027-02-28', '2024-02-29']);
});

test('twelve months end with the one of a day', () => {
	expect(twelveMonths('2026-11-25').at(0)).toBe('2025-12');
	expect(twelveMonths('2026-11-25').at(-1)).toBe('2026-11');
	expect(twelveMonths('2026-01-01')).toHaveLength(12);
	expect(monthsBetween('2026-11', '2026-11')).toEqual(['2026-11']);
});
