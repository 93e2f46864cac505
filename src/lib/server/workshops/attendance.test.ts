import { expect, test } from 'vitest';
import { eraseAccount } from '#server/account/account.ts';
import { forgetCatalogue } from '#server/content/catalogue.ts';
import type { Edition } from '#server/content/course.ts';
import { read } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { enroll } from '#server/learning/enrollment.ts';
import { addLearner, getPlace, publishExample, stepOf } from '#server/learning/example.ts';
import { completeStep } from '#server/learning/progress.ts';
import { listRecord, sumByTopic } from '#server/learning/record.ts';
import { completion, recordEntry } from '#server/learning/tables.ts';
import type { Person } from '#server/people/person.ts';
import type { SignedIn } from '#server/people/session.ts';
import { listMarks, markAttendance, NotYet } from './attendance.ts';
import { putOnList } from './example-plan.ts';
import { addRoom, letJoin, takeOff } from './example-room.ts';
import { addSession, findSession, holdOn, listSessions } from './session.ts';
import { attendance } from './tables.ts';
import type { Workshop } from './workshop.ts';

useStore();

const sunday = new Date('2026-11-01T18:00:00Z');
const monday = new Date('2026-11-02T18:00:00Z');
const tuesday = new Date('2026-11-03T18:00:00Z');
const december = new Date('2026-12-01T18:00:00Z');
const step = 'people/table';

interface Room {
	course: Edition;
	room: Workshop;
	facilitator: SignedIn;
	people: Person[];
	/** The session of the example course, of 45 minutes. */
	table: string;
}

async function begin(...names: string[]): Promise<Room> {
	const course = await publishExample(sunday);
	const { room, facilitator } = await addRoom(sunday);
	const people = [];
	for (const name of names) people.push(await addLearner(name, sunday));
	for (const person of people) await letJoin(room.id, person, sunday);
	return { course, room, facilitator, people, table: (await listSessions(room.id))[0]!.id };
}

const minutesOf = async (person: Pick<Person, 'id'>) => (await listRecord(person.id)).map(({ minutes }) => minutes);
const totalOf = async (person: Pick<Person, 'id'>) => sumByTopic(await listRecord(person.id)).minutes;

test('minutes that are marked stand in the record, with the course’s topics, the day and who entered them', async () => {
	const { room, facilitator, people, table, course } = await begin('Ana', 'Luis', 'Eva');
	const [ana, luis, eva] = people as [Person, Person, Person];
	const minutes = new Map([
		[ana.id, 45],
		[luis.id, 30]
	]);
	expect(await markAttendance(room, table, minutes, facilitator.id, monday)).toEqual({
		changed: [ana.id, luis.id],
		refused: []
	});
	expect(await listRecord(luis.id)).toMatchObject([
		{
			kind: 'session',
			course: 'example',
			title: { en: 'A first door' },
			courseTitle: { en: 'An example' },
			minutes: 30,
			topics: ['social-integration'],
			evidence: `session:${table}`,
			edition: course.hash,
			doneAt: monday,
			enteredByName: 'Inés Cabral',
			isCorrection: false
		}
	]);
	expect([await minutesOf(ana), await minutesOf(eva)]).toEqual([[45], []]);
	expect(await listMarks(table)).toMatchObject([
		{ name: 'Ana', minutes: 45, markedBy: 'Inés Cabral', markedAt: monday },
		{ name: 'Luis', minutes: 30 }
	]);
	expect(await findSession(room.id, table)).toMatchObject({ marked: 2, heldOn: '2026-11-02' });
});

test('saving the same again changes nothing', async () => {
	const { room, facilitator, people, table } = await begin('Ana');
	const whole = new Map([[people[0]!.id, 45]]);
	await markAttendance(room, table, whole, facilitator.id, monday);
	const before = [await listMarks(table), await listRecord(people[0]!.id)];
	expect(await markAttendance(room, table, whole, 'another', tuesday)).toEqual({ changed: [], refused: [] });
	expect([await listMarks(table), await listRecord(people[0]!.id)]).toEqual(before);
});

