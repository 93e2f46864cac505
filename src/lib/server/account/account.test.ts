import { getTableColumns, getTableName, isTable } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { handIn, keepAnswers } from '#server/assessment/attempt.ts';
import { withEveryKind } from '#server/assessment/example.ts';
import { compareSubmission, saveDraft, submitPractice } from '#server/assessment/practice.ts';
import { findCredential, issueDue, listCredentials } from '#server/certification/credential.ts';
import type { Edition, Practice, Quiz } from '#server/content/course.ts';
import { path, publish } from '#server/content/edition.ts';
import type { table } from '#server/db/columns.ts';
import { read, write } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { rightAnswer } from '#server/demo/answers.ts';
import { assign } from '#server/learning/assignment.ts';
import { enroll, leave } from '#server/learning/enrollment.ts';
import { addLearner, compileExample, getPlace, stepOf } from '#server/learning/example.ts';
import { completeStep } from '#server/learning/progress.ts';
import { accept } from '#server/people/acceptance.ts';
import { askToChangeEmail, forgotPassword } from '#server/people/access.ts';
import { inviteByLetter } from '#server/people/invitation.ts';
import { addOrganization } from '#server/people/organization.ts';
import { changeProfile, findByEmail, getPerson, signUp, type Person } from '#server/people/person.ts';
import { findSignedIn, signIn, type SignedIn } from '#server/people/session.ts';
import { deactivation } from '#server/people/tables.ts';
import { reachAs, secretFor } from '#server/people/testing.ts';
import { planFor, planned, putOnList } from '#server/workshops/example-plan.ts';
import { keepList } from '#server/workshops/list/draft.ts';
import { inviteParticipants } from '#server/workshops/participation.ts';
import { listSessions } from '#server/workshops/session.ts';
import { attendance } from '#server/workshops/tables.ts';
import { eraseAccount, ownData } from './account.ts';

useStore();

const origin = 'https://puente.example.org';
const monday = new Date('2026-11-02T08:00:00Z');
const tuesday = new Date('2026-11-03T08:00:00Z');
const friday = new Date('2026-11-06T08:00:00Z');

type Table = ReturnType<typeof table>;
const modules: Record<string, Record<string, unknown>> = import.meta.glob('../*/tables.ts', { eager: true });
const tables = Object.values(modules)
	.flatMap((module) => Object.values(module))
	.filter((each): each is Table => isTable(each));
const named = new Map(tables.map((each) => [getTableName(each), each]));
const rows = async (name: string) => (await read().select().from(named.get(name)!)) as Record<string, unknown>[];

const ofPerson = (each: Table) =>
	Object.values(getTableColumns(each)).some(({ name }) => name === 'person_id' || name === 'enrollment_id');

/**
 * Every table that refers to a person: where a person finds it in their own data, and what is left of it when their account is erased. `gone`: no row. `kept`: the
 * rows count, and say nothing of who it was. `let go`: the rows stay and no longer refer to the person.
 */
const known: Record<string, { in?: string; erased: 'gone' | 'kept' | 'let go' }> = {
	act: { in: 'acts', erased: 'kept' },
	assignment: { in: 'learning.assignments', erased: 'kept' },
	attempt: { in: 'assessment.attempts', erased: 'kept' },
	attendance: { in: 'workshops.attendance', erased: 'kept' },
	completion: { in: 'learning.completions', erased: 'kept' },
	consent: { in: 'consents', erased: 'kept' },
	credential: { in: 'credentials', erased: 'let go' },
	deactivation: { in: 'deactivations', erased: 'kept' },
	departure: { in: 'learning.departures', erased: 'kept' },
	draft: { in: 'assessment.drafts', erased: 'gone' },
	enrollment: { in: 'learning.enrollments', erased: 'kept' },
	invitation_acceptance: { in: 'invitations', erased: 'kept' },
	letter: { in: 'letters', erased: 'gone' },
	participant: { in: 'workshops.participations', erased: 'kept' },
	progress: { in: 'learning.steps', erased: 'kept' },
	record_entry: { in: 'learning.record', erased: 'kept' },
	role: { in: 'roles', erased: 'kept' },
	session: { in: 'signIns', erased: 'gone' },
	submission: { in: 'assessment.submissions', erased: 'kept' },
	// A link's secret is told to nobody twice.
	token: { erased: 'gone' },
	workshop_facilitator: { in: 'workshops.facilitated', erased: 'kept' }
};

const secretWords = ['Ximena', 'Quetzal', 'ximena.quetzal', 'Casa Palabra', 'my own words', 'palabras propias'];

