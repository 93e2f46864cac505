import { expect, test } from 'vitest';
import { planFor } from './example-plan.ts';
import { bringTogether, differences, planFaults, type Plan } from './plan.ts';

const now = new Date('2026-11-02T15:00:00Z');
const faults = (changes: Partial<Plan>, before?: Plan) => planFaults(planFor('court', changes), now, before);

test('a sound plan has no faults', () => {
	expect(faults({})).toEqual({});
	expect(faults({ endsOn: '2026-11-23', place: '', link: 'https://meet.example.org/antigua' })).toEqual({});
	expect(faults({ startsOn: '2026-11-02', endsOn: '2026-11-02' })).toEqual({});
});

test('a workshop has a title, a course, and a place or a link', () => {
	expect(faults({ title: '', courses: [], place: '' })).toEqual({
		title: 'missing',
		courses: 'missing',
		place: 'nowhere'
	});
});

test('days exist, are still to come, and are in order', () => {
	expect(faults({ startsOn: '2026-02-30' })).toEqual({ startsOn: 'missing' });
	expect(faults({ startsOn: '', endsOn: 'soon' })).toEqual({ startsOn: 'missing', endsOn: 'missing' });
	expect(faults({ startsOn: '2026-11-01' })).toEqual({ startsOn: 'past' });
	expect(faults({ startsOn: '2026-11-24', endsOn: '2026-11-23' })).toEqual({ endsOn: 'before it begins' });
	expect(faults({ startsOn: '2099-11-23', endsOn: '2099-11-24' })).toEqual({
		startsOn: 'far away',
		endsOn: 'far away'
	});
});

test('today is today where the workshop is held', () => {
	const late = new Date('2026-11-03T03:00:00Z');
	const today = (timeZone: string) =>
		planFaults(planFor('court', { startsOn: '2026-11-02', endsOn: '2026-11-03', timeZone }), late);
	expect(today('America/Guatemala')).toEqual({});
	expect(today('Europe/Madrid')).toEqual({ startsOn: 'past' });
});

test('a workshop of sixty days is one; one of sixty-one or of four hundred is not', () => {
	expect(faults({ endsOn: '2027-01-21' })).toEqual({});
	expect(faults({ endsOn: '2027-01-22' })).toEqual({ endsOn: 'too long' });
	expect(faults({ endsOn: '2027-12-27' })).toEqual({ endsOn: 'too long' });
});

test('each day begins before it ends, at times that exist', () => {
	expect(faults({ opensAt: '24:00', closesAt: '7:5' })).toEqual({ opensAt: 'missing', closesAt: 'missing' });
	expect(faults({ opensAt: '16:30' })).toEqual({ closesAt: 'before it begins' });
	expect(faults({ opensAt: '17:00', closesAt: '08:00' })).toEqual({ closesAt: 'before it begins' });
});

test.each([
	'javascript:alert(1)',
	'data:text/html,x',
	'meet.example.org',
	'https://',
	'https://meet',
	'ftp://meet.example.org',
	'https://meet.example.org/a b',
	' javascript://meet.example.org/%0aalert(1)'
])('“%s” is no link to meet at', (link) => {
	expect(faults({ link })).toEqual({ link: 'no address' });
});

test.each(['America/Nowhere', 'utc', '+05:00', '', '__proto__'])('“%s” is no time zone', (timeZone) => {
	expect(faults({ timeZone })).toEqual({ timeZone: 'not offered' });
});

test('a workshop that has begun keeps its days, and may end later', () => {
	const before = planFor('court', { startsOn: '2026-10-31', endsOn: '2026-11-02' });
	expect(faults({ ...before, note: 'Bring a pen.' }, before)).toEqual({});
	expect(faults({ ...before, endsOn: '2026-11-03' }, before)).toEqual({});
	expect(faults({ ...before, startsOn: '2026-11-01' }, before)).toEqual({ startsOn: 'past' });
	expect(faults({ ...before, endsOn: '2026-11-01' }, before)).toEqual({ endsOn: 'past' });
});

test('two plans differ in what they say, not in the order of their courses', () => {
	const one = planFor('court', { courses: ['a', 'b'] });
	expect(differences(one, { ...one, courses: ['b', 'a'] })).toEqual([]);
	expect(differences(one, { ...one, courses: ['b'], title: 'Other' })).toEqual(['title', 'courses']);
});

test('what I left as it was becomes what another saved; what both changed is disputed and stays mine', () => {
	const was = planFor('court');
	const typed = { ...was, place: 'Room 2', note: 'Mine' };
	const saved = { ...was, place: 'Room 3', title: 'Theirs' };
	expect(bringTogether(was, typed, saved)).toEqual({
		plan: { ...was, place: 'Room 2', note: 'Mine', title: 'Theirs' },
		taken: ['title'],
		disputed: ['place']
	});
});

test('what both changed to the same is no dispute', () => {
	const was = planFor('court');
	const same = { ...was, place: 'Room 3' };
	expect(bringTogether(was, same, same)).toEqual({ plan: same, taken: [], disputed: [] });
});

test('where it is not known what I began with, every difference is disputed', () => {
	const typed = planFor('court', { note: 'Mine' });
	const saved = planFor('court', { title: 'Theirs' });
	expect(bringTogether(undefined, typed, saved)).toEqual({ plan: typed, taken: [], disputed: ['title', 'note'] });
});
