import { expect, test } from 'vitest';
import { endOfDay } from '#server/people/time-zone.ts';
import { moduleStanding } from './due.ts';
import { compileExample, stepOf } from './example.ts';

const monday = new Date('2026-11-02T15:00:00Z');
const tuesday = new Date('2026-11-03T15:00:00Z');

test('a module is begun with its first step and done with its last', async () => {
	const [module] = stepOf(await compileExample(), 'doors/first');
	const done = new Map<string, Date>();
	expect(moduleStanding(module, done, undefined, monday)).toEqual({
		state: 'not begun',
		late: false,
		stepsDone: 0,
		steps: 3,
		doneAt: undefined,
		next: 'doors/first'
	});
	done.set('doors/map', tuesday);
	expect(moduleStanding(module, done, undefined, monday)).toMatchObject({ state: 'under way', next: 'doors/first' });
	for (const name of ['doors/first', 'doors/check']) done.set(name, monday);
	expect(moduleStanding(module, done, undefined, monday)).toMatchObject({ state: 'done', doneAt: tuesday });
});

test('a session of a workshop neither begins a module nor keeps it open', async () => {
	const [module] = stepOf(await compileExample(), 'people/second');
	const atTheTable = new Map([['people/table', monday]]);
	expect(moduleStanding(module, atTheTable, undefined, tuesday)).toMatchObject({ state: 'not begun', steps: 1 });
	const read = new Map([['people/second', monday]]);
	expect(moduleStanding(module, read, undefined, tuesday)).toMatchObject({ state: 'done', next: undefined });
});

test('what is due on a day is late when that day has ended where it was set, and never once it is done', async () => {
	const [module] = stepOf(await compileExample(), 'doors/first');
	const dueAt = endOfDay('2026-11-02', 'America/Guatemala');
	const lateAt = (iso: string, done = new Map<string, Date>()) =>
		moduleStanding(module, done, dueAt, new Date(iso)).late;
	expect([lateAt('2026-11-03T05:59:59Z'), lateAt('2026-11-03T06:00:00Z')]).toEqual([false, true]);
	const all = new Map(module.steps.map(({ id }) => [`${module.id}/${id}`, tuesday]));
	expect(lateAt('2026-11-10T00:00:00Z', all)).toBe(false);
});
