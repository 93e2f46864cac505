import { expect, test } from 'vitest';
import type { Edition, Step } from '#server/content/course.ts';
import { path } from '#server/content/edition.ts';
import { read } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import type { Place } from './enrollment.ts';
import { addPlace, compileExample, getPlace, publishExample, stepOf } from './example.ts';
import { completeStep, nextOpen, standing } from './progress.ts';
import { listRecord } from './record.ts';
import { completion, progress, recordEntry, recordTopic } from './tables.ts';

useStore();

const monday = new Date('2026-11-02T08:00:00Z');
const tuesday = new Date('2026-11-03T08:00:00Z');
const wednesday = new Date('2026-11-04T08:00:00Z');

const finish = (place: Place, course: Edition, name: string, now: Date) =>
	completeStep(place, course, ...stepOf(course, name), now);

async function finishAll(place: Place, course: Edition, now: Date, names = path(course).map(({ name }) => name)) {
	for (const name of names) await finish(place, course, name, now);
}

test("a module's minutes enter the record with its last step, with the course's topics", async () => {
	const course = await publishExample(monday);
	const place = await addPlace('Ana', course, monday);
	expect(await finish(place, course, 'doors/first', monday)).toEqual({ module: false, course: false });
	expect(await finish(place, course, 'doors/map', monday)).toEqual({ module: false, course: false });
	expect(await listRecord(place.personId)).toEqual([]);
	expect(await finish(place, course, 'doors/check', tuesday)).toEqual({ module: true, course: false });
	expect(await listRecord(place.personId)).toMatchObject([
		{
			personId: place.personId,
			kind: 'module',
			course: 'example',
			title: { en: 'Doors', es: 'Puertas' },
			courseTitle: { en: 'An example', es: 'Un ejemplo' },
			minutes: 6 + 20 + 9,
			topics: ['social-integration'],
			evidence: 'module:example/doors',
			edition: course.hash,
			doneAt: tuesday,
			enteredBy: place.personId
		}
	]);
});

test('a course with several topics counts for each of them', async () => {
	const topics = (text: string) => text.replace('topics: [social-integration]', 'topics: [social-integration, ethics]');
	const course = await publishExample(monday, { 'courses/example/course.yaml': topics });
	const place = await addPlace('Ana', course, monday);
	await finish(place, course, 'people/second', monday);
	const [entry] = await listRecord(place.personId);
	expect(entry?.topics.sort()).toEqual(['ethics', 'social-integration']);
});

test('the steps of a module may be done in any order', async () => {
	const course = await publishExample(monday);
	const orders = [
		'first map check',
		'first check map',
		'map first check',
		'map check first',
		'check first map',
		'check map first'
	];
	for (const order of orders) {
		const place = await addPlace('Ana', course, monday);
		const finished = [];
		for (const id of order.split(' ')) finished.push(await finish(place, course, `doors/${id}`, monday));
		expect(finished.map(({ module }) => module)).toEqual([false, false, true]);
		expect(await listRecord(place.personId)).toHaveLength(1);
	}
});

test('doing a step twice changes nothing', async () => {
	const course = await publishExample(monday);
	const place = await addPlace('Ana', course, monday);
	await finishAll(place, course, monday);
	const before = await getPlace(place.personId, 'example');
	expect(await finish(place, course, 'doors/check', wednesday)).toEqual({ module: false, course: false });
	expect(await getPlace(place.personId, 'example')).toEqual(before);
	expect(await read().select().from(recordEntry)).toHaveLength(4);
	expect(await read().select().from(recordTopic)).toHaveLength(4);
});

test('a step that arrives several times at once is done once, and its module counts once', async () => {
	const course = await publishExample(monday);
	const place = await addPlace('Ana', course, monday);
	await finishAll(place, course, monday, ['doors/first', 'doors/map']);
	const finished = await Promise.all(Array.from({ length: 8 }, () => finish(place, course, 'doors/check', monday)));
	expect(finished.filter(({ module }) => module)).toHaveLength(1);
	expect(await listRecord(place.personId)).toHaveLength(1);
});

test('the last steps of a course that arrive all at once complete it once', async () => {
	const course = await publishExample(monday);
	const place = await addPlace('Ana', course, monday);
	const finished = await Promise.all(path(course).map(({ name }) => finish(place, course, name, tuesday)));
	expect(finished.filter((each) => each.course)).toHaveLength(1);
	expect(finished.filter((each) => each.module)).toHaveLength(4);
	expect(await read().select().from(completion)).toEqual([{ enrollmentId: place.id, completedAt: tuesday }]);
	expect((await listRecord(place.personId)).map(({ minutes }) => minutes).sort((a, b) => a - b)).toEqual([6, 9, 9, 35]);
});

