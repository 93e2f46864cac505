import { isNotNull } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { feedback, response } from '#server/assessment/tables.ts';
import { credential } from '#server/certification/tables.ts';
import { listCredentials } from '#server/certification/credential.ts';
import { path } from '#server/content/edition.ts';
import { read } from '#server/db/store.ts';
import { kind, useStore } from '#server/db/testing.ts';
import { listPlaces } from '#server/learning/enrollment.ts';
import { publishExample } from '#server/learning/example.ts';
import { standing } from '#server/learning/progress.ts';
import { listRecord } from '#server/learning/record.ts';
import { completion, departure, enrollment, progress, recordEntry } from '#server/learning/tables.ts';
import { letter } from '#server/mail/tables.ts';
import { findByEmail, findByPassword } from '#server/people/person.ts';
import { findSignedIn, signIn, type SignedIn } from '#server/people/session.ts';
import { consent, organization, person, role } from '#server/people/tables.ts';
import { previewLate } from '#server/workshops/mailing.ts';
import { attendance, mailing, workshop } from '#server/workshops/tables.ts';
import { findFacilitated } from '#server/workshops/workshop.ts';
import { demoAccounts, demoPassword } from './accounts.ts';
import { isDemo } from './demo.ts';
import { fillDemo, isEmpty } from './fill.ts';
import { crowdSize, inventCrowd } from './crowd.ts';
import { people } from './people.ts';
import { countries } from './tree.ts';

useStore();

const now = new Date('2026-11-23T15:00:00Z');
const origin = 'http://127.0.0.1:3000';
const longAgo = new Date('2025-10-01T00:00:00Z');

// The demo is served on SQLite; a PostgreSQL inside this process is too slow for a crowd, and gets it in part below.
test.runIf(kind === 'sqlite')(
	'a demo fills in seconds: five countries, forty institutions, six hundred people',
	async () => {
		const course = await publishExample(longAgo);
		expect([await isEmpty(), await isDemo()]).toEqual([true, false]);
		const begun = performance.now();
		await fillDemo([course], origin, now);
		expect(performance.now() - begun).toBeLessThan(20_000);
		expect([await isEmpty(), await isDemo()]).toEqual([false, true]);

		const everybody = await read().select().from(person);
		const invited = everybody.filter(({ emailConfirmedAt }) => !emailConfirmedAt);
		expect([everybody.length - invited.length, invited.length]).toEqual([people.length + crowdSize, 3]);
		expect(people.length + crowdSize).toBeGreaterThanOrEqual(600);
		expect(everybody.filter(({ organizationId }) => !organizationId)).toEqual([]);
		expect(new Set(everybody.map(({ passwordHash }) => passwordHash)).size).toBe(2);
		for (const missing of ['sex', 'sector', 'profession'] as const)
			expect(everybody.filter((each) => each[missing] === null).length).toBeGreaterThan(5);
		const organizations = await read().select().from(organization);
		const kinds = (name: string) => organizations.filter((each) => each.kind === name).length;
		expect([countries.length, kinds('country'), kinds('institution')]).toEqual([5, 5, 40]);
		expect(kinds('team')).toBeGreaterThan(5);
		expect((await read().select().from(completion)).length).toBeGreaterThan(100);
		expect((await read().select().from(credential)).length).toBe((await read().select().from(completion)).length);
	}
);

test('who has a name of their own has done what is said of them: all, part of it, nothing', async () => {
	const course = await publishExample(longAgo);
	await fillDemo([course], origin, now, []);
	const enrolled = people.filter(({ share }) => share !== undefined);
	expect((await read().select().from(enrollment)).length).toBe(enrolled.length);
	expect((await read().select().from(consent)).length).toBe(2 * people.length);

	const steps = path(course).length;
	for (const { email, share, leaves } of people) {
		const account = (await findByEmail(email))!;
		const [place] = await listPlaces(account.id);
		if (share === undefined) expect(place).toBeUndefined();
		else {
			expect([email, standing(course, place).stepsDone]).toEqual([email, Math.round(steps * share)]);
			expect(place?.leftAt !== undefined).toBe(leaves === true);
			expect(place?.completedAt !== undefined).toBe(share === 1);
		}
	}
	const done = people.filter(({ share }) => share === 1).length;
	const underWay = enrolled.filter(({ share }) => share! > 0 && share! < 1).length;
	const notBegun = people.length - done - underWay;
	expect([done > 1, underWay > 2, notBegun > 1]).toEqual([true, true, true]);
	expect((await read().select().from(completion)).length).toBe(done);
	expect((await read().select().from(credential)).length).toBe(done);
	const kinds = (await read().select().from(letter)).map((each) => each.kind);
	expect(kinds.filter((each) => each === 'certificate-issued').length).toBe(done);
});