// Somebody who has done all that can be done, and whose words are like nobody else's.
async function live(): Promise<{ person: Person; course: Edition }> {
	const course = withEveryKind(await compileExample());
	await publish(course, monday);
	const email = 'ximena.quetzal@example.org';
	await signUp(
		{ name: 'Ximena Quetzal', email, password: 'palabras propias', language: 'en', country: 'GT' },
		origin,
		monday
	);
	const person = (await findByEmail(email))!;
	const about = { institution: 'Casa Palabra', sector: 'health', profession: 'counselor', sex: 'female' };
	await changeProfile(person.id, { ...person, ...about });
	const root = await addOrganization({ kind: 'region', name: { en: 'Network', es: 'Red' } }, monday);
	const reach = await reachAs(person.id, 'administrator', root, monday);
	await inviteByLetter(reach, { organizationId: root.id, language: 'en', email }, origin, monday);
	await accept(await secretFor(email, 'organization-invitation'), person.id, true, monday);
	const ended = { deactivatedBy: person.id, deactivatedAt: monday, endedBy: person.id, endedAt: monday };
	await write(async (tx) => {
		await tx
			.insert(deactivation)
			.values({ id: 'once', personId: person.id, reason: 'my own words of a reason', ...ended });
	});
	await signIn(person.id, 'Chrome on the phone of Ximena', monday);
	await forgotPassword(email, origin, monday);
	await askToChangeEmail(person.id, 'new.ximena.quetzal@example.org', origin, monday);

	const doorsBy = {
		course: course.course,
		module: 'doors',
		occasion: 'workshop',
		dueOn: '2026-11-06',
		timeZone: 'UTC'
	};
	await assign([person.id], doorsBy, person.id, monday);
	await enroll(person.id, course, monday);
	await leave(person.id, course.course, monday);
	await enroll(person.id, course, tuesday);
	const place = await getPlace(person.id, course.course);
	const [doors, map] = stepOf<Practice>(course, 'doors/map');
	const [, check] = stepOf<Quiz>(course, 'doors/check');
	await keepAnswers(place, doors, check, { short: ['my own words in a quiz'] }, tuesday);
	const right = Object.fromEntries(check.items.map((item) => [item.id, rightAnswer(item)]));
	await handIn(place, course, doors, check, { ...right, short: ['my own words in a quiz'] }, tuesday);
	await submitPractice(place, doors, map, { begin: 'my own words in a practice' }, 'en', tuesday);
	await compareSubmission(place, course, doors, map, { file: 2 }, 'my own words in a note', tuesday);
	await saveDraft(place, doors, map, { begin: 'my own words in a draft' }, tuesday);
	for (const { name } of path(course)) await completeStep(place, course, ...stepOf(course, name), tuesday);
	await issueDue(origin, tuesday);
	await takePart(person, root.id);
	return { person: await getPerson(person.id), course };
}

// In a workshop they planned themselves, invited by a letter, on a list that nobody confirmed, and marked as present.
async function takePart({ id, email }: Person, organizationId: string): Promise<void> {
	const roles = [{ role: 'administrator' as const, organizationId, everywhere: true }];
	const me: SignedIn = { id, name: '', email: email ?? '', language: 'en', timeZone: 'UTC', roles };
	const workshop = await planned(planFor(organizationId), me, tuesday);
	const row = await putOnList(workshop.id, { id }, tuesday, { joinedAt: tuesday });
	await inviteParticipants(workshop, [row], me, origin, tuesday);
	await keepList(workshop.id, { fileName: '', rows: [['Ximena Quetzal', email ?? '']] }, id, tuesday);
	const [session] = await listSessions(workshop.id);
	await write(async (tx) => {
		const marked = { minutes: 45, markedBy: id, markedAt: tuesday };
		await tx.insert(attendance).values({ sessionId: session!.id, personId: id, ...marked });
	});
}

const at = (data: unknown, way: string) =>
	way.split('.').reduce((part, key) => (part as Record<string, unknown>)?.[key], data) as unknown[];

async function everything(): Promise<Record<string, string>> {
	const found: Record<string, string> = {};
	for (const name of named.keys()) found[name] = JSON.stringify(await rows(name));
	return found;
}

test('every table that refers to a person is known here: a new one needs its ownData and its forget', () => {
	expect(tables.filter(ofPerson).map(getTableName).sort()).toEqual(Object.keys(known).sort());
});

test('own data holds something of every table that refers to a person', async () => {
	const { person } = await live();
	const data = await ownData(person.id);
	for (const [name, each] of Object.entries(known)) {
		expect((await rows(name)).length, `the test fills ${name}`).toBeGreaterThan(0);
		if (each.in) expect(at(data, each.in)?.length, each.in).toBeGreaterThanOrEqual((await rows(name)).length);
	}
});

