import { expect, test } from 'vitest';
import { statementCount } from '#server/db/statements.ts';
import { useStore } from '#server/db/testing.ts';
import { assign } from '#server/learning/assignment.ts';
import { enroll } from '#server/learning/enrollment.ts';
import { addLearner, getPlace, publishExample, stepOf } from '#server/learning/example.ts';
import { completeStep } from '#server/learning/progress.ts';
import { addHosts, planFor, planned, putOnList } from './example-plan.ts';
import { listLate } from './late.ts';
import { readGrid } from './progress.ts';
import { findReadiness } from './readiness.ts';

useStore();

const monday = new Date('2026-11-02T15:00:00Z');
const friday = new Date('2026-11-06T15:00:00Z');

async function begin() {
	const course = await publishExample(monday);
	const { court, ines } = await addHosts(monday);
	const antigua = await planned(planFor(court.id), ines, monday);
	const other = await planned(planFor(court.id, { title: 'Other' }), ines, monday);
	const set = (people: { id: string }[], module: string, dueOn: string, occasion = antigua.id) => {
		const what = { course: 'example', module, occasion, dueOn, timeZone: 'America/Guatemala' };
		return assign(
			people.map(({ id }) => id),
			what,
			ines.id,
			monday
		);
	};
	const join = async (name: string, workshopId = antigua.id) => {
		const learner = await addLearner(name, monday);
		await putOnList(workshopId, learner, monday, { joinedAt: monday });
		return learner;
	};
	return { course, antigua, other, ines, set, join };
}

test('a workshop that nobody is on the list of yet', async () => {
	const { antigua } = await begin();
	expect(await findReadiness([antigua.id], monday)).toEqual(
		new Map([[antigua.id, { people: 0, joined: 0, late: 0, modules: [] }]])
	);
	expect(await findReadiness([], monday)).toEqual(new Map());
});

test('who is late is counted once, however much they are late with; what is done is not late', async () => {
	const { course, antigua, set, join } = await begin();
	const [ana, luis, noah] = [await join('Ana'), await join('Luis'), await join('Noah')];
	await set([ana, luis, noah], 'doors', '2026-11-04');
	await set([ana, luis], 'people', '2026-11-05');
	await enroll(ana.id, course, monday);
	const place = await getPlace(ana.id, 'example');
	for (const name of ['doors/first', 'doors/map', 'doors/check'])
		await completeStep(place, course, ...stepOf(course, name), monday);

	const found = (await findReadiness([antigua.id], friday)).get(antigua.id);
	const example = { course: 'example', people: 3 };
	expect(found).toEqual({
		people: 3,
		joined: 3,
		late: 3,
		modules: [
			{ ...example, module: 'doors', dueOn: '2026-11-04', done: 1, late: 2 },
			{ ...example, module: 'people', dueOn: '2026-11-05', people: 2, done: 0, late: 2 }
		]
	});
	expect((await findReadiness([antigua.id], monday)).get(antigua.id)).toMatchObject({ late: 0 });
});

test('what people learn counts once they joined, and nobody counts once they were removed', async () => {
	const { antigua, set, ines } = await begin();
	const [invited, removed] = [await addLearner('Ana', monday), await addLearner('Luis', monday)];
	await putOnList(antigua.id, invited, monday);
	await putOnList(antigua.id, removed, monday, { joinedAt: monday, removedAt: monday, removedBy: ines.id });
	await set([invited, removed], 'doors', '2026-11-04');
	expect((await findReadiness([antigua.id], friday)).get(antigua.id)).toEqual({
		people: 1,
		joined: 0,
		late: 0,
		modules: [{ course: 'example', module: 'doors', dueOn: '2026-11-04', people: 1, done: 0, late: 0 }]
	});
});

test('who is late is who the grid and the letters say is late', async () => {
	const { course, antigua, set, join } = await begin();
	const people = [await join('Ana'), await join('Luis'), await join('Noah'), await join('Eva')];
	await set(people, 'doors', '2026-11-04');
	await set(people.slice(1), 'people', '2026-11-20');
	await set(people.slice(0, 1), 'gone', '2026-11-04');
	for (const learner of people.slice(2)) await enroll(learner.id, course, monday);
	const place = await getPlace(people[3]!.id, 'example');
	for (const name of ['doors/first', 'doors/map', 'doors/check'])
		await completeStep(place, course, ...stepOf(course, name), monday);
	const grid = await readGrid(antigua, friday);
	const found = (await findReadiness([antigua.id], friday)).get(antigua.id)!;
	expect(found.late).toBe(listLate(grid).length);
	for (const { course, module, done, late } of found.modules) {
		const column = grid.modules.find((each) => each.course === course && each.module === module)!;
		expect([module, done, late]).toEqual([module, column.sums.done, column.sums.late]);
	}
	expect(found).toMatchObject({ late: 3, modules: [{ module: 'doors' }, { module: 'people' }] });
});

test('each workshop has its own numbers, in as many questions as one', async () => {
	const { antigua, other, set, join } = await begin();
	const [ana, luis] = [await join('Ana'), await join('Luis', other.id)];
	await set([ana], 'doors', '2026-11-04');
	await set([luis], 'doors', '2026-11-20', other.id);
	await findReadiness([antigua.id, other.id], friday);
	const count = async (ids: string[]) => {
		const before = statementCount();
		const found = await findReadiness(ids, friday);
		return [statementCount() - before, ids.map((id) => found.get(id)?.late)];
	};
	expect(await count([antigua.id])).toEqual([3, [1]]);
	expect(await count([antigua.id, other.id])).toEqual([3, [1, 0]]);
});