test('a correction is an entry of its own beside the first, on the day of the session', async () => {
	const { room, facilitator, people, table } = await begin('Ana');
	const [ana] = people as [Person];
	const other = await addLearner('Omar', sunday);
	const mark = (minutes: number, by: string, now: Date) =>
		markAttendance(room, table, new Map([[ana.id, minutes]]), by, now);
	await mark(45, facilitator.id, monday);
	await mark(20, other.id, tuesday);
	await mark(0, facilitator.id, december);
	await mark(45, facilitator.id, december);
	expect(await listRecord(ana.id)).toMatchObject([
		{ minutes: 45, evidence: `session:${table}#4`, doneAt: monday, isCorrection: true },
		{ minutes: -20, evidence: `session:${table}#3`, doneAt: monday, isCorrection: true },
		{ minutes: -25, evidence: `session:${table}#2`, doneAt: monday, isCorrection: true, enteredByName: 'Omar' },
		{ minutes: 45, evidence: `session:${table}`, doneAt: monday, isCorrection: false, enteredByName: 'Inés Cabral' }
	]);
	expect(sumByTopic(await listRecord(ana.id))).toEqual({
		topics: [{ topic: 'social-integration', minutes: 45 }],
		minutes: 45
	});
});

test('whoever was absent is marked, and their record says nothing', async () => {
	const { room, facilitator, people, table } = await begin('Ana');
	expect(await markAttendance(room, table, new Map([[people[0]!.id, 0]]), facilitator.id, monday)).toMatchObject({
		changed: [people[0]!.id]
	});
	expect(await listMarks(table)).toMatchObject([{ minutes: 0 }]);
	expect(await listRecord(people[0]!.id)).toEqual([]);
});

test('everybody else is marked with the whole length, once, and nobody who was marked before', async () => {
	const { room, facilitator, people, table } = await begin('Ana', 'Luis', 'Eva', 'Raúl');
	const [ana, luis, eva, raul] = people as [Person, Person, Person, Person];
	await markAttendance(room, table, new Map([[ana.id, 10]]), facilitator.id, monday);
	const others = { others: 'all of it' } as const;
	const marked = await markAttendance(room, table, new Map([[luis.id, 0]]), facilitator.id, monday, others);
	expect(new Set(marked!.changed)).toEqual(new Set([luis.id, eva.id, raul.id]));
	expect([await totalOf(ana), await totalOf(luis), await totalOf(eva), await totalOf(raul)]).toEqual([10, 0, 45, 45]);
	expect(await markAttendance(room, table, new Map(), facilitator.id, tuesday, others)).toMatchObject({ changed: [] });
});

test('minutes that nobody can have been there are refused, and nothing of the form is kept', async () => {
	const { room, facilitator, people, table } = await begin('Ana', 'Luis');
	const [ana, luis] = people as [Person, Person];
	for (const minutes of [-5, 46, 1e9, 90.5, 12.5, NaN, Infinity]) {
		const both = new Map([
			[ana.id, 45],
			[luis.id, minutes]
		]);
		await expect(markAttendance(room, table, both, facilitator.id, monday)).rejects.toThrow(RangeError);
	}
	expect([await listMarks(table), await minutesOf(ana)]).toEqual([[], []]);
});

test('only those who joined this workshop and still take part are marked', async () => {
	const { room, facilitator, people, table } = await begin('Ana', 'Luis');
	const [ana, luis] = people as [Person, Person];
	const invited = await addLearner('Invited', sunday);
	await putOnList(room.id, invited, sunday);
	const elsewhere = await addLearner('Elsewhere', sunday);
	await letJoin((await addRoom(sunday)).room.id, elsewhere, sunday);
	const erased = await addLearner('Erased', sunday);
	await letJoin(room.id, erased, sunday);
	await eraseAccount(erased.id, sunday);
	await takeOff(luis, monday);
	const everybody = [ana, luis, invited, elsewhere, erased, { id: 'nobody' }].map(({ id }) => id);
	const marked = await markAttendance(room, table, new Map(everybody.map((id) => [id, 45])), facilitator.id, monday, {
		others: 'all of it'
	});
	expect(marked).toEqual({ changed: [ana.id], refused: everybody.slice(1) });
	expect((await read().select().from(recordEntry)).map(({ personId }) => personId)).toEqual([ana.id]);
});