test('the course is complete with its last online step, and the day stays', async () => {
	const course = await publishExample(monday);
	const place = await addPlace('Ana', course, monday);
	await finishAll(place, course, monday, ['before/pre', 'doors/first', 'doors/map', 'doors/check', 'after/post']);
	expect((await getPlace(place.personId, 'example')).completedAt).toBeUndefined();
	expect(await finish(place, course, 'people/second', tuesday)).toEqual({ module: true, course: true });
	await finish(place, course, 'people/second', wednesday);
	expect((await getPlace(place.personId, 'example')).completedAt).toEqual(tuesday);
});

test('a session neither blocks nor completes anything, before the rest or after it', async () => {
	const course = await publishExample(monday);
	const place = await addPlace('Ana', course, monday);
	expect(await finish(place, course, 'people/table', monday)).toEqual({ module: false, course: false });
	expect(await listRecord(place.personId)).toEqual([]);
	await finishAll(place, course, tuesday);
	const minutes = (await listRecord(place.personId)).reduce((sum, entry) => sum + entry.minutes, 0);
	expect(minutes).toBe(course.onlineMinutes);

	const late = await addPlace('Luis', course, monday);
	await finishAll(late, course, tuesday);
	expect(await finish(late, course, 'people/table', wednesday)).toEqual({ module: false, course: false });
	expect(await listRecord(late.personId)).toHaveLength(4);
});

test('the same module of another edition is the same work, and counts once', async () => {
	const course = await publishExample(monday);
	const ana = await addPlace('Ana', course, monday);
	await finish(ana, course, 'people/second', monday);
	const longer = (text: string) => text.replace('second, kind: lesson, minutes: 6', 'second, kind: lesson, minutes: 7');
	const newer = await publishExample(tuesday, { 'courses/example/course.yaml': longer });
	await completeStep({ ...ana, edition: newer.hash }, newer, ...stepOf(newer, 'people/second'), tuesday);
	expect((await listRecord(ana.personId)).map(({ minutes }) => minutes)).toEqual([6]);
});

test('a step is done only in the edition the enrollment pins', async () => {
	const course = await publishExample(monday);
	const place = await addPlace('Ana', course, monday);
	const newer = await publishExample(tuesday, {
		'courses/example/course.yaml': (text) => text.replace('code: X1', 'code: X2')
	});
	await expect(finish(place, newer, 'doors/first', tuesday)).rejects.toThrow('edition');
	expect(await read().select().from(progress)).toEqual([]);
});

test('where entering the record fails, the step is not done either', async () => {
	const course = await publishExample(monday);
	const place = await addPlace('Ana', course, monday);
	const somebodyElse = { ...place, personId: 'nobody' };
	await expect(finish(somebodyElse, course, 'people/second', monday)).rejects.toThrow();
	expect(await read().select().from(progress)).toEqual([]);
});

const course = await compileExample();
const done = (...names: string[]) => ({ done: new Map(names.map((name) => [name, monday])) });
const all = path(course).map(({ name }) => name);

test('standing counts steps and minutes without the sessions, and names the next open step', () => {
	expect(standing(course, undefined)).toMatchObject({
		steps: 6,
		stepsDone: 0,
		minutes: 59,
		minutesLeft: 59,
		percent: 0
	});
	expect(standing(course, undefined).next?.name).toBe('before/pre');
	const half = standing(course, done('before/pre', 'doors/map', 'people/table'));
	expect(half).toMatchObject({ stepsDone: 2, minutesLeft: 59 - 9 - 20, percent: Math.round((29 / 59) * 100) });
	expect(half.next).toMatchObject({ name: 'doors/first', module: { id: 'doors' }, step: { id: 'first' } });
	expect(standing(course, done(...all))).toMatchObject({ stepsDone: 6, minutesLeft: 0, percent: 100, next: undefined });
});

test('a hundred percent is shown only when nothing is left', () => {
	const stretched = structuredClone(course);
	for (const { step } of path(stretched)) (step as Step).minutes = step.id === 'post' ? 1 : 500;
	expect(standing(stretched, done(...all.slice(0, -1))).percent).toBe(99);
});

test('steps of an older outline that are gone count for nothing', () => {
	expect(standing(course, done('doors/removed', 'gone/first'))).toMatchObject({ stepsDone: 0, percent: 0 });
});

test('the next open step comes after the one just done, then from the beginning', () => {
	expect(nextOpen(course, done('before/pre'), 'before/pre')?.name).toBe('doors/first');
	expect(nextOpen(course, done('doors/first', 'doors/map'), 'doors/first')?.name).toBe('doors/check');
	expect(nextOpen(course, done('doors/first', 'after/post'), 'after/post')?.name).toBe('before/pre');
	expect(nextOpen(course, done(...all), 'doors/check')).toBeUndefined();
	expect(nextOpen(course, done(...all.slice(1)), 'before/pre')).toBeUndefined();
});

test('from a session one goes on to a step that is open', () => {
	expect(nextOpen(course, done(), 'people/table')?.name).toBe('before/pre');
});