test('everybody whom a demo offers at a tap can sign in, in their role', async () => {
	await fillDemo([await publishExample(longAgo)], origin, now, []);
	for (const { email, role: name } of demoAccounts) {
		const account = await findByPassword(email, demoPassword);
		expect(account?.emailConfirmedAt).toBeTruthy();
		const roles = (await read().select().from(role)).filter(({ personId }) => personId === account!.id);
		expect(roles.map((each) => each.role)).toEqual(name === 'counselor' ? [] : [name]);
	}
});

test('all people of a demo are visibly invented, no letter can reach anybody, and they are the same each time', () => {
	const everybody = [...people, ...inventCrowd()];
	for (const { email } of everybody) expect(email).toMatch(/^[a-z0-9.]+@demo\.example$/);
	expect(new Set(everybody.map(({ email }) => email)).size).toBe(everybody.length);
	expect(inventCrowd()).toEqual(inventCrowd());
});

test('nothing in a demo lies in the future, and each record adds up', async () => {
	const course = await publishExample(longAgo);
	await fillDemo([course], origin, now, inventCrowd().slice(0, 60));
	const days = [
		...(await read().select({ at: enrollment.enrolledAt }).from(enrollment)),
		...(await read().select({ at: progress.doneAt }).from(progress)),
		...(await read().select({ at: departure.leftAt }).from(departure)),
		...(await read().select({ at: completion.completedAt }).from(completion)),
		...(await read().select({ at: recordEntry.doneAt }).from(recordEntry)),
		...(await read().select({ at: credential.issuedAt }).from(credential))
	];
	for (const { at } of days) expect(at.getTime()).toBeLessThanOrEqual(now.getTime());
	for (const { email, share } of people.filter((each) => each.share === 1)) {
		const account = (await findByEmail(email))!;
		const online = (await listRecord(account.id)).filter(({ kind }) => kind === 'module');
		const minutes = online.reduce((sum, entry) => sum + entry.minutes, 0);
		expect([share, minutes]).toEqual([1, course.onlineMinutes]);
		expect((await listCredentials(account.id))[0]?.snapshot.name).toBe(account.name);
	}
});

test('the quizzes of a demo were answered, and passed', async () => {
	await fillDemo([await publishExample(longAgo)], origin, now, []);
	const marked = await read().select({ score: response.score }).from(response).where(isNotNull(response.score));
	expect(marked.length).toBeGreaterThan(50);
	expect(new Set(marked.map(({ score }) => score))).toEqual(new Set([100]));
});

test('without a course that can be published there are people all the same', async () => {
	await fillDemo([], origin, now, []);
	expect((await read().select().from(person)).length).toBe(people.length);
	expect(await read().select().from(enrollment)).toEqual([]);
});

test('workshops of a demo are past and to come, with people who are late, minutes attended and one that was cancelled', async () => {
	await fillDemo([await publishExample(longAgo)], origin, now, inventCrowd().slice(0, 80));
	const workshops = await read().select().from(workshop);
	const today = now.toISOString().slice(0, 10);
	expect(workshops.filter(({ endsOn }) => endsOn < today).length).toBe(2);
	expect(workshops.filter(({ startsOn }) => startsOn > today).length).toBe(4);
	expect(workshops.filter(({ cancelledAt }) => cancelledAt).length).toBe(1);
	const [next] = workshops.filter(({ place }) => place.includes('Antigua'));
	expect(
		(await previewLate((await findFacilitated(await account('facilitator'), next!.id))!, now)).late.length
	).toBeGreaterThan(2);
	const attended = (await read().select().from(recordEntry)).filter(({ kind: each }) => each === 'session');
	expect(attended.length).toBeGreaterThan(10);
	expect((await read().select().from(attendance)).length).toBeGreaterThan(attended.length);
	expect((await read().select().from(feedback)).length).toBeGreaterThan(0);
	const mailings = (await read().select().from(mailing)).map(({ kind: each }) => each);
	expect(new Set(mailings)).toEqual(new Set(['invitation', 'late', 'cancelled']));
});

// Somebody of the demo as their pages know them.
async function account(name: string): Promise<SignedIn> {
	const found = (await findByEmail(`${name}@demo.example`))!;
	return (await findSignedIn(await signIn(found.id, 'a browser', new Date()), new Date()))!;
}
