import { beforeEach, expect, test } from 'vitest';
import { newId } from '#server/db/id.ts';
import { statementCount } from '#server/db/statements.ts';
import { read, write } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import type { Edition } from '#server/content/course.ts';
import { assign } from '#server/learning/assignment.ts';
import { enroll } from '#server/learning/enrollment.ts';
import { addLearner, getPlace, publishExample, stepOf } from '#server/learning/example.ts';
import { completeStep } from '#server/learning/progress.ts';
import { letter } from '#server/mail/tables.ts';
import { setReminders, type Person } from '#server/people/person.ts';
import type { SignedIn } from '#server/people/session.ts';
import { deactivation, person } from '#server/people/tables.ts';
import { findToken } from '#server/people/token.ts';
import { addWorkshop, putOnList } from './example-grid.ts';
import { fingerprint } from './late.ts';
import { listMailings, previewLate, sendLate } from './mailing.ts';
import { mailing, workshop } from './tables.ts';
import { getWorkshop, type Workshop } from './workshop.ts';

useStore();

const origin = 'https://puente.example.org';
const sunday = new Date('2026-11-01T18:00:00Z');
const friday = new Date('2026-11-06T18:00:00Z');
const later = (days: number) => new Date(friday.getTime() + days * 24 * 3600_000);
let course: Edition;
let room: Workshop;
let ines: SignedIn;

beforeEach(async () => {
	course = await publishExample(sunday);
	({ room, ines } = await addWorkshop([course], sunday));
});

/** Somebody on the list with modules that were due on Wednesday. */
async function addLate(name: string, about: Partial<Person> = {}, modules = ['doors'], joined = true): Promise<string> {
	const { id } = await addLearner(name, sunday, about);
	await putOnList(room.id, id, sunday, joined ? {} : { joinedAt: null });
	for (const module of modules) await setFor(id, module, '2026-11-04');
	return id;
}

const setFor = (id: string, module: string, dueOn: string) =>
	assign([id], { course: 'example', module, occasion: room.id, dueOn, timeZone: room.timeZone }, ines.id, sunday);
const seen = async (now = friday) => {
	const { to } = await previewLate(room, now);
	const last = (await listMailings(room.id)).find(({ kind }) => kind === 'late');
	return { count: to.length, fingerprint: fingerprint(room.id, to, last?.id) };
};
const letters = () => read().select().from(letter);

test('who is late is shown with what, the day that passed first before the others', async () => {
	const ana = await addLate('Ana', {}, ['people', 'doors']);
	await setFor(ana, 'before', '2026-11-03');
	await setFor(ana, 'after', '2026-12-01');
	await addLate('Luis', {}, []);
	const { late, to } = await previewLate(room, friday);
	expect(late).toEqual(to);
	expect(late).toMatchObject([
		{
			name: 'Ana',
			way: 'letter',
			modules: [
				{ key: 'example/before', dueOn: '2026-11-03' },
				{ key: 'example/doors', dueOn: '2026-11-04' },
				{ key: 'example/people', dueOn: '2026-11-04' }
			]
		}
	]);
	expect(await previewLate(room, sunday)).toMatchObject({ late: [], to: [] });
});

test('one letter each lists all that is late, in their language, and leads to where they go on', async () => {
	await addLate('Ana', { email: 'ana@example.org', language: 'es' }, ['doors', 'people']);
	await addLate('Luis', { email: 'luis@example.org' });
	const sent = await sendLate(room, await seen(), 'The room is ready.\n\nSee you: {link}', ines, origin, friday);
	expect(sent).toMatchObject({ isNew: true, mailing: { count: 2, kind: 'late', writtenBy: ines.id } });
	const written = await letters();
	expect(written).toHaveLength(2);
	const [ana, luis] = ['ana', 'luis'].map((name) => written.find(({ address }) => address.startsWith(name))!);
	expect(ana).toMatchObject({ language: 'es', kind: 'late-modules', link: `${origin}/es/home` });
	for (const words of ['Puertas', 'Personas', '4 de noviembre de 2026', 'Three days', 'Inés', 'The room is ready.'])
		expect(ana!.body).toContain(words);
	expect(luis).toMatchObject({ language: 'en', link: `${origin}/home` });
	expect(luis!.body).toContain('Doors');
	expect(luis!.body).not.toContain('People');
	expect(luis!.body.match(/\{link\}/g)).toHaveLength(1);
	const secret = /\/stop-reminders\/([\w-]+)/.exec(luis!.body)![1]!;
	expect(await findToken('stop-reminders', secret, friday)).toMatchObject({ personId: luis!.personId });
});

test('not written to: who turned reminders off, has no confirmed account, is deactivated, or is only invited', async () => {
	await setReminders(await addLate('No reminders'), false);
	await addLate('No account', { emailConfirmedAt: null });
	await addLate('Invited', {}, ['doors'], false);
	const gone = await addLate('Gone');
	const deactivated = { id: newId(), personId: gone, reason: 'left', deactivatedBy: ines.id, deactivatedAt: sunday };
	await write(async (tx) => {
		await tx.insert(deactivation).values(deactivated);
	});
	await addLate('Ana');
	const { late, to } = await previewLate(room, friday);
	expect(late.map(({ name, way }) => [name, way])).toEqual([
		['Ana', 'letter'],
		['Gone', 'deactivated'],
		['No account', 'no account'],
		['No reminders', 'no reminders']
	]);
	expect(to.map(({ name }) => name)).toEqual(['Ana']);
	await sendLate(room, await seen(), '', ines, origin, friday);
	expect(await letters()).toMatchObject([{ subject: 'Still open for “Three days”' }]);
	expect((await letters())[0]!.body).not.toContain('writes');
});

