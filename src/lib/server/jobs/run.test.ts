import { expect, test } from 'vitest';
import { read } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import type { Job } from './list.ts';
import { runDue } from './run.ts';
import { job } from './tables.ts';

useStore();

const monday = new Date('2026-11-23T09:00:00Z');
const later = (seconds: number) => new Date(monday.getTime() + seconds * 1000);
const origin = 'https://puente.example';

function counted(name: string, every: number, work: () => Promise<void> = async () => undefined) {
	const runs: Date[] = [];
	const each: Job = {
		name,
		every,
		work: async (now) => {
			runs.push(now);
			await work();
		}
	};
	return { each, runs };
}

test('a job runs when its time has come', async () => {
	const { each, runs } = counted('sweep', 60);
	for (const seconds of [0, 30, 59, 60, 61, 125])
		await runDue(origin, later(seconds), () => expect.unreachable(), [each]);
	expect(runs).toEqual([later(0), later(60), later(125)]);
});

test('of two servers one takes the turn', async () => {
	const { each, runs } = counted('sweep', 60);
	await Promise.all([1, 2, 3].map(() => runDue(origin, monday, () => expect.unreachable(), [each])));
	expect(runs).toHaveLength(1);
	await Promise.all([1, 2, 3].map(() => runDue(origin, later(60), () => expect.unreachable(), [each])));
	expect(runs).toHaveLength(2);
});

test('a job that fails is told of and noted, and stops no other', async () => {
	const bad = counted('bad', 60, () => Promise.reject(new Error('no line')));
	const good = counted('good', 60);
	const told: string[] = [];
	await runDue(origin, monday, (name) => told.push(name), [bad.each, good.each]);
	expect(told).toEqual(['bad']);
	expect(good.runs).toHaveLength(1);
	const rows = new Map((await read().select().from(job)).map((row) => [row.name, row.problem]));
	expect(rows.get('bad')).toBe('no line');
	expect(rows.get('good')).toBeNull();
});

test('a job that has nothing to do takes no turn', async () => {
	const { each, runs } = counted('letters', 5);
	await runDue(origin, monday, () => expect.unreachable(), [{ ...each, isNeeded: async () => false }]);
	expect(runs).toEqual([]);
	expect(await read().select().from(job)).toEqual([]);
});
