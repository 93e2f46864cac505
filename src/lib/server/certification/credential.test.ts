import { expect, test } from 'vitest';
import { eraseAccount } from '#server/account/account.ts';
import type { Edition } from '#server/content/course.ts';
import { path } from '#server/content/edition.ts';
import { read } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import type { Place } from '#server/learning/enrollment.ts';
import { addPlace, publishExample, stepOf } from '#server/learning/example.ts';
import { completeStep } from '#server/learning/progress.ts';
import { enterSession, listRecord } from '#server/learning/record.ts';
import { letter } from '#server/mail/tables.ts';
import { addOrganization, renameOrganization } from '#server/people/organization.ts';
import { changeProfile, getPerson, type Person } from '#server/people/person.ts';
import { findCredential, issueDue, listCredentials, ownData } from './credential.ts';
import { findHoldings } from './holdings.ts';
import { printedNumber, readNumber } from './number.ts';
import { credential } from './tables.ts';

useStore();

const origin = 'https://puente.example.org';
const monday = new Date('2026-11-02T08:00:00Z');
const night = new Date('2026-11-03T03:00:00Z');
const friday = new Date('2026-11-06T08:00:00Z');

async function complete(name: string, course: Edition, now: Date, about?: Partial<Person>): Promise<Place> {
	const place = await addPlace(name, course, monday, about);
	for (const step of path(course)) await completeStep(place, course, ...stepOf(course, step.name), now);
	return place;
}

const papers = () => read().select().from(credential);
const letters = () => read().select().from(letter);

test('a completion becomes a paper that says all it shall say', async () => {
	const course = await publishExample(monday);
	await addOrganization({ kind: 'region', name: { en: 'Network', es: 'Red' } }, monday);
	const place = await complete('María José Peña', course, night, { timeZone: 'America/Guatemala' });
	expect(await issueDue(origin, friday)).toBe(1);
	const [paper] = await listCredentials(place.personId);
	expect(paper).toMatchObject({ kind: 'completion', personId: place.personId, issuedAt: friday });
	expect(paper!.snapshot).toEqual({
		name: 'María José Peña',
		course: { id: 'example', code: 'X1', title: { en: 'An example', es: 'Un ejemplo' }, edition: course.hash },
		outcomes: course.outcomes.map(({ words }) => words),
		minutesOnline: 59,
		minutesAttended: 0,
		// In Guatemala it was still Monday.
		completedOn: '2026-11-02',
		issuedOn: '2026-11-06',
		issuer: { en: 'Network', es: 'Red' }
	});
	expect(readNumber(paper!.number)).toBe(paper!.number);
	expect(await findCredential(paper!.number)).toEqual(paper);
});

test('a paper says how much was attended of its course until it was issued, corrections included, and stays as it is', async () => {
	const course = await publishExample(monday);
	const place = await complete('Ana', course, monday);
	const other = await complete('Luis', course, monday);
	const session = { course: 'example', title: {}, courseTitle: {}, topics: [], edition: course.hash };
	const attend = (minutes: number, sessionId = 's1', about = {}) =>
		enterSession(new Map([[place.personId, minutes]]), { ...session, sessionId, ...about }, monday, 'somebody');
	await attend(90);
	await attend(45);
	await attend(20, 's2');
	await attend(300, 's3', { course: 'another' });
	await issueDue(origin, friday);
	const [paper] = await listCredentials(place.personId);
	expect(paper!.snapshot).toMatchObject({ minutesOnline: 59, minutesAttended: 65 });
	expect((await listCredentials(other.personId))[0]!.snapshot).toMatchObject({ minutesAttended: 0 });
	await attend(90);
	await issueDue(origin, friday);
	expect(await listCredentials(place.personId)).toEqual([paper]);
	for (const id of [place.personId, other.personId, 'nobody'])
		expect(await findHoldings(id)).toEqual({ record: await listRecord(id), credentials: await listCredentials(id) });
});

