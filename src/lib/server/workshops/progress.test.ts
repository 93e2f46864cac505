import { expect, test } from 'vitest';
import { forgetCatalogue } from '#server/content/catalogue.ts';
import { path, publish } from '#server/content/edition.ts';
import { statementCount } from '#server/db/statements.ts';
import { ask, kind, useStore } from '#server/db/testing.ts';
import { assign, withdraw } from '#server/learning/assignment.ts';
import { enroll } from '#server/learning/enrollment.ts';
import { addLearner, addPlace, getPlace, publishExample, stepOf } from '#server/learning/example.ts';
import { completeStep } from '#server/learning/progress.ts';
import { addRandomRoom, addWorkshop, chance, putOnList, recountStatement, withoutSteps } from './example-grid.ts';
import { cellStates, readGrid } from './progress.ts';

useStore();

const sunday = new Date('2026-11-01T18:00:00Z');
const monday = new Date('2026-11-02T18:00:00Z');
const friday = new Date('2026-11-06T18:00:00Z');
const later = (days: number) => new Date(sunday.getTime() + days * 24 * 3600_000);

async function addGrid() {
	const course = await publishExample(sunday);
	const { room } = await addWorkshop([course], sunday);
	const set = (people: string[], module: string, dueOn = '2026-11-04') =>
		assign(people, { course: 'example', module, occasion: room.id, dueOn, timeZone: room.timeZone }, 'ines', sunday);
	const rowOf = async (name: string, now = friday) => {
		const { modules, people } = await readGrid(room, now);
		const cells = people.find((each) => each.name === name)?.cells;
		return cells && Object.fromEntries(cells.map((cell, column) => [modules[column]!.module, cell]));
	};
	return { course, room, set, rowOf };
}

test('a module is not set, not begun, under way, done or late, each where it is so', async () => {
	const { course, room, set, rowOf } = await addGrid();
	const ana = await addPlace('Ana', course, sunday);
	await putOnList(room.id, ana.personId, sunday);
	await set([ana.personId], 'before');
	await set([ana.personId], 'doors');
	await set([ana.personId], 'people', '2026-11-30');
	expect(await rowOf('Ana', monday)).toMatchObject({
		before: { state: 'not begun', stepsDone: 0, steps: 1, dueOn: '2026-11-04' },
		doors: { state: 'not begun', steps: 3 },
		people: { state: 'not begun', steps: 1, dueOn: '2026-11-30' },
		after: { state: 'not set', dueOn: undefined }
	});
	await completeStep(ana, course, ...stepOf(course, 'before/pre'), monday);
	await completeStep(ana, course, ...stepOf(course, 'doors/first'), monday);
	expect(await rowOf('Ana', monday)).toMatchObject({
		before: { state: 'done', doneAt: monday },
		doors: { state: 'under way', stepsDone: 1, steps: 3 }
	});
	expect(await rowOf('Ana', friday)).toMatchObject({
		before: { state: 'done' },
		doors: { state: 'late', stepsDone: 1, steps: 3, dueOn: '2026-11-04' },
		people: { state: 'not begun' },
		after: { state: 'not set' }
	});
});

test('what was done without being set is shown as it is, and is never late', async () => {
	const { course, room, set, rowOf } = await addGrid();
	const ana = await addPlace('Ana', course, sunday);
	await putOnList(room.id, ana.personId, sunday);
	await set([ana.personId], 'doors');
	await withdraw([ana.personId], { course: 'example', module: 'doors', occasion: room.id }, 'ines', monday);
	await completeStep(ana, course, ...stepOf(course, 'doors/first'), monday);
	expect(await rowOf('Ana')).toMatchObject({ doors: { state: 'under way', dueOn: undefined } });
});

test('who is in no course has done nothing of what is on offer, and is late with it too', async () => {
	const { room, set, rowOf } = await addGrid();
	const luis = await addLearner('Luis', sunday);
	await putOnList(room.id, luis.id, sunday);
	await set([luis.id], 'doors');
	expect(await rowOf('Luis', monday)).toMatchObject({ doors: { state: 'not begun', steps: 3 } });
	expect(await rowOf('Luis', friday)).toMatchObject({ doors: { state: 'late', stepsDone: 0, steps: 3 } });
});

test('of whoever is only invited nothing is said, whatever they have done, until they join', async () => {
	const { course, room, set, rowOf } = await addGrid();
	const ana = await addPlace('Ana', course, sunday);
	await putOnList(room.id, ana.personId, sunday, { joinedAt: null });
	await set([ana.personId], 'doors');
	for (const { name } of path(course)) await completeStep(ana, course, ...stepOf(course, name), monday);
	for (const cell of Object.values((await rowOf('Ana'))!))
		expect(cell).toEqual({ state: 'invited', stepsDone: 0, steps: 0 });
});

