import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { read } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { addLearner } from '#server/learning/example.ts';
import { keepForm } from '#server/people/kept-form.ts';
import { keptForm, session } from '#server/people/tables.ts';
import { signIn } from '#server/people/session.ts';
import { jobs, type Job } from './list.ts';
import { runDue } from './run.ts';
import { job } from './tables.ts';

useStore();

const origin = 'https://puente.example.org';
const monday = new Date('2026-11-02T08:00:00Z');
const secondsLater = (seconds: number) => new Date(monday.getTime() + seconds * 1000);
const noTrouble = (name: string, error: unknown) => {
	throw new Error(`${name} failed`, { cause: error });
};

/** A job that notes when it was done. */
function noting(name: string, every: number, more: Partial<Job> = {}): Job & { done: Date[] } {
	const done: Date[] = [];
	return { name, every, done, work: async (now) => void done.push(now), ...more };
}

test('a job is done at once, and then whenever its time has come', async () => {
	const sweep = noting('sweep', 60);
	for (const seconds of [0, 1, 59, 60, 61, 119, 120, 1000])
		await runDue(origin, secondsLater(seconds), noTrouble, [sweep]);
	expect(sweep.done).toEqual([0, 60, 120, 1000].map(secondsLater));
	expect(await read().select().from(job)).toMatchObject([
		{ name: 'sweep', startedAt: secondsLater(1000), problem: null }
	]);
});

test('a job gets the moment and the address that letters link to', async () => {
	const seen: unknown[] = [];
	await runDue(origin, monday, noTrouble, [
		{ name: 'tell', every: 60, work: async (...given) => void seen.push(given) }
	]);
	expect(seen).toEqual([[monday, origin]]);
});

test('of several servers, one does a job', async () => {
	const sweep = noting('sweep', 60, {});
	for (const seconds of [0, 60, 120])
		await Promise.all([1, 2, 3].map(() => runDue(origin, secondsLater(seconds), noTrouble, [sweep])));
	expect(sweep.done).toEqual([0, 60, 120].map(secondsLater));
});

test('servers whose clocks differ a little do a job once', async () => {
	const sweep = noting('sweep', 60);
	await runDue(origin, secondsLater(2), noTrouble, [sweep]);
	await runDue(origin, secondsLater(0), noTrouble, [sweep]);
	await runDue(origin, secondsLater(61), noTrouble, [sweep]);
	await runDue(origin, secondsLater(62), noTrouble, [sweep]);
	expect(sweep.done).toEqual([secondsLater(2), secondsLater(62)]);
});

test('a job that fails is told of, noted, tried again in its time, and stops no other', async () => {
	const told: [string, unknown][] = [];
	const problem = new Error('no paper in the printer');
	let broken = true;
	const print = noting('print', 60, {
		work: async () => {
			if (broken) throw problem;
		}
	});
	const sweep = noting('sweep', 60);
	const run = (seconds: number) =>
		runDue(origin, secondsLater(seconds), (name, error) => void told.push([name, error]), [print, sweep]);
	await run(0);
	expect(told).toEqual([['print', problem]]);
	expect(sweep.done).toHaveLength(1);
	const noted = async () => (await read().select().from(job)).find(({ name }) => name === 'print')!.problem;
	expect(await noted()).toBe('no paper in the printer');
	await run(30);
	expect(told).toHaveLength(1);
	broken = false;
	await run(60);
	expect(await noted()).toBeNull();
});

test('a job that is not needed takes no turn', async () => {
	let needed = false;
	const send = noting('send', 60, { isNeeded: async () => needed });
	await runDue(origin, monday, noTrouble, [send]);
	expect(await read().select().from(job)).toEqual([]);
	needed = true;
	await runDue(origin, secondsLater(1), noTrouble, [send]);
	expect(send.done).toEqual([secondsLater(1)]);
});

test('a question that fails is told of like the work', async () => {
	const told: string[] = [];
	const ask = noting('ask', 60, { isNeeded: async () => Promise.reject(new Error('no answer')) });
	const sweep = noting('sweep', 60);
	await runDue(origin, monday, (name) => void told.push(name), [ask, sweep]);
	expect(told).toEqual(['ask']);
	expect(sweep.done).toHaveLength(1);
});

test('a job that takes long does not keep another server from the next turn', async () => {
	const slow = noting('slow', 60, { work: () => sleep(50) });
	const first = runDue(origin, monday, noTrouble, [slow]);
	const sweep = noting('sweep', 60);
	await runDue(origin, monday, noTrouble, [sweep]);
	expect(sweep.done).toHaveLength(1);
	await first;
});

test('every job on the list can be done on an empty installation, and has a name of its own', async () => {
	expect(new Set(jobs.map(({ name }) => name)).size).toBe(jobs.length);
	await runDue(origin, monday, noTrouble);
	await runDue(origin, secondsLater(7 * 3600), noTrouble);
	const done = await read().select().from(job);
	expect(done.every(({ problem, endedAt }) => problem === null && endedAt !== null)).toBe(true);
	// Without a mail server there is nothing to send letters with.
	expect(done.map(({ name }) => name).sort()).toEqual(
		jobs
			.map(({ name }) => name)
			.filter((name) => name !== 'send letters')
			.sort()
	);
});

test('the sweeping jobs are on the list', async () => {
	const ana = await addLearner('Ana', monday);
	await signIn(ana.id, 'a browser', monday);
	await keepForm('/account', { name: ['Ana'] }, monday);
	await runDue(origin, new Date(Date.now() + 100 * 24 * 3600_000), noTrouble);
	expect(await read().select().from(session)).toEqual([]);
	expect(await read().select().from(keptForm)).toEqual([]);
});
