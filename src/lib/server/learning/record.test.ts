import { expect, test } from 'vitest';
import { useStore } from '#server/db/testing.ts';
import { addLearner, addPlace, publishExample, stepOf } from './example.ts';
import { completeStep } from './progress.ts';
import { enterModule, listRecord, ownData, sumByTopic } from './record.ts';

useStore();

const monday = new Date('2026-11-02T08:00:00Z');
const tuesday = new Date('2026-11-03T08:00:00Z');

test('the record shows what was done last first', async () => {
	const course = await publishExample(monday);
	const place = await addPlace('Ana', course, monday);
	await completeStep(place, course, ...stepOf(course, 'people/second'), monday);
	await completeStep(place, course, ...stepOf(course, 'before/pre'), tuesday);
	expect((await listRecord(place.personId)).map(({ evidence }) => evidence)).toEqual([
		'module:example/before',
		'module:example/people'
	]);
});

test('the same evidence counts once, also when it is entered several times at once', async () => {
	const course = await publishExample(monday);
	const place = await addPlace('Ana', course, monday);
	const [module] = stepOf(course, 'doors/first');
	await Promise.all(Array.from({ length: 5 }, () => enterModule(place, course, module, monday)));
	await enterModule(place, course, module, tuesday);
	expect(await listRecord(place.personId)).toMatchObject([{ minutes: 35, doneAt: monday }]);
});

test('a record is its own person’s', async () => {
	const course = await publishExample(monday);
	const ana = await addPlace('Ana', course, monday);
	const luis = await addLearner('Luis', monday);
	await enterModule(ana, course, stepOf(course, 'doors/first')[0], monday);
	expect(await listRecord(luis.id)).toEqual([]);
	expect((await ownData(luis.id)).record).toEqual([]);
});

test('an entry counts for each of its topics, but once in all', () => {
	const entries = [
		{ minutes: 30, topics: ['ethics'] },
		{ minutes: 50, topics: ['ethics', 'hiv'] },
		{ minutes: 100, topics: ['hiv'] },
		{ minutes: 7, topics: [] }
	];
	expect(sumByTopic(entries)).toEqual({
		topics: [
			{ topic: 'hiv', minutes: 150 },
			{ topic: 'ethics', minutes: 80 }
		],
		minutes: 187
	});
	expect(sumByTopic([])).toEqual({ topics: [], minutes: 0 });
});