test('own data holds all that a person wrote, and can be saved as a file', async () => {
	const { person } = await live();
	const text = JSON.stringify(await ownData(person.id));
	for (const words of [
		'Ximena Quetzal',
		'ximena.quetzal@example.org',
		'new.ximena.quetzal@example.org',
		'Casa Palabra',
		'Chrome on the phone of Ximena',
		'my own words in a quiz',
		'my own words in a practice',
		'my own words in a note',
		'my own words in a draft',
		'social-integration',
		'certificate'
	])
		expect(text).toContain(words);
});

test('own data holds no password, no hash, and no link that still works', async () => {
	const { person } = await live();
	const text = JSON.stringify(await ownData(person.id));
	expect(text).not.toContain(person.passwordHash!);
	for (const { hash } of await rows('token')) expect(text).not.toContain(hash as string);
	for (const { id } of await rows('session')) expect(text).not.toContain(id as string);
	for (const { link } of await rows('letter'))
		if (link && !(link as string).includes('/verify/')) expect(text).not.toContain(link as string);
});

test('own data holds nothing of anybody else', async () => {
	await live();
	const other = await addLearner('Luis', monday, { email: 'luis@example.org' });
	const text = JSON.stringify(await ownData(other.id));
	for (const words of secretWords) expect(text).not.toContain(words);
	const data = await ownData(other.id);
	for (const each of Object.values(known)) if (each.in) expect(at(data, each.in), each.in).toEqual([]);
});

test('an erased account leaves no word of its person in any table, except on papers that were issued', async () => {
	const { person } = await live();
	const before = Object.values(await everything()).join('');
	for (const words of secretWords.slice(0, 5)) expect(before, 'the test writes it').toContain(words);
	await eraseAccount(person.id, friday);
	for (const [name, text] of Object.entries(await everything()))
		for (const words of secretWords)
			if (name !== 'credential' || !['Ximena', 'Quetzal'].includes(words)) expect(text, name).not.toContain(words);
});

test('what counts stays countable after an account was erased, and what does not is gone', async () => {
	const { person } = await live();
	const before = Object.fromEntries(
		await Promise.all(Object.keys(known).map(async (name) => [name, (await rows(name)).length] as const))
	);
	await eraseAccount(person.id, friday);
	for (const [name, { erased }] of Object.entries(known)) {
		const left = await rows(name);
		expect(left.length, name).toBe(erased === 'gone' ? 0 : before[name]);
		if (erased === 'let go') expect(JSON.stringify(left)).not.toContain(person.id);
	}
	expect(await rows('person')).toMatchObject([
		{ id: person.id, name: '', email: null, passwordHash: null, country: 'GT', erasedAt: friday }
	]);
	expect(await rows('role')).toMatchObject([{ endedAt: friday }]);
	expect((await rows('attempt')).map(({ score }) => score)).toEqual([83]);
});

test('papers can be verified after their holder’s account was erased', async () => {
	const { person } = await live();
	const [paper] = await listCredentials(person.id);
	await eraseAccount(person.id, friday);
	expect((await findCredential(paper!.number))?.snapshot).toEqual(paper!.snapshot);
});

test('erasing ends every sign-in, and the address can be used for a new account', async () => {
	const { person } = await live();
	const secret = await signIn(person.id, 'another', friday);
	await eraseAccount(person.id, friday);
	expect(await findSignedIn(secret, friday)).toBeUndefined();
	expect(await findByEmail(person.email!)).toBeUndefined();
	await signUp({ name: 'Ximena', email: person.email!, password: 'palabras nuevas', language: 'es' }, origin, friday);
	expect((await findByEmail(person.email!))?.id).not.toBe(person.id);
});

test('erasing one account leaves every other as it was', async () => {
	const { person, course } = await live();
	const other = await addLearner('Luis', monday);
	await enroll(other.id, course, monday);
	const place = await getPlace(other.id, course.course);
	const [doors, map] = stepOf<Practice>(course, 'doors/map');
	await submitPractice(place, doors, map, { begin: 'Luis writes.' }, 'en', monday);
	await saveDraft(place, doors, map, { begin: 'Luis goes on.' }, monday);
	const before = await ownData(other.id);
	await eraseAccount(person.id, friday);
	expect(await ownData(other.id)).toEqual(before);
});

test('erasing twice is erasing once', async () => {
	const { person } = await live();
	await eraseAccount(person.id, friday);
	const before = await everything();
	await eraseAccount(person.id, friday);
	expect(await everything()).toEqual(before);
});
