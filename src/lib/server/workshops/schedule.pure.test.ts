import { expect, test } from 'vitest';
import { dayAfter, daysBetween, daysUntil, listDays, stateOf } from './schedule.ts';

const schedule = {
	startsOn: '2026-11-23',
	endsOn: '2026-11-25',
	opensAt: '08:30',
	closesAt: '17:00',
	timeZone: 'America/Guatemala',
	cancelledAt: null
};
const at = (iso: string) => new Date(iso);

test('each day has the instants at which it begins and ends', () => {
	expect(listDays(schedule)).toEqual([
		{ day: '2026-11-23', from: at('2026-11-23T14:30:00Z'), to: at('2026-11-23T23:00:00Z') },
		{ day: '2026-11-24', from: at('2026-11-24T14:30:00Z'), to: at('2026-11-24T23:00:00Z') },
		{ day: '2026-11-25', from: at('2026-11-25T14:30:00Z'), to: at('2026-11-25T23:00:00Z') }
	]);
});

test('a workshop across a clock change keeps its local times, in both directions', () => {
	const from = (timeZone: string, startsOn: string, endsOn: string) =>
		listDays({ ...schedule, timeZone, startsOn, endsOn }).map((day) => day.from.toISOString().slice(11, 16));
	expect(from('America/Santiago', '2026-09-05', '2026-09-07')).toEqual(['12:30', '11:30', '11:30']);
	expect(from('America/New_York', '2026-10-31', '2026-11-02')).toEqual(['12:30', '13:30', '13:30']);
});

test('a workshop is on from its first day to its last, where it is held', () => {
	const state = (iso: string) => stateOf(schedule, at(iso));
	expect(state('2026-11-23T05:59:59Z')).toBe('coming');
	expect(state('2026-11-23T06:00:00Z')).toBe('on');
	expect(state('2026-11-26T05:59:59Z')).toBe('on');
	expect(state('2026-11-26T06:00:00Z')).toBe('over');
	expect(stateOf({ ...schedule, cancelledAt: at('2026-11-01T00:00:00Z') }, at('2026-11-24T12:00:00Z'))).toBe(
		'cancelled'
	);
});

test('days are counted by the calendar, whatever the clocks do', () => {
	expect(daysBetween('2026-10-31', '2026-11-02')).toBe(2);
	expect(daysBetween('2026-11-02', '2026-10-31')).toBe(-2);
	expect([dayAfter('2026-12-30', 3), dayAfter('2027-01-02', -3)]).toEqual(['2027-01-02', '2026-12-30']);
	expect(daysUntil(schedule, at('2026-11-23T05:00:00Z'))).toBe(1);
	expect(daysUntil(schedule, at('2026-11-23T06:00:00Z'))).toBe(0);
});
