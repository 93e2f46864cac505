import { count } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { path } from '#server/content/edition.ts';
import { newId } from '#server/db/id.ts';
import { statementCount } from '#server/db/statements.ts';
import { read, write } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { letter } from '#server/mail/tables.ts';
import { setReminders } from '#server/people/person.ts';
import { deactivation, token } from '#server/people/tables.ts';
import { findToken, useToken } from '#server/people/token.ts';
import { enroll, leave } from './enrollment.ts';
import { addPlace, publishExample, stepOf } from './example.ts';
import { completeStep } from './progress.ts';
import { remind } from './reminder.ts';

useStore();

const origin = 'https://puente.example.org';
const monday = new Date('2026-11-02T08:00:00Z');
const daysLater = (days: number) => new Date(monday.getTime() + days * 24 * 3600_000);
const letters = () => read().select().from(letter);

test('somebody who was away for a week gets one letter, in their language, that leads to the next step', async () => {
	const course = await publishExample(monday);
	const place = await addPlace('Ana', course, monday, { email: 'ana@example.org', language: 'es' });
	await completeStep(place, course, ...stepOf(course, 'before/pre'), monday);
	expect(await remind(origin, daysLater(6.9))).toBe(0);
	expect(await remind(origin, daysLater(7))).toBe(1);
	const [sent] = await letters();
	expect(sent).toMatchObject({
		personId: place.personId,
		address: 'ana@example.org',
		language: 'es',
		kind: 'go-on',
		link: `${origin}/es/courses/example/doors/first`
	});
	expect(sent!.body).toContain('Ana');
	expect(sent!.body).toContain('Una primera puerta');
	expect(sent!.subject).toContain('Un ejemplo');
	expect(sent!.body).toContain(`${origin}/es/stop-reminders/`);
});

test('one time away gets one letter, however often the job runs and however many servers run it', async () => {
	const course = await publishExample(monday);
	await addPlace('Ana', course, monday);
	const written = await Promise.all([1, 2, 3].map(() => remind(origin, daysLater(8))));
	expect(written.reduce((sum, each) => sum + each, 0)).toBe(1);
	for (let day = 8; day < 60; day += 4) expect(await remind(origin, daysLater(day))).toBe(0);
	expect(await letters()).toHaveLength(1);
	// A job that writes no letter makes no link either.
	expect(await read().select({ links: count() }).from(token)).toEqual([{ links: 1 }]);
});

test('the next time away gets another letter', async () => {
	const course = await publishExample(monday);
	const place = await addPlace('Ana', course, monday);
	await remind(origin, daysLater(8));
	await completeStep(place, course, ...stepOf(course, 'before/pre'), daysLater(9));
	expect(await remind(origin, daysLater(15))).toBe(0);
	expect(await remind(origin, daysLater(17))).toBe(1);
	expect(await letters()).toHaveLength(2);
});

test('after two months people are left in peace', async () => {
	await addPlace('Ana', await publishExample(monday), monday);
	expect(await remind(origin, daysLater(61))).toBe(0);
});

test('nobody is reminded who turned reminders off, left, completed the course, or has no confirmed address', async () => {
	const course = await publishExample(monday);
	const off = await addPlace('Off', course, monday);
	await setReminders(off.personId, false);
	const left = await addPlace('Left', course, monday);
	await leave(left.personId, 'example', daysLater(1));
	const completed = await addPlace('Completed', course, monday);
	for (const { name } of path(course)) await completeStep(completed, course, ...stepOf(course, name), monday);
	await addPlace('Unconfirmed', course, monday, { emailConfirmedAt: null });
	await addPlace('Erased', course, monday, { email: null, erasedAt: monday });
	expect(await remind(origin, daysLater(10))).toBe(0);
	expect(await letters()).toEqual([]);
});

test('nobody is reminded while they are deactivated; once they are let in again, they are', async () => {
	const course = await publishExample(monday);
	const { personId } = await addPlace('Ana', course, monday);
	const deactivated = { id: newId(), personId, reason: 'moved away', deactivatedBy: personId, deactivatedAt: monday };
	await write(async (tx) => {
		await tx.insert(deactivation).values(deactivated);
	});
	expect(await remind(origin, daysLater(10))).toBe(0);
	await write(async (tx) => {
		await tx.update(deactivation).set({ endedAt: daysLater(11), endedBy: personId });
	});
	expect(await remind(origin, daysLater(12))).toBe(1);
});

test('whoever was away for long once, and has done steps since, is reminded by their last step alone', async () => {
	const course = await publishExample(monday);
	const place = await addPlace('Ana', course, monday);
	await leave(place.personId, 'example', daysLater(1));
	await enroll(place.personId, course, daysLater(70));
	await completeStep(place, course, ...stepOf(course, 'before/pre'), daysLater(90));
	await completeStep(place, course, ...stepOf(course, 'doors/first'), daysLater(100));
	expect(await remind(origin, daysLater(106))).toBe(0);
	expect(await remind(origin, daysLater(107))).toBe(1);
	await leave(place.personId, 'example', daysLater(120));
	expect(await remind(origin, daysLater(130))).toBe(0);
	expect(await remind(origin, daysLater(161))).toBe(0);
});

test('of many, only those are looked at whom a letter is due', async () => {
	const course = await publishExample(monday);
	for (let number = 0; number < 30; number++) await addPlace(`Recent ${number}`, course, daysLater(60));
	for (let number = 0; number < 30; number++) await addPlace(`Long gone ${number}`, course, monday);
	await addPlace('Ana', course, daysLater(50));
	const before = statementCount();
	expect(await remind(origin, daysLater(62))).toBe(1);
	expect(statementCount() - before).toBeLessThan(12);
	const again = statementCount();
	expect(await remind(origin, daysLater(62.25))).toBe(0);
	expect(statementCount() - again).toBe(2);
});

test('coming back after having left is a visit: no letter the same day', async () => {
	const course = await publishExample(monday);
	const place = await addPlace('Ana', course, monday);
	await leave(place.personId, 'example', daysLater(1));
	await enroll(place.personId, course, daysLater(20));
	expect(await remind(origin, daysLater(20))).toBe(0);
	expect(await remind(origin, daysLater(28))).toBe(1);
});

test('each of two courses has its own letter, and each person theirs', async () => {
	const course = await publishExample(monday);
	const ana = await addPlace('Ana', course, monday);
	const luis = await addPlace('Luis', course, monday);
	expect(await remind(origin, daysLater(8))).toBe(2);
	expect(new Set((await letters()).map(({ personId }) => personId))).toEqual(new Set([ana.personId, luis.personId]));
});

test('the link in the letter turns reminders off, once, and looking at it does not', async () => {
	const course = await publishExample(monday);
	const place = await addPlace('Ana', course, monday);
	await remind(origin, daysLater(8));
	const [sent] = await letters();
	const secret = /stop-reminders\/([\w-]+)/.exec(sent!.body)![1]!;
	const later = daysLater(50);
	expect(await findToken('stop-reminders', secret, later)).toMatchObject({ personId: place.personId });
	expect(await findToken('stop-reminders', secret, later)).toBeDefined();
	expect(await useToken('stop-reminders', secret, later)).toMatchObject({ personId: place.personId });
	expect(await useToken('stop-reminders', secret, later)).toBeUndefined();
	expect(await findToken('stop-reminders', secret, daysLater(99))).toBeUndefined();
});
