import { expect, test } from 'vitest';
import { newId } from '#server/db/id.ts';
import { statementCount } from '#server/db/statements.ts';
import { read, write } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { person } from '#server/people/tables.ts';
import { assign, DayIsPast, listForOccasion, listForPerson, NobodyChosen, withdraw } from './assignment.ts';
import { addLearner } from './example.ts';
import { ownData } from './record.ts';
import { assignment } from './tables.ts';

useStore();

const monday = new Date('2026-11-02T15:00:00Z');
const tuesday = new Date('2026-11-03T15:00:00Z');
const doors = { course: 'example', module: 'doors', occasion: 'workshop', timeZone: 'America/Guatemala' };
const byFriday = { ...doors, dueOn: '2026-11-06' };
const bySaturday = { ...doors, dueOn: '2026-11-07' };
const all = () => read().select().from(assignment);

async function addPeople(count: number): Promise<string[]> {
	const ids = Array.from({ length: count }, () => newId());
	const about = { language: 'en' as const, timeZone: 'UTC', wantsReminders: true, createdAt: monday };
	await write(async (tx) => {
		for (let at = 0; at < count; at += 500)
			await tx.insert(person).values(ids.slice(at, at + 500).map((id) => ({ id, name: `Somebody ${id}`, ...about })));
	});
	return ids;
}

test('a module is set until the end of its day where the workshop is, and both lists have it', async () => {
	const ana = await addLearner('Ana', monday);
	expect(await assign([ana.id], byFriday, 'ines', monday)).toEqual([ana.id]);
	const set = await listForPerson(ana.id);
	expect(set).toMatchObject([
		{ ...byFriday, personId: ana.id, dueAt: new Date('2026-11-07T06:00:00Z'), setBy: 'ines', setAt: monday }
	]);
	expect(await listForOccasion('workshop')).toEqual(set);
	expect(await listForOccasion('another')).toEqual([]);
});

test('nobody chosen is an error, never everybody', async () => {
	await expect(assign([], byFriday, 'ines', monday)).rejects.toThrow(NobodyChosen);
	await expect(withdraw([], doors, 'ines', monday)).rejects.toThrow(NobodyChosen);
	expect(await all()).toEqual([]);
});

test('a day that has ended where the workshop is can no longer be set; today can', async () => {
	const ana = await addLearner('Ana', monday);
	const lateInTheEvening = new Date('2026-11-07T05:59:59Z');
	const justAfter = new Date('2026-11-07T06:00:00Z');
	expect(await assign([ana.id], byFriday, 'ines', lateInTheEvening)).toEqual([ana.id]);
	await expect(assign([ana.id], byFriday, 'ines', justAfter)).rejects.toThrow(DayIsPast);
});

test('setting twice changes nothing, another day moves it, and only for those it was moved for', async () => {
	const [ana, luis] = await addPeople(2);
	await assign([ana!, luis!, ana!], byFriday, 'ines', monday);
	expect(await assign([ana!, luis!], byFriday, 'omar', tuesday)).toEqual([]);
	expect((await all()).map(({ setBy }) => setBy)).toEqual(['ines', 'ines']);
	expect(await assign([luis!], bySaturday, 'omar', tuesday)).toEqual([luis]);
	expect(await listForPerson(ana!)).toMatchObject([{ dueOn: '2026-11-06', setBy: 'ines', setAt: monday }]);
	expect(await listForPerson(luis!)).toMatchObject([{ dueOn: '2026-11-07', setBy: 'omar', setAt: tuesday }]);
	expect(await all()).toHaveLength(2);
});

test('the same day in another time zone is another end', async () => {
	const [ana] = await addPeople(1);
	await assign([ana!], byFriday, 'ines', monday);
	expect(await assign([ana!], { ...byFriday, timeZone: 'UTC' }, 'ines', monday)).toEqual([ana]);
	expect(await listForPerson(ana!)).toMatchObject([{ dueAt: new Date('2026-11-07T00:00:00Z') }]);
});

test('what is withdrawn is on no list, stays as a row, and comes back when it is set again', async () => {
	const [ana, luis] = await addPeople(2);
	await assign([ana!, luis!], byFriday, 'ines', monday);
	expect(await withdraw([ana!, 'nobody'], doors, 'omar', tuesday)).toEqual([ana]);
	expect(await withdraw([ana!], doors, 'ines', tuesday)).toEqual([]);
	expect((await listForOccasion('workshop')).map(({ personId }) => personId)).toEqual([luis]);
	expect(await all()).toHaveLength(2);
	expect((await ownData(ana!)).assignments).toMatchObject([
		{ course: 'example', module: 'doors', dueOn: '2026-11-06', setAt: monday, withdrawnAt: tuesday }
	]);
	expect(await assign([ana!], byFriday, 'ines', tuesday)).toEqual([ana]);
	expect(await listForPerson(ana!)).toMatchObject([{ withdrawnAt: null, withdrawnBy: null, setAt: tuesday }]);
});

test('the same module for two workshops is two assignments, each withdrawn by itself', async () => {
	const [ana] = await addPeople(1);
	await assign([ana!], byFriday, 'ines', monday);
	await assign([ana!], { ...bySaturday, occasion: 'another' }, 'ines', monday);
	await withdraw([ana!], { ...doors, occasion: 'another' }, 'ines', tuesday);
	expect(await listForPerson(ana!)).toMatchObject([{ occasion: 'workshop' }]);
	expect((await ownData(ana!)).assignments).toHaveLength(2);
});

test('2,000 people get, move and lose a module in few statements', async () => {
	const people = await addPeople(2000);
	const count = async (work: () => Promise<string[]>) => {
		const before = statementCount();
		expect(new Set(await work())).toEqual(new Set(people));
		return statementCount() - before;
	};
	expect(await count(() => assign(people, byFriday, 'ines', monday))).toBeLessThan(12);
	expect(await count(() => assign(people, bySaturday, 'ines', monday))).toBeLessThan(12);
	expect(await count(() => withdraw(people, doors, 'ines', tuesday))).toBeLessThan(12);
	expect(await all()).toHaveLength(2000);
});

test('two facilitators who set the same at once set it once', async () => {
	const people = await addPeople(40);
	await Promise.all([
		assign(people, byFriday, 'ines', monday),
		assign(people.slice(20), bySaturday, 'omar', monday),
		assign(people, byFriday, 'omar', monday)
	]);
	expect(await all()).toHaveLength(40);
});