test('another workshop’s session, or one that was never planned, can’t be marked', async () => {
	const { room, facilitator, people } = await begin('Ana');
	const { room: other } = await addRoom(sunday);
	const theirs = (await listSessions(other.id))[0]!.id;
	const whole = new Map([[people[0]!.id, 45]]);
	for (const id of [theirs, 'nothing', ''])
		expect(await markAttendance(room, id, whole, facilitator.id, monday)).toBeUndefined();
	expect(await read().select().from(attendance)).toEqual([]);
});

test('nobody is marked before the day of the session', async () => {
	const { room, facilitator, people, table } = await begin('Ana');
	const mark = (now: Date) => markAttendance(room, table, new Map([[people[0]!.id, 45]]), facilitator.id, now);
	await expect(mark(sunday)).rejects.toThrow(NotYet);
	await holdOn(room, table, '2026-11-03');
	await expect(mark(monday)).rejects.toThrow(NotYet);
	expect(await listMarks(table)).toEqual([]);
	await mark(tuesday);
	expect(await listRecord(people[0]!.id)).toMatchObject([{ doneAt: tuesday }]);
});

test('the session’s step is done for whoever was there and learns the course, and nothing more is', async () => {
	const { room, facilitator, people, table, course } = await begin('Ana', 'Luis', 'Eva');
	const [ana, luis, eva] = people as [Person, Person, Person];
	await enroll(ana.id, course, sunday);
	await enroll(luis.id, course, sunday);
	const minutes = new Map([
		[ana.id, 1],
		[luis.id, 0],
		[eva.id, 45]
	]);
	await markAttendance(room, table, minutes, facilitator.id, december);
	// Where nobody said on which day, it was the last of the workshop.
	const wednesday = new Date('2026-11-04T18:00:00Z');
	expect([...(await getPlace(ana.id, 'example')).done]).toEqual([[step, wednesday]]);
	expect((await getPlace(luis.id, 'example')).done.size).toBe(0);
	expect(await read().select().from(completion)).toEqual([]);
	await markAttendance(room, table, new Map([[ana.id, 0]]), facilitator.id, december);
	expect((await getPlace(ana.id, 'example')).done.size).toBe(1);
	expect(await totalOf(ana)).toBe(0);
});

test('a session does not complete a course whose other steps are done, nor count its module', async () => {
	const { room, facilitator, people, table, course } = await begin('Ana');
	const [ana] = people as [Person];
	await enroll(ana.id, course, sunday);
	await completeStep(await getPlace(ana.id, 'example'), course, ...stepOf(course, 'people/second'), sunday);
	expect(await minutesOf(ana)).toEqual([6]);
	await markAttendance(room, table, new Map([[ana.id, 45]]), facilitator.id, monday);
	expect((await minutesOf(ana)).sort()).toEqual([45, 6]);
	expect(await read().select().from(completion)).toEqual([]);
});

test('whoever learns an older edition has the step done in theirs, if it has the step', async () => {
	const { room, facilitator, people, table, course } = await begin('Ana');
	const [ana] = people as [Person];
	await enroll(ana.id, course, sunday);
	await publishExample(monday, {
		'courses/example/course.yaml': (text) => text.replace('An example', 'Another title')
	});
	forgetCatalogue();
	await markAttendance(room, table, new Map([[ana.id, 45]]), facilitator.id, monday);
	expect((await getPlace(ana.id, 'example')).done.has(step)).toBe(true);
	expect(await listRecord(ana.id)).toMatchObject([{ courseTitle: { en: 'Another title' } }]);
});

