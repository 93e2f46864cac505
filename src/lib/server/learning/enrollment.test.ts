import { expect, test } from 'vitest';
import { findCourse, forgetCatalogue } from '#server/content/catalogue.ts';
import { publish } from '#server/content/edition.ts';
import { read } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { enroll, findPlace, lastVisit, leave, listPlaces } from './enrollment.ts';
import { addLearner, addPlace, compileExample, getPlace, publishExample, stepOf } from './example.ts';
import { completeStep } from './progress.ts';
import { departure, enrollment } from './tables.ts';

useStore();

const monday = new Date('2026-11-02T08:00:00Z');
const tuesday = new Date('2026-11-03T08:00:00Z');
const wednesday = new Date('2026-11-04T08:00:00Z');
const corrected = { 'glossary.yaml': (text: string) => text.replace('helps a person', 'helps somebody') };

test('enrolling twice keeps the first place', async () => {
	const course = await publishExample(monday);
	const ana = await addLearner('Ana', monday);
	const first = await enroll(ana.id, course, monday);
	expect(await enroll(ana.id, course, tuesday)).toEqual(first);
	expect(first.enrolledAt).toEqual(monday);
});

test('enrolling twice at once gives one place', async () => {
	const course = await publishExample(monday);
	const ana = await addLearner('Ana', monday);
	const places = await Promise.all(Array.from({ length: 8 }, () => enroll(ana.id, course, monday)));
	expect(new Set(places.map(({ id }) => id)).size).toBe(1);
	expect(await read().select().from(enrollment)).toHaveLength(1);
});

test('nobody can enroll who does not exist, nor in an edition that was never published', async () => {
	const course = await publishExample(monday);
	await expect(enroll('nobody', course, monday)).rejects.toThrow();
	const ana = await addLearner('Ana', monday);
	await expect(enroll(ana.id, { course: 'example', hash: 'ffffffffffffffff' }, monday)).rejects.toThrow();
	expect(await read().select().from(enrollment)).toEqual([]);
});

test('whoever leaves and comes back finds what they had done, on their edition', async () => {
	const course = await publishExample(monday);
	const place = await addPlace('Ana', course, monday);
	await completeStep(place, course, ...stepOf(course, 'doors/first'), monday);
	await leave(place.personId, 'example', tuesday);
	expect((await getPlace(place.personId, 'example')).leftAt).toEqual(tuesday);

	const newer = await publishExample(tuesday, corrected);
	await enroll(place.personId, newer, wednesday);
	const back = await getPlace(place.personId, 'example');
	expect(back.leftAt).toBeUndefined();
	expect(back.edition).toBe(course.hash);
	expect(back.enrolledAt).toEqual(monday);
	expect([...back.done]).toEqual([['doors/first', monday]]);
	expect(await read().select().from(departure)).toMatchObject([{ leftAt: tuesday, returnedAt: wednesday }]);
});

test('leaving twice is leaving once; one can leave again after coming back', async () => {
	const course = await publishExample(monday);
	const place = await addPlace('Ana', course, monday);
	await Promise.all([leave(place.personId, 'example', monday), leave(place.personId, 'example', monday)]);
	await leave(place.personId, 'example', tuesday);
	expect(await read().select().from(departure)).toMatchObject([{ leftAt: monday, returnedAt: null }]);
	await enroll(place.personId, course, tuesday);
	await leave(place.personId, 'example', wednesday);
	expect((await getPlace(place.personId, 'example')).leftAt).toEqual(wednesday);
	expect(await read().select().from(departure)).toHaveLength(2);
});

test('leaving a course one is not in changes nothing', async () => {
	await publishExample(monday);
	const ana = await addLearner('Ana', monday);
	await leave(ana.id, 'example', monday);
	await leave(ana.id, 'no-such-course', monday);
	expect(await read().select().from(departure)).toEqual([]);
});

test('a new publication changes nothing for those under way, and new learners get it', async () => {
	const course = await publishExample(monday);
	const ana = await addPlace('Ana', course, monday);
	const newer = await publishExample(tuesday, corrected);
	expect(newer.hash).not.toBe(course.hash);
	forgetCatalogue();
	const onOffer = (await findCourse('example'))!;
	const luis = await addPlace('Luis', onOffer, wednesday);
	expect([(await getPlace(ana.personId, 'example')).edition, luis.edition]).toEqual([course.hash, newer.hash]);
});

test('a place tells only of its own course and its own person', async () => {
	const course = await publishExample(monday);
	const ana = await addPlace('Ana', course, monday);
	const luis = await addPlace('Luis', course, monday);
	await completeStep(luis, course, ...stepOf(course, 'doors/first'), monday);
	expect((await getPlace(ana.personId, 'example')).done.size).toBe(0);
	expect(await findPlace(ana.personId, 'another')).toBeUndefined();
	expect(await findPlace('nobody', 'example')).toBeUndefined();
});

test('places are listed with the latest visited first', async () => {
	const course = await publishExample(monday);
	const other = { ...(await compileExample()), course: 'another', hash: 'aaaaaaaaaaaaaaaa' };
	await publish(other, monday);
	const place = await addPlace('Ana', course, monday);
	await enroll(place.personId, other, tuesday);
	expect((await listPlaces(place.personId)).map((each) => each.course)).toEqual(['another', 'example']);
	await completeStep(place, course, ...stepOf(course, 'doors/first'), wednesday);
	const places = await listPlaces(place.personId);
	expect(places.map((each) => each.course)).toEqual(['example', 'another']);
	expect(places.map(lastVisit)).toEqual([wednesday, tuesday]);
});
