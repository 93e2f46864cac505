import { expect, test } from 'vitest';
import { dayOf, instantOf } from './session-day.ts';

const workshop = { startsOn: '2026-11-02', endsOn: '2026-11-04', timeZone: 'America/Guatemala' };
const open = { heldOn: null, isMarked: false };
const at = (time: string) => new Date(time);

test('a session is held on its day; without one on today, or the nearest day of its workshop', () => {
	expect(dayOf({ ...open, heldOn: '2026-11-04' }, workshop, at('2026-11-02T18:00Z'))).toBe('2026-11-04');
	// In Guatemala it is still the 3rd.
	expect(dayOf(open, workshop, at('2026-11-04T05:00Z'))).toBe('2026-11-03');
	expect(dayOf(open, workshop, at('2026-10-01T18:00Z'))).toBe('2026-11-02');
	expect(dayOf(open, workshop, at('2026-12-01T18:00Z'))).toBe('2026-11-04');
});

test('a day that a postponed workshop left behind counts only where somebody was marked', () => {
	const left = { heldOn: '2026-10-05', isMarked: false };
	expect(dayOf(left, workshop, at('2026-11-03T18:00Z'))).toBe('2026-11-03');
	expect(dayOf({ ...left, isMarked: true }, workshop, at('2026-11-03T18:00Z'))).toBe('2026-10-05');
});

test('in a record a day is its noon, and never later than now', () => {
	expect(instantOf('2026-11-03', 'America/Guatemala', at('2026-11-09T08:00Z'))).toEqual(at('2026-11-03T18:00Z'));
	expect(instantOf('2026-11-03', 'America/Guatemala', at('2026-11-03T15:00Z'))).toEqual(at('2026-11-03T15:00Z'));
});