test('a session that no course has counts for the course it was added to', async () => {
	const { room, facilitator, people, course } = await begin('Ana');
	const [ana] = people as [Person];
	await enroll(ana.id, course, sunday);
	const circle = await addSession(room, { title: 'Círculo', course: 'example', minutes: 30 }, facilitator.id, sunday);
	await markAttendance(room, circle, new Map([[ana.id, 30]]), facilitator.id, monday);
	expect(await listRecord(ana.id)).toMatchObject([{ title: { es: 'Círculo' }, minutes: 30, course: 'example' }]);
	expect((await getPlace(ana.id, 'example')).done.size).toBe(0);
});

test('several who mark at once leave one total, and every entry adds up to it', async () => {
	const { room, facilitator, people, table } = await begin('Ana', 'Luis');
	const [ana, luis] = people as [Person, Person];
	await Promise.all(
		[45, 20, 45, 10, 20].map((minutes, place) =>
			markAttendance(
				room,
				table,
				new Map([[ana.id, minutes]]),
				facilitator.id,
				monday,
				place % 2 ? { others: 'all of it' } : {}
			)
		)
	);
	const marks = new Map((await listMarks(table)).map(({ personId, minutes }) => [personId, minutes]));
	expect([await totalOf(ana), await totalOf(luis)]).toEqual([marks.get(ana.id), 45]);
	expect(await minutesOf(luis)).toEqual([45]);
});

test('erasing an account leaves the minutes and takes the name', async () => {
	const { room, facilitator, people, table } = await begin('Ana', 'Luis');
	const [ana, luis] = people as [Person, Person];
	const whole = new Map(people.map(({ id }) => [id, 45]));
	await markAttendance(room, table, whole, facilitator.id, monday);
	await eraseAccount(ana.id, tuesday);
	await eraseAccount(facilitator.id, tuesday);
	expect((await listMarks(table)).map(({ name, minutes, markedBy }) => [name, minutes, markedBy]).sort()).toEqual([
		['', 45, ''],
		['Luis', 45, '']
	]);
	expect(await listRecord(luis.id)).toMatchObject([{ minutes: 45, enteredByName: '' }]);
	expect(await findSession(room.id, table)).toMatchObject({ marked: 1, isMarked: true });
});

test('whatever several facilitators mark in whatever order, records add up to what attendance says, and no line is ever changed', async () => {
	const { room, facilitator, people, table } = await begin('Ana', 'Luis', 'Eva');
	const circle = await addSession(room, { title: 'Círculo', course: 'example', minutes: 30 }, facilitator.id, sunday);
	const markers = [facilitator.id, (await addLearner('Omar', sunday)).id, (await addLearner('Rosa', sunday)).id];
	const random = seeded(20261102);
	const lengths = { [table]: 45, [circle]: 30 };
	let lines: (typeof recordEntry.$inferSelect)[] = [];
	for (let round = 0; round < 40; round++) {
		await Promise.all(
			markers.map((marker) => {
				const session = random() < 0.5 ? table : circle;
				const length = lengths[session]!;
				const some = people.filter(() => random() < 0.6);
				const minutes = new Map(
					some.map(({ id }) => [id, random() < 0.3 ? length : Math.floor(random() * (length + 1))])
				);
				const others = random() < 0.2 ? ({ others: 'all of it' } as const) : {};
				return markAttendance(room, session, minutes, marker, monday, others);
			})
		);
		const after = await read().select().from(recordEntry);
		for (const line of lines) expect(after).toContainEqual(line);
		lines = after;
		const marks = await read().select().from(attendance);
		for (const { id } of people)
			for (const session of [table, circle]) {
				const own = lines.filter(
					(line) => line.personId === id && line.evidence.split('#')[0] === `session:${session}`
				);
				const mark = marks.find((each) => each.personId === id && each.sessionId === session);
				expect(own.reduce((sum, line) => sum + line.minutes, 0)).toBe(mark?.minutes ?? 0);
			}
	}
	expect(lines.length).toBeGreaterThan(40);
});

/** Numbers from 0 to 1 that are the same in every run. */
function seeded(seed: number): () => number {
	return () => {
		seed = (seed * 1664525 + 1013904223) % 2 ** 32;
		return seed / 2 ** 32;
	};
}
