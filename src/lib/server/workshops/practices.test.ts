import { expect, test } from 'vitest';
import { eraseAccount } from '#server/account/account.ts';
import { findSubmission, saveDraft, submitPractice } from '#server/assessment/practice.ts';
import { feedback } from '#server/assessment/tables.ts';
import type { Edition, Practice } from '#server/content/course.ts';
import { read, write } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { addPlace, publishExample, stepOf } from '#server/learning/example.ts';
import { letter } from '#server/mail/tables.ts';
import { putOnList } from './example-plan.ts';
import { addRoom, letJoin, takeOff } from './example-room.ts';
import { commentPractice, findPractice, listPractices } from './practices.ts';
import { workshopCourse } from './tables.ts';

useStore();

const origin = 'https://puente.example.org';
const monday = new Date('2026-11-02T08:00:00Z');
const tuesday = new Date('2026-11-03T08:00:00Z');
const wednesday = new Date('2026-11-04T08:00:00Z');
const step = 'doors/map';
const words = { levels: { file: 3, people: 4, doors: 2, words: 1 }, note: 'Strong.' };

async function handIn(name: string, course: Edition, begin: string, now = monday) {
	const place = await addPlace(name, course, monday);
	const [module, practice] = stepOf<Practice>(course, step);
	await submitPractice(place, module, practice, { begin }, 'en', now);
	const submit = async (begin: string, now: Date) => {
		await submitPractice(place, module, practice, { begin }, 'en', now);
		return (await findSubmission(place.id, step))!.id;
	};
	return { id: place.personId, place, module, practice, submit, work: (await findSubmission(place.id, step))!.id };
}

test('facilitators see what those who joined handed in: without feedback first, then the latest', async () => {
	const course = await publishExample(monday);
	const { room, facilitator } = await addRoom(monday);
	const [ana, luis, eva] = [
		await handIn('Ana', course, 'Ana writes.', monday),
		await handIn('Luis', course, 'Luis writes.', tuesday),
		await handIn('Eva', course, 'Eva writes.', wednesday)
	];
	for (const each of [ana, luis, eva]) await letJoin(room.id, each, monday);
	expect((await listPractices(room.id)).map(({ name }) => name)).toEqual(['Ana', 'Luis', 'Eva']);
	expect(await commentPractice(room.id, ana.work, words, facilitator, origin, wednesday)).toBe(true);
	expect(await listPractices(room.id)).toMatchObject([
		{ name: 'Luis', feedback: 0, title: { en: 'A first door' } },
		{ name: 'Eva', feedback: 0 },
		{ name: 'Ana', feedback: 1 }
	]);
	const better = await ana.submit('Ana writes better.', wednesday);
	expect((await listPractices(room.id)).map(({ id }) => id)).toEqual([luis.work, eva.work, better]);
	expect(await findPractice(room.id, ana.work)).toMatchObject({
		work: { answers: { begin: 'Ana writes.' }, feedback: [{ note: 'Strong.' }] },
		practice: { id: 'map' }
	});
});

test('nobody reads what is not theirs to read: of the uninvited, the invited, the removed, another workshop or another course', async () => {
	const course = await publishExample(monday);
	const { room, facilitator } = await addRoom(monday);
	const { room: other } = await addRoom(monday);
	const [uninvited, invited, removed, elsewhere] = [
		await handIn('Uninvited', course, 'x'),
		await handIn('Invited', course, 'x'),
		await handIn('Removed', course, 'x'),
		await handIn('Elsewhere', course, 'x')
	];
	await putOnList(room.id, invited, monday);
	await letJoin(room.id, removed, monday);
	await takeOff(removed, tuesday);
	await letJoin(other.id, elsewhere, monday);
	expect(await listPractices(room.id)).toEqual([]);
	for (const { work } of [uninvited, invited, removed, elsewhere, { work: 'nothing' }, { work: '' }]) {
		expect(await findPractice(room.id, work)).toBeUndefined();
		expect(await commentPractice(room.id, work, words, facilitator, origin, tuesday)).toBe(false);
	}
	expect(await findPractice(other.id, elsewhere.work)).toBeDefined();
	await write((tx) => tx.delete(workshopCourse));
	expect([await listPractices(other.id), await findPractice(other.id, elsewhere.work)]).toEqual([[], undefined]);
	expect([await read().select().from(feedback), await read().select().from(letter)]).toEqual([[], []]);
});

test('what is still being written is read by nobody', async () => {
	const course = await publishExample(monday);
	const { room } = await addRoom(monday);
	const place = await addPlace('Ana', course, monday);
	const [module, practice] = stepOf<Practice>(course, step);
	await letJoin(room.id, { id: place.personId }, monday);
	await saveDraft(place, module, practice, { begin: 'Not yet.' }, monday);
	expect(await listPractices(room.id)).toEqual([]);
});

test('an author who is removed or erases their account while somebody reads gets no feedback', async () => {
	const course = await publishExample(monday);
	const { room, facilitator } = await addRoom(monday);
	const [ana, luis] = [await handIn('Ana', course, 'Ana writes.'), await handIn('Luis', course, 'Luis writes.')];
	for (const each of [ana, luis]) await letJoin(room.id, each, monday);
	await takeOff(ana, tuesday);
	await eraseAccount(luis.id, tuesday);
	for (const { work } of [ana, luis])
		expect(await commentPractice(room.id, work, words, facilitator, origin, tuesday)).toBe(false);
	expect(await read().select().from(feedback)).toEqual([]);
});

test('a practice is read in the edition it was written in', async () => {
	const course = await publishExample(monday);
	const { room, facilitator } = await addRoom(monday);
	const ana = await handIn('Ana', course, 'Ana writes.');
	await letJoin(room.id, ana, monday);
	await publishExample(tuesday, {
		'courses/example/doors/map.en.md': (text) =>
			text.replace('A first door', 'Another title').replaceAll('id: words', 'id: later'),
		'courses/example/doors/map.es.md': (text) => text.replaceAll('id: words', 'id: later')
	});
	expect((await listPractices(room.id))[0]?.title.en).toBe('A first door');
	expect((await findPractice(room.id, ana.work))?.practice.rubric.map(({ id }) => id)).toContain('words');
	expect(await commentPractice(room.id, ana.work, words, facilitator, origin, wednesday)).toBe(true);
});

test('two facilitators at once both say what they say', async () => {
	const course = await publishExample(monday);
	const { room, facilitator } = await addRoom(monday);
	const ana = await handIn('Ana', course, 'Ana writes.');
	await letJoin(room.id, ana, monday);
	const other = { id: facilitator.id + 'x', name: 'Rosa' };
	await Promise.all(
		[facilitator, other, facilitator, other].map((giver) =>
			commentPractice(room.id, ana.work, words, giver, origin, tuesday)
		)
	);
	expect(await read().select().from(feedback)).toHaveLength(2);
	expect(await read().select().from(letter)).toHaveLength(2);
});
