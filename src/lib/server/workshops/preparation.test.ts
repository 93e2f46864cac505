import { beforeEach, expect, test } from 'vitest';
import type { Edition } from '#server/content/course.ts';
import { statementCount } from '#server/db/statements.ts';
import { useStore } from '#server/db/testing.ts';
import { DayIsPast, listForOccasion, NobodyChosen } from '#server/learning/assignment.ts';
import { addLearner, publishExample } from '#server/learning/example.ts';
import { addWorkshop, putOnList } from './example-grid.ts';
import { readPreparation, setForLater } from './later.ts';
import { listOffered, modulesOf } from './module.ts';
import { changeDay, NotInCourses, NotOnList, setForPeople, withdrawFromPeople } from './preparation.ts';
import { dueDays } from './set-for.ts';
import type { Workshop } from './workshop.ts';

useStore();

const sunday = new Date('2026-11-01T18:00:00Z');
const later = (days: number) => new Date(sunday.getTime() + days * 24 * 3600_000);
const [doors, people] = ['example/doors', 'example/people'];
let course: Edition;
let room: Workshop;

beforeEach(async () => {
	course = await publishExample(sunday);
	({ room } = await addWorkshop([course], sunday));
});

async function add(name: string, at = sunday): Promise<string> {
	const person = await addLearner(name, at);
	await putOnList(room.id, person.id, at);
	return person.id;
}

async function set(): Promise<Record<string, string[]>> {
	const { modules } = await readPreparation(room, sunday);
	return Object.fromEntries(
		modules
			.filter(({ people }) => people.length > 0)
			.map(({ key, people }) => [key, people.map((each) => `${each.name} ${each.dueOn}`)])
	);
}

test('the modules are those of the courses as they are on offer, tests among them', async () => {
	expect(modulesOf(await listOffered(room))).toMatchObject([
		{ key: 'example/before', minutes: 9, courseTitle: { en: 'An example' } },
		{ key: doors, title: { en: 'Doors', es: 'Puertas' }, minutes: 35 },
		{ key: people, minutes: 6 },
		{ key: 'example/after' }
	]);
	expect(await listOffered({ courses: ['gone', 'example'] })).toHaveLength(1);
});

test('several modules are set at once, for everybody on the list now or for those who were chosen', async () => {
	const ana = await add('Ana');
	await add('Luis');
	expect(await setForPeople(room, [doors, people, doors], 'everybody', '2026-11-04', 'ines', sunday)).toEqual({
		people: 2,
		changed: 2
	});
	await add('Marta');
	expect(await setForPeople(room, [doors], [ana, ana], '2026-11-05', 'ines', sunday)).toEqual({
		people: 1,
		changed: 1
	});
	expect(await set()).toEqual({
		[doors]: ['Ana 2026-11-05', 'Luis 2026-11-04'],
		[people]: ['Ana 2026-11-04', 'Luis 2026-11-04']
	});
	expect(await listForOccasion(room.id)).toHaveLength(4);
	expect((await listForOccasion(room.id))[0]).toMatchObject({ timeZone: room.timeZone, occasion: room.id });
});

test('nobody chosen is an error, and so is everybody where nobody is on the list', async () => {
	await expect(setForPeople(room, [doors], 'everybody', '2026-11-04', 'ines', sunday)).rejects.toThrow(NobodyChosen);
	await add('Ana');
	for (const work of [
		() => setForPeople(room, [doors], [], '2026-11-04', 'ines', sunday),
		async () => {
			await setForPeople(room, [doors], 'everybody', '2026-11-04', 'ines', sunday);
			await changeDay(room, doors, [], '2026-11-05', 'ines', sunday);
		},
		() => withdrawFromPeople(room, doors, [], 'ines', sunday)
	])
		await expect(work()).rejects.toThrow(NobodyChosen);
	expect(await set()).toEqual({ [doors]: ['Ana 2026-11-04'] });
});

test('an id of somebody else sets nothing for anybody, be it a stranger, somebody removed or no id at all', async () => {
	const ana = await add('Ana');
	const { id: stranger } = await addLearner('Stranger', sunday);
	const removed = await addLearner('Removed', sunday);
	await putOnList(room.id, removed.id, sunday, { removedAt: sunday });
	for (const id of [stranger, removed.id, '', "' or 1=1", 'x'.repeat(10_000)])
		await expect(setForPeople(room, [doors], [ana, id], '2026-11-04', 'ines', sunday)).rejects.toThrow(NotOnList);
	expect(await set()).toEqual({});
});

test('a module of no course of the workshop is refused, and nothing else of the same wish is done', async () => {
	await add('Ana');
	for (const key of ['another/doors', 'example/gone', 'doors', ''])
		await expect(setForPeople(room, [doors, key], 'everybody', '2026-11-04', 'ines', sunday)).rejects.toThrow(
			NotInCourses
		);
	await expect(changeDay(room, doors, 'everybody', '2026-11-04', 'ines', sunday)).rejects.toThrow(NotInCourses);
	await expect(withdrawFromPeople(room, doors, 'everybody', 'ines', sunday)).rejects.toThrow(NotInCourses);
	expect(await set()).toEqual({});
});

test('a day that is over where the workshop is held is refused', async () => {
	await add('Ana');
	// Still Sunday in Guatemala, already Monday in Greenwich.
	const night = new Date('2026-11-02T05:30:00Z');
	await expect(setForPeople(room, [doors], 'everybody', '2026-10-31', 'ines', night)).rejects.toThrow(DayIsPast);
	expect(await setForPeople(room, [doors], 'everybody', '2026-11-01', 'ines', night)).toEqual({
		people: 1,
		changed: 1
	});
	await expect(changeDay(room, doors, 'everybody', '2026-10-31', 'ines', night)).rejects.toThrow(DayIsPast);
});

