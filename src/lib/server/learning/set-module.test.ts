import { expect, test } from 'vitest';
import { useStore } from '#server/db/testing.ts';
import { assign, listForPerson } from './assignment.ts';
import { enroll, leave, listPlaces } from './enrollment.ts';
import { addLearner, compileExample, getPlace, publishExample, stepOf } from './example.ts';
import { completeStep } from './progress.ts';
import { setModules } from './set-module.ts';

useStore();

const monday = new Date('2026-11-02T15:00:00Z');
const friday = new Date('2026-11-06T15:00:00Z');

async function begin() {
	const course = await publishExample(monday);
	const ana = await addLearner('Ana', monday);
	const set = (module: string, dueOn: string, occasion = 'workshop') =>
		assign([ana.id], { course: 'example', module, occasion, dueOn, timeZone: 'UTC' }, 'ines', monday);
	const list = async (now = monday, offered = [course]) => {
		const places = await listPlaces(ana.id);
		const assignments = await listForPerson(ana.id);
		return setModules(
			assignments,
			places,
			places.map(() => course),
			offered,
			now
		);
	};
	return { course, ana, set, list };
}

test('who is not in the course yet sees where its module begins', async () => {
	const { set, list } = await begin();
	await set('doors', '2026-11-05');
	expect(await list()).toMatchObject([
		{
			course: 'example',
			courseTitle: { en: 'An example' },
			module: 'doors',
			title: { en: 'Doors' },
			dueOn: '2026-11-05',
			enrolled: false,
			standing: { state: 'not begun', late: false, steps: 3, stepsDone: 0 },
			next: { name: 'doors/first', kind: 'lesson', minutes: 6 }
		}
	]);
	expect((await list(friday))[0]).toMatchObject({ standing: { late: true } });
});

test('who is in it sees the next step, and none once all are done; the earliest day comes first', async () => {
	const { course, ana, set, list } = await begin();
	await set('people', '2026-11-20');
	await set('doors', '2026-11-05');
	await enroll(ana.id, course, monday);
	const place = await getPlace(ana.id, 'example');
	await completeStep(place, course, ...stepOf(course, 'doors/first'), monday);
	await completeStep(place, course, ...stepOf(course, 'people/second'), monday);
	expect(
		(await list(friday)).map(({ module, standing, next, enrolled }) => [module, standing.state, next?.name, enrolled])
	).toEqual([
		['doors', 'under way', 'doors/map', true],
		['people', 'done', undefined, true]
	]);
});

test('who left the course begins again by coming back, where they left off', async () => {
	const { course, ana, set, list } = await begin();
	await set('doors', '2026-11-05');
	await enroll(ana.id, course, monday);
	await completeStep(await getPlace(ana.id, 'example'), course, ...stepOf(course, 'doors/first'), monday);
	await leave(ana.id, 'example', monday);
	expect(await list()).toMatchObject([{ enrolled: false, next: { name: 'doors/map' } }]);
});

test('a module that was set twice is there once, with the earlier day', async () => {
	const { set, list } = await begin();
	await set('doors', '2026-11-20', 'batch');
	await set('doors', '2026-11-05', 'workshop');
	expect(await list()).toMatchObject([{ dueOn: '2026-11-05', occasion: 'workshop' }]);
});

test('a module that is not in the edition of one’s place, or on offer no more, can’t be done and is not shown', async () => {
	const { set, list } = await begin();
	await set('unknown', '2026-11-05');
	await set('doors', '2026-11-05');
	expect(await list(monday, [])).toEqual([]);
	const other = { ...(await compileExample()), course: 'other' };
	expect(await list(monday, [other])).toEqual([]);
});