test('everybody is measured by the edition of their own place', async () => {
	const { course, room, rowOf } = await addGrid();
	const older = withoutSteps(course, ['doors/map']);
	await publish(older, later(-1));
	for (const [name, edition] of [
		['Old', older],
		['New', course]
	] as const) {
		const person = await addLearner(name, sunday);
		await putOnList(room.id, person.id, sunday);
		await enroll(person.id, edition, sunday);
		const place = await getPlace(person.id, 'example');
		for (const step of ['doors/first', 'doors/check'])
			await completeStep(place, edition, ...stepOf(edition, step), monday);
	}
	expect(await rowOf('Old')).toMatchObject({ doors: { state: 'done', steps: 2 } });
	expect(await rowOf('New')).toMatchObject({ doors: { state: 'under way', stepsDone: 2, steps: 3 } });
});

test('a module that somebody’s edition lacks is not late for them; one that the course lost since stays for those who have it', async () => {
	const older = await publishExample(sunday);
	const { room } = await addWorkshop([older], sunday);
	const ana = await addPlace('Ana', older, sunday);
	const newer = withoutSteps(older, ['people/second']);
	await publish(newer, monday);
	const luis = await addPlace('Luis', newer, monday);
	for (const { personId } of [ana, luis]) {
		await putOnList(room.id, personId, sunday);
		const what = { course: 'example', module: 'people', occasion: room.id, dueOn: '2026-11-04', timeZone: 'UTC' };
		await assign([personId], what, 'ines', monday);
	}
	forgetCatalogue();
	const { modules, people } = await readGrid(room, friday);
	expect(modules.map(({ key }) => key)).toEqual(['before', 'doors', 'after', 'people'].map((id) => `example/${id}`));
	expect(people.map(({ name, cells }) => [name, cells[3]!.state])).toEqual([
		['Ana', 'late'],
		['Luis', 'not set']
	]);
});

test('whoever was removed or erased their account is not in the grid', async () => {
	const { room } = await addGrid();
	const gone = await addLearner('Gone', sunday);
	const erased = await addLearner('', sunday, { erasedAt: monday, email: null });
	await putOnList(room.id, gone.id, sunday, { removedAt: monday });
	await putOnList(room.id, erased.id, sunday);
	expect((await readGrid(room, friday)).people).toEqual([]);
});

test.each([1, 2, 3])(
	'random people: every cell and every sum is what the database counts by itself (%i)',
	async (seed) => {
		const now = later(60);
		const { room, editions } = await addRandomRoom(60, chance(seed), now);
		const grid = await readGrid(room, now);
		const instant = kind === 'sqlite' ? String(now.getTime()) : `'${now.toISOString()}'`;
		const counted = await ask(recountStatement(room, editions, instant));
		const found = new Map(
			counted.map((row) => [`${String(row.person_id)} ${String(row.module)}`, [row.state, +row.done!, +row.steps!]])
		);
		const expected = new Set(counted.map((row) => row.person_id));
		expect(new Set(grid.people.map(({ personId }) => personId))).toEqual(expected);
		expect(grid.modules.map(({ module }) => module)).toEqual(['before', 'doors', 'people', 'after']);
		for (const { personId, joined, cells, sums } of grid.people) {
			for (const [column, { state, stepsDone, steps }] of cells.entries()) {
				const [expected, done, of] = found.get(`${personId} ${grid.modules[column]!.key}`) ?? [
					joined ? 'not set' : 'invited',
					0,
					0
				];
				expect([state, stepsDone, steps]).toEqual(joined ? [expected, done, of] : ['invited', 0, 0]);
			}
			for (const state of cellStates) expect(sums[state]).toBe(cells.filter((cell) => cell.state === state).length);
		}
		for (const { key, sums } of grid.modules)
			for (const state of ['done', 'under way', 'not begun', 'late'] as const)
				expect(sums[state], `${key} ${state}`).toBe(
					counted.filter((row) => row.module === key && row.state === state).length
				);
		// Chance brought every state.
		for (const state of cellStates)
			expect(
				grid.modules.some(({ sums }) => sums[state] > 0),
				state
			).toBe(true);
	}
);

test('the grid takes four statements, be it for three people or for three hundred', async () => {
	const counts = [];
	for (const [people, seed] of [
		[3, 5],
		[300, 6]
	] as const) {
		const { room } = await addRandomRoom(people, chance(seed), later(60));
		await readGrid(room, later(60));
		const before = statementCount();
		await readGrid(room, later(60));
		counts.push(statementCount() - before);
	}
	expect(counts).toEqual([3, 3]);
});