test('its holder gets one letter, in their language, that leads to its public page', async () => {
	const course = await publishExample(monday);
	const place = await complete('Ana', course, monday, { language: 'es', email: 'ana@example.org' });
	await issueDue(origin, monday);
	const [paper] = await listCredentials(place.personId);
	expect(await letters()).toMatchObject([
		{
			kind: 'certificate-issued',
			personId: place.personId,
			address: 'ana@example.org',
			language: 'es',
			link: `${origin}/es/verify/${printedNumber(paper!.number)}`
		}
	]);
	expect((await letters())[0]?.subject).toContain('Un ejemplo');
});

test('a completion gives one paper and one letter, however often and at once it is asked', async () => {
	const course = await publishExample(monday);
	await complete('Ana', course, monday);
	await complete('Luis', course, monday);
	const issued = await Promise.all(Array.from({ length: 6 }, () => issueDue(origin, monday)));
	expect(issued.reduce((sum, each) => sum + each, 0)).toBe(2);
	expect(await issueDue(origin, friday)).toBe(0);
	expect(await papers()).toHaveLength(2);
	expect(await letters()).toHaveLength(2);
});

test('an unfinished course gives none', async () => {
	const course = await publishExample(monday);
	const place = await addPlace('Ana', course, monday);
	for (const step of path(course).slice(1)) await completeStep(place, course, ...stepOf(course, step.name), monday);
	expect(await issueDue(origin, monday)).toBe(0);
});

test('asked for one enrollment, only that one gets its paper', async () => {
	const course = await publishExample(monday);
	const ana = await complete('Ana', course, monday);
	const luis = await complete('Luis', course, monday);
	expect(await issueDue(origin, monday, luis.id)).toBe(1);
	expect(await listCredentials(ana.personId)).toEqual([]);
	expect(await listCredentials(luis.personId)).toHaveLength(1);
});

test('somebody without an address gets the paper all the same', async () => {
	const course = await publishExample(monday);
	await complete('Ana', course, monday, { email: null });
	expect(await issueDue(origin, monday)).toBe(1);
	expect(await letters()).toEqual([]);
});

test('a paper stays as it is when name, course, issuer and time zone change later', async () => {
	const course = await publishExample(monday);
	const root = await addOrganization({ kind: 'region', name: { en: 'Network', es: 'Red' } }, monday);
	const place = await complete('Ana', course, monday);
	await issueDue(origin, monday);
	const [before] = await listCredentials(place.personId);

	const person = await getPerson(place.personId);
	await changeProfile(person.id, { ...person, name: 'Somebody Else', timeZone: 'Asia/Tokyo', language: 'es' });
	await renameOrganization(root.id, { en: 'Another', es: 'Otra' });
	await publishExample(friday, {
		'courses/example/course.yaml': (text) => text.replace('An example', 'Another title').replace('code: X1', 'code: X9')
	});
	expect(await issueDue(origin, friday)).toBe(0);
	expect(await findCredential(before!.number)).toEqual(before);
});

test('after its holder’s account was erased a paper is still found, word for word, without a way back to the person', async () => {
	const course = await publishExample(monday);
	const place = await complete('Ana', course, monday);
	await issueDue(origin, monday);
	const [before] = await listCredentials(place.personId);
	await eraseAccount(place.personId, friday);
	expect(await findCredential(before!.number)).toEqual({ ...before, personId: undefined });
	expect(await listCredentials(place.personId)).toEqual([]);
	expect(await ownData(place.personId)).toEqual({ credentials: [] });
	expect(await issueDue(origin, friday)).toBe(0);
});

test('whoever erases their account before the paper was issued gets none', async () => {
	const course = await publishExample(monday);
	const place = await complete('Ana', course, monday);
	await eraseAccount(place.personId, monday);
	expect(await issueDue(origin, friday)).toBe(0);
});

test('an unknown number is nobody’s', async () => {
	expect(await findCredential('222222222222')).toBeUndefined();
});