test('what changed since it was seen is not sent: another person, another module, another day, nobody left', async () => {
	const ana = await addLate('Ana');
	const changes: (() => Promise<unknown>)[] = [
		() => addLate('Luis'),
		() => setFor(ana, 'people', '2026-11-04'),
		() => setFor(ana, 'people', '2026-11-05'),
		() => write((tx) => tx.update(person).set({ wantsReminders: false }))
	];
	for (const change of changes) {
		const before = await seen();
		await change();
		expect(await sendLate(room, before, '', ines, origin, friday)).toBe('changed');
	}
	expect(await letters()).toEqual([]);
	expect(await read().select().from(mailing)).toEqual([]);
});

test('who finished meanwhile is not written to, also where as many are late as before', async () => {
	const ana = await addLate('Ana', {}, ['people']);
	const before = await seen();
	await addLate('Luis', {}, ['people']);
	await enroll(ana, course, friday);
	await completeStep(await getPlace(ana, 'example'), course, ...stepOf(course, 'people/second'), friday);
	expect(await seen()).toMatchObject({ count: 1 });
	expect(await sendLate(room, before, '', ines, origin, friday)).toBe('changed');
});

test('a count or a sign that somebody made up sends nothing', async () => {
	await addLate('Ana');
	const preview = await seen();
	for (const made of [
		{ ...preview, count: preview.count + 1 },
		{ ...preview, count: Number.NaN },
		{ ...preview, fingerprint: '' },
		{ ...preview, fingerprint: 'x'.repeat(10_000) }
	])
		expect(await sendLate(room, made, '', ines, origin, friday)).toBe('changed');
	expect(await letters()).toEqual([]);
});

test('the same preview is sent once: at once, twice, by two facilitators, or from a page that was left open', async () => {
	await addLate('Ana');
	await addLate('Luis');
	const preview = await seen();
	const omar = { ...ines, id: (await addLearner('Omar', sunday)).id };
	const sent = await Promise.all(
		[ines, omar, ines, omar].map((writer) => sendLate(room, preview, 'Mine', writer, origin, friday))
	);
	expect(sent.filter((each) => each !== 'changed' && each.isNew)).toHaveLength(1);
	expect(new Set(sent.map((each) => each !== 'changed' && each.mailing.id)).size).toBe(1);
	expect(await sendLate(room, preview, 'Mine', omar, origin, later(3))).toMatchObject({ isNew: false });
	expect(await letters()).toHaveLength(2);
	expect(await read().select().from(mailing)).toHaveLength(1);
});

test('after a letter has gone, another can be written on purpose, from what is seen then', async () => {
	await addLate('Ana');
	await sendLate(room, await seen(), '', ines, origin, friday);
	const again = await seen(later(3));
	expect(await sendLate(room, again, '', ines, origin, later(3))).toMatchObject({ isNew: true });
	expect(await letters()).toHaveLength(2);
});

test('nobody is late in a workshop that was cancelled, and one workshop says nothing of another', async () => {
	await addLate('Ana');
	const preview = await seen();
	const { room: another } = await addWorkshop([course], sunday);
	expect(await previewLate(another, friday)).toMatchObject({ late: [] });
	expect(await sendLate(another, preview, '', ines, origin, friday)).toBe('changed');
	await write(async (tx) => {
		await tx.update(workshop).set({ cancelledAt: friday, cancelledBy: ines.id, cancelReason: 'Storm' });
	});
	room = await getWorkshop(room.id);
	expect(await previewLate(room, friday)).toMatchObject({ late: [], to: [] });
	expect(await sendLate(room, preview, '', ines, origin, friday)).toBe('changed');
});

test('the history tells of each mailing who wrote it, when, to how many, and what became of the letters', async () => {
	await addLate('Ana');
	await addLate('Luis');
	await addLate('Marta');
	expect(await listMailings(room.id)).toEqual([]);
	await sendLate(room, await seen(), 'Soon', ines, origin, friday);
	await sendLate(room, await seen(later(1)), '', ines, origin, later(1));
	const [first] = await letters();
	await write(async (tx) => {
		await tx.update(letter).set({ sentAt: later(2), nextTryAt: null });
		await tx
			.insert(letter)
			.values({ ...first!, id: newId(), once: null, sentAt: null, nextTryAt: null, problem: 'full' });
	});
	const before = statementCount();
	const history = await listMailings(room.id);
	expect(statementCount() - before).toBe(2);
	expect(history).toMatchObject([
		{ kind: 'late', writer: 'Inés', writtenAt: later(1), count: 3, letters: { sent: 3, failed: 0 } },
		{ kind: 'late', writer: 'Inés', writtenAt: friday, note: 'Soon', letters: { sent: 3, waiting: 0, failed: 1 } }
	]);
});

test('two hundred people are written to in few statements', async () => {
	const people: string[] = [];
	for (let number = 0; number < 200; number++) people.push(await addLate(`Somebody ${number}`, {}, []));
	const what = { course: 'example', module: 'doors', occasion: room.id, dueOn: '2026-11-04', timeZone: room.timeZone };
	await assign(people, what, ines.id, sunday);
	const preview = await seen();
	expect(preview.count).toBe(200);
	const before = statementCount();
	await sendLate(room, preview, '', ines, origin, friday);
	expect(statementCount() - before).toBeLessThan(20);
	expect(await letters()).toHaveLength(200);
});