test('the day moves for those who have the module, and for nobody else', async () => {
	const [ana, luis] = [await add('Ana'), await add('Luis')];
	await setForPeople(room, [doors], [ana], '2026-11-04', 'ines', sunday);
	expect(await changeDay(room, doors, 'everybody', '2026-11-06', 'omar', sunday)).toEqual({ people: 1, changed: 1 });
	await expect(changeDay(room, doors, [luis], '2026-11-07', 'omar', sunday)).rejects.toThrow(NotOnList);
	expect(await set()).toEqual({ [doors]: ['Ana 2026-11-06'] });
});

test('withdrawing takes it from everybody who has it, or from those who were chosen', async () => {
	const [ana] = [await add('Ana'), await add('Luis')];
	await setForPeople(room, [doors, people], 'everybody', '2026-11-04', 'ines', sunday);
	expect(await withdrawFromPeople(room, doors, [ana], 'ines', sunday)).toEqual({ people: 1, changed: 1 });
	expect(await withdrawFromPeople(room, people, 'everybody', 'ines', sunday)).toEqual({ people: 2, changed: 2 });
	expect(await set()).toEqual({ [doors]: ['Luis 2026-11-04'] });
});

test('who came later is offered what most of the others have, and gets it by the same day', async () => {
	const [ana, bea] = [await add('Ana'), await add('Bea')];
	await add('Luis');
	await setForPeople(room, [doors, people], 'everybody', '2026-11-10', 'ines', sunday);
	await changeDay(room, doors, [ana, bea], '2026-11-12', 'ines', later(1));
	expect((await readPreparation(room, later(1))).later).toBeUndefined();
	const marta = await add('Marta', later(2));
	await add('Zoe', later(2));
	expect((await readPreparation(room, later(2))).later).toMatchObject({
		people: [{ name: 'Marta' }, { name: 'Zoe' }],
		modules: [
			{ module: { key: doors }, dueOn: '2026-11-12' },
			{ module: { key: people }, dueOn: '2026-11-10' }
		],
		past: []
	});
	expect(await setForLater(room, [marta, ana, 'nobody'], 'ines', later(2))).toEqual({ people: 1, changed: 1 });
	expect((await set())[people]).toEqual(['Ana 2026-11-10', 'Bea 2026-11-10', 'Luis 2026-11-10', 'Marta 2026-11-10']);
	expect(await setForLater(room, [marta], 'ines', later(2))).toEqual({ people: 0, changed: 0 });
});

test('what was set for a few only is offered to nobody, and neither is what was taken back from somebody', async () => {
	const ana = await add('Ana');
	for (const name of ['Luis', 'Marta']) await add(name);
	await setForPeople(room, [doors], [ana], '2026-11-10', 'ines', sunday);
	const zoe = await add('Zoe', later(1));
	expect((await readPreparation(room, later(1))).later).toBeUndefined();
	await setForPeople(room, [people], 'everybody', '2026-11-10', 'ines', later(1));
	const late = await add('Xenia', later(2));
	await setForPeople(room, [people], [late], '2026-11-10', 'ines', later(2));
	await withdrawFromPeople(room, people, [late], 'ines', later(2));
	expect((await readPreparation(room, later(2))).later).toBeUndefined();
	expect(zoe).not.toBe(late);
});

test('what was due already is not set for those who came later: a new day must be chosen', async () => {
	await add('Ana');
	await setForPeople(room, [doors], 'everybody', '2026-11-02', 'ines', sunday);
	await setForPeople(room, [people], 'everybody', '2026-11-20', 'ines', sunday);
	const marta = await add('Marta', later(5));
	expect((await readPreparation(room, later(5))).later).toMatchObject({
		modules: [{ module: { key: people } }],
		past: [{ key: doors }]
	});
	await setForLater(room, [marta], 'ines', later(5));
	expect((await readPreparation(room, later(5))).later).toMatchObject({ people: [{ name: 'Marta' }], modules: [] });
});

test('the days of a module are counted, the earliest first', async () => {
	const [ana, luis] = [await add('Ana'), await add('Luis')];
	await add('Marta');
	await setForPeople(room, [doors], 'everybody', '2026-11-06', 'ines', sunday);
	await changeDay(room, doors, [luis, ana], '2026-11-04', 'ines', sunday);
	const { modules } = await readPreparation(room, sunday);
	expect(dueDays(modules.find(({ key }) => key === doors)!)).toEqual([
		{ dueOn: '2026-11-04', people: 2 },
		{ dueOn: '2026-11-06', people: 1 }
	]);
	const before = statementCount();
	await readPreparation(room, sunday);
	expect(statementCount() - before).toBe(3);
});

test('two facilitators who set different days at once leave one of them, for everybody', async () => {
	for (const name of ['Ana', 'Luis', 'Marta']) await add(name);
	await Promise.all(
		['2026-11-05', '2026-11-06'].map((day) => setForPeople(room, [doors, people], 'everybody', day, 'ines', sunday))
	);
	const days = new Set((await listForOccasion(room.id)).map(({ dueOn }) => dueOn));
	expect(days.size).toBe(1);
	expect(await listForOccasion(room.id)).toHaveLength(6);
});
