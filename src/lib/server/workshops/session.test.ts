import { expect, test } from 'vitest';
import { write } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { addLearner, publishExample } from '#server/learning/example.ts';
import { markAttendance } from './attendance.ts';
import { addRoom, letJoin, takeOff } from './example-room.ts';
import {
	addSession,
	bringBack,
	findSession,
	followSessions,
	holdOn,
	listRemoved,
	listSessions,
	removeSession
} from './session.ts';
import { workshopCourse } from './tables.ts';

useStore();

const sunday = new Date('2026-11-01T18:00:00Z');
const monday = new Date('2026-11-02T18:00:00Z');

async function begin() {
	const course = await publishExample(sunday);
	return { course, ...(await addRoom(sunday)) };
}

const another = (text: string) =>
	text.replace(
		'- { id: table, kind: session, minutes: 45, outcomes: [map-people] }',
		'- { id: table, kind: session, minutes: 45, outcomes: [map-people] }\n      - { id: round, kind: session, minutes: 45, outcomes: [map-people] }'
	);
const copied = 'courses/example/people/round';

test('a workshop has the sessions of its courses, once', async () => {
	const { course, room } = await begin();
	expect(await listSessions(room.id)).toMatchObject([
		{ course: 'example', step: 'people/table', minutes: 45, heldOn: null, marked: 0, isMarked: false }
	]);
	await write((tx) => followSessions(tx, room.id, [course], 'somebody', monday));
	expect(await listSessions(room.id)).toMatchObject([{ addedAt: sunday }]);
});

test('a session that a later edition adds comes to those that are there, which stay as they are', async () => {
	const { room } = await begin();
	const [table] = await listSessions(room.id);
	const text = `---\ntitle: Round\nroom: Chairs\nmaterials: [Sheets]\nagenda:\n  - { what: Talk, minutes: 45 }\n---\n\nTalk.\n\n:::facilitator\nListen.\n:::\n`;
	const later = await publishExample(monday, {
		'courses/example/course.yaml': another,
		[`${copied}.en.md`]: text,
		[`${copied}.es.md`]: text
	});
	await write((tx) => followSessions(tx, room.id, [later], 'somebody', monday));
	expect(await listSessions(room.id)).toMatchObject([table!, { step: 'people/round', title: { en: 'Round' } }]);
});

test('a course without sessions gives none', async () => {
	const { course, room } = await begin();
	const before = await listSessions(room.id);
	const modules = course.modules.filter(({ id }) => id !== 'people');
	await write((tx) => followSessions(tx, room.id, [{ course: 'another', modules }], 'somebody', sunday));
	await write((tx) => followSessions(tx, room.id, [], 'somebody', sunday));
	expect(await listSessions(room.id)).toEqual(before);
});

test('a session that is added by hand stands behind the others of its course, and the same form sent twice is one', async () => {
	const { room, facilitator } = await begin();
	const circle = { title: 'Círculo', course: 'example', minutes: 30 };
	const ids = await Promise.all([1, 2, 3].map(() => addSession(room, circle, facilitator.id, sunday)));
	expect(new Set(ids).size).toBe(1);
	expect(await listSessions(room.id)).toMatchObject([
		{ step: 'people/table' },
		{ id: ids[0], step: null, title: { es: 'Círculo' }, minutes: 30 }
	]);
	await addSession(room, { ...circle, minutes: 60 }, facilitator.id, sunday);
	expect(await listSessions(room.id)).toHaveLength(3);
});

test('a session takes whole minutes within bounds, and belongs to a course of its workshop', async () => {
	const { room } = await begin();
	const add = (minutes: number, course = 'example') =>
		addSession(room, { title: 'Círculo', course, minutes }, 'somebody', sunday);
	for (const minutes of [-5, 0, 4, 4.5, 601, 1e9, NaN]) await expect(add(minutes)).rejects.toThrow(RangeError);
	await expect(add(30, 'another')).rejects.toThrow('not about another');
	await add(5);
	await add(600);
	expect(await listSessions(room.id)).toHaveLength(3);
});

test('a session gets a day of its workshop, and loses it again', async () => {
	const { room } = await begin();
	const [table] = await listSessions(room.id);
	expect(await holdOn(room, table!.id, '2026-11-04')).toBe(true);
	expect(await findSession(room.id, table!.id)).toMatchObject({ heldOn: '2026-11-04' });
	for (const day of ['2026-11-01', '2026-11-05'])
		await expect(holdOn(room, table!.id, day)).rejects.toThrow('no day of workshop');
	expect(await holdOn(room, table!.id, undefined)).toBe(true);
	expect(await findSession(room.id, table!.id)).toMatchObject({ heldOn: null });
});

test('a removed session can be brought back, and planning the workshop again does not do so', async () => {
	const { course, room } = await begin();
	const [table] = await listSessions(room.id);
	expect(await removeSession(room.id, table!.id, 'somebody', monday)).toBe(true);
	expect(await removeSession(room.id, table!.id, 'another', monday)).toBe(false);
	await write((tx) => followSessions(tx, room.id, [course], 'somebody', monday));
	expect([await listSessions(room.id), await findSession(room.id, table!.id)]).toEqual([[], undefined]);
	expect(await listRemoved(room.id)).toMatchObject([{ id: table!.id, removedBy: 'somebody' }]);
	expect(await bringBack(room.id, table!.id)).toBe(true);
	expect(await listSessions(room.id)).toEqual([table]);
	expect(await bringBack(room.id, table!.id)).toBe(false);
});

test('once somebody was marked, also absent, a session stays, and so does its day', async () => {
	const { room, facilitator } = await begin();
	const ana = await addLearner('Ana', sunday);
	await letJoin(room.id, ana, sunday);
	const [table] = await listSessions(room.id);
	await markAttendance(room, table!.id, new Map([[ana.id, 0]]), facilitator.id, monday);
	expect(await removeSession(room.id, table!.id, facilitator.id, monday)).toBe(false);
	expect(await holdOn(room, table!.id, '2026-11-03')).toBe(false);
	expect(await findSession(room.id, table!.id)).toMatchObject({ heldOn: '2026-11-02', marked: 1, isMarked: true });
	await takeOff(ana, monday);
	expect(await findSession(room.id, table!.id)).toMatchObject({ marked: 0, isMarked: true });
	expect(await removeSession(room.id, table!.id, facilitator.id, monday)).toBe(false);
});

test('sessions of a course that the workshop is about no more are shown only where somebody was marked', async () => {
	const { room, facilitator } = await begin();
	const circle = await addSession(room, { title: 'Círculo', course: 'example', minutes: 30 }, facilitator.id, sunday);
	const ana = await addLearner('Ana', sunday);
	await letJoin(room.id, ana, sunday);
	await markAttendance(room, circle, new Map([[ana.id, 30]]), facilitator.id, monday);
	await write((tx) => tx.delete(workshopCourse));
	expect((await listSessions(room.id)).map(({ id }) => id)).toEqual([circle]);
});

test('another workshop’s session is neither found, changed nor removed', async () => {
	const { room } = await begin();
	const { room: other } = await addRoom(sunday);
	const [table] = await listSessions(room.id);
	expect(await findSession(other.id, table!.id)).toBeUndefined();
	expect(await holdOn(other, table!.id, '2026-11-02')).toBe(false);
	expect(await removeSession(other.id, table!.id, 'somebody', monday)).toBe(false);
	expect(await listSessions(room.id)).toEqual([table]);
});
