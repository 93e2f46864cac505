import { expect, test } from 'vitest';
import { useStore } from '#server/db/testing.ts';
import { addLearner, addPlace, publishExample, stepOf } from './example.ts';
import { completeStep } from './progress.ts';
import { enterModule, enterSession, listRecord, ownData, sumAttended, sumByTopic } from './record.ts';

useStore();

const monday = new Date('2026-11-02T08:00:00Z');
const tuesday = new Date('2026-11-03T08:00:00Z');
const session = {
	sessionId: 's1',
	course: 'example',
	title: { es: 'Círculo' },
	courseTitle: { en: 'An example' },
	topics: ['ethics', 'hiv'],
	edition: 'e1'
};

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

test('what a session counts for is the sum of its entries: a new total enters the difference, the same one nothing', async () => {
	const [ana, luis, helper] = await Promise.all(['Ana', 'Luis', 'Inés'].map((name) => addLearner(name, monday)));
	const enter = (minutes: [string, number][]) => enterSession(new Map(minutes), session, tuesday, helper!.id);
	await enter([
		[ana!.id, 90],
		[luis!.id, 0]
	]);
	await enter([[ana!.id, 90]]);
	await enter([
		[ana!.id, 30],
		[luis!.id, 45]
	]);
	expect(await listRecord(ana!.id)).toMatchObject([
		{ minutes: -60, evidence: 'session:s1#2', doneAt: tuesday, isCorrection: true, enteredByName: 'Inés' },
		{ minutes: 90, evidence: 'session:s1', doneAt: tuesday, isCorrection: false, topics: ['ethics', 'hiv'] }
	]);
	expect(sumByTopic(await listRecord(ana!.id))).toEqual({
		topics: [
			{ topic: 'ethics', minutes: 30 },
			{ topic: 'hiv', minutes: 30 }
		],
		minutes: 30
	});
	expect(await listRecord(luis!.id)).toMatchObject([{ minutes: 45, evidence: 'session:s1', isCorrection: false }]);
});

test('the same total entered several times at once counts once, and different ones add up to the one that came last', async () => {
	const ana = await addLearner('Ana', monday);
	const enter = (minutes: number) => enterSession(new Map([[ana.id, minutes]]), session, tuesday, 'somebody');
	await Promise.all([90, 90, 90].map(enter));
	expect(await listRecord(ana.id)).toHaveLength(1);
	await Promise.all([10, 20, 30].map(enter));
	const total = sumByTopic(await listRecord(ana.id)).minutes;
	expect([10, 20, 30]).toContain(total);
	await enter(total);
	expect(await listRecord(ana.id)).toHaveLength(4);
});

test('a session whose id begins like another’s is another', async () => {
	const ana = await addLearner('Ana', monday);
	await enterSession(new Map([[ana.id, 90]]), { ...session, sessionId: 's12' }, tuesday, 'somebody');
	await enterSession(new Map([[ana.id, 30]]), session, tuesday, 'somebody');
	expect((await listRecord(ana.id)).map(({ evidence, minutes }) => [evidence, minutes]).sort()).toEqual([
		['session:s1', 30],
		['session:s12', 90]
	]);
});

test('what was attended of a course is what its sessions count for, without its modules', async () => {
	const course = await publishExample(monday);
	const ana = await addPlace('Ana', course, monday);
	const luis = await addLearner('Luis', monday);
	await enterModule(ana, course, stepOf(course, 'doors/first')[0], monday);
	await enterSession(new Map([[ana.personId, 90]]), session, tuesday, 'somebody');
	await enterSession(new Map([[ana.personId, 40]]), session, tuesday, 'somebody');
	await enterSession(new Map([[ana.personId, 25]]), { ...session, sessionId: 's2' }, tuesday, 'somebody');
	await enterSession(new Map([[ana.personId, 5]]), { ...session, sessionId: 's3', course: 'other' }, tuesday, 'x');
	const attended = await sumAttended([ana.personId, luis.id]);
	expect([attended(ana.personId, 'example'), attended(ana.personId, 'other'), attended(luis.id, 'example')]).toEqual([
		65, 5, 0
	]);
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
		{ minutes: 7, topics: [] },
		{ minutes: 45, topics: ['care'] },
		{ minutes: -45, topics: ['care'] }
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
