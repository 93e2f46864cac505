import { eq, inArray } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { newId } from '#server/db/id.ts';
import { statementCount } from '#server/db/statements.ts';
import { read, write } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { findCourse } from '#server/content/catalogue.ts';
import { assign, listForPerson } from '#server/learning/assignment.ts';
import { enroll } from '#server/learning/enrollment.ts';
import { addLearner, publishExample } from '#server/learning/example.ts';
import { fullText } from '#server/mail/outbox.ts';
import { letter } from '#server/mail/tables.ts';
import { sendDue } from '#server/mail/transport.ts';
import { deactivate } from '#server/people/deactivation.ts';
import type { Organization } from '#server/people/organization.ts';
import type { Person } from '#server/people/person.ts';
import type { Reach } from '#server/people/reach.ts';
import { takeRole } from '#server/people/role.ts';
import { act, organization, person } from '#server/people/tables.ts';
import { origin, plantTree, reachAs } from '#server/people/testing.ts';
import { forgetAnswers } from './answer.ts';
import { findBatch, mostAtOnce, prepareBatch, sweepBatches, type Choice } from './batch.ts';
import { carryOutBatch, undoBatch } from './carry-out.ts';
import type { Change } from './change.ts';
import { forget, ownData } from './own-data.ts';
import { preview } from './preview.ts';
import { findScope, type Scope } from './scope.ts';
import { batch } from './tables.ts';

useStore();

const now = new Date('2026-11-25T15:00:00Z');
const soon = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

const remind: Change = { kind: 'remind' };
const assignDoors: Change = {
	kind: 'assign',
	course: 'example',
	module: 'doors',
	dueOn: '2026-12-10',
	timeZone: 'America/Guatemala'
};
const moveTo = ({ id }: Organization): Change => ({ kind: 'move', organizationId: id });

let tree: Awaited<ReturnType<typeof plantTree>>;
let manager: Person;
let reach: Reach;
let scope: Scope;
let ana: Person;
let luis: Person;

beforeEach(async () => {
	forgetAnswers();
	tree = await plantTree(now);
	await publishExample(now);
	manager = await addLearner('Manager', now, { organizationId: tree.guatemala.id });
	reach = await reachAs(manager.id, 'manager', tree.guatemala, now);
	const roles = [{ role: 'manager' as const, organizationId: tree.guatemala.id, everywhere: false }];
	scope = (await findScope({ id: manager.id, roles }, {}, now))!;
	ana = await addSomebody('Ana', { organizationId: tree.court.id });
	luis = await addSomebody('Luis', { organizationId: tree.harbor.id, language: 'es' });
});

/** Somebody with a course to go on with. */
async function addSomebody(name: string, about: Partial<Person>): Promise<Person> {
	const added = await addLearner(name, now, about);
	await enroll(added.id, (await findCourse('example'))!, now);
	return added;
}

async function prepare(choice: Choice, change: Change): Promise<string> {
	const prepared = await prepareBatch(scope, choice, change, now);
	if ('fault' in prepared) throw new Error(prepared.fault);
	return prepared.id;
}

const seen = async (id: string) => preview((await findBatch(reach, id))!, reach);
const carryOut = async (id: string, sign?: string, at = now) =>
	carryOutBatch(reach, id, sign ?? (await seen(id)).sign, origin, at);
const homeOf = async ({ id }: Person) => (await read().select().from(person).where(eq(person.id, id)))[0]!;
const acts = async () =>
	(await read().select().from(act).orderBy(act.at, act.id)).map(({ kind, details }) => ({ kind, details }));

test('nobody chosen is an error, never everybody; and so are too many, and a list that has changed', async () => {
	const fault = async (choice: Choice, change: Change = remind) => prepareBatch(scope, choice, change, now);
	expect(await fault({ people: [] })).toEqual({ fault: 'nobody' });
	expect(await fault({ people: Array.from({ length: mostAtOnce + 1 }, (_, at) => `p${at}`) })).toEqual({
		fault: 'too many'
	});
	expect(await fault({ all: { group: 'completed' }, count: 0 })).toEqual({ fault: 'nobody' });
	expect(await fault({ all: { group: 'enrolled' }, count: 3 })).toEqual({ fault: 'list changed' });
	expect(await fault({ all: { group: 'enrolled' }, count: Number.NaN })).toEqual({ fault: 'list changed' });
	expect(await read().select().from(batch)).toEqual([]);
	const id = await prepare({ all: { group: 'enrolled' }, count: 2 }, remind);
	expect((await findBatch(reach, id))?.people.sort()).toEqual([ana.id, luis.id].sort());
	expect(await read().select().from(letter)).toEqual([]);
});

test('what can’t be done is not prepared', async () => {
	const fault = async (change: Change) => prepareBatch(scope, { people: [ana.id] }, change, now);
	const assigning = (about: Partial<Extract<Change, { kind: 'assign' }>>) =>
		fault({ ...assignDoors, ...about } as Change);
	expect(await assigning({ course: 'another' })).toEqual({ fault: 'module' });
	expect(await assigning({ module: 'nothing' })).toEqual({ fault: 'module' });
	expect(await assigning({ dueOn: '' })).toEqual({ fault: 'no day' });
	expect(await assigning({ dueOn: '2026-02-30' })).toEqual({ fault: 'no day' });
	expect(await assigning({ dueOn: '2026-11-24' })).toEqual({ fault: 'day past' });
	expect(await assigning({ dueOn: '2026-11-25' })).toHaveProperty('id');
	for (const id of [tree.clinic.id, tree.root.id, 'unknown', ''])
		expect(await fault({ kind: 'move', organizationId: id })).toEqual({ fault: 'organization' });
	await write(async (tx) => {
		await tx.update(organization).set({ closedAt: now }).where(eq(organization.id, tree.court.id));
	});
	forgetAnswers();
	const roles = [{ role: 'manager' as const, organizationId: tree.guatemala.id, everywhere: false }];
	scope = (await findScope({ id: manager.id, roles }, {}, now))!;
	expect(await fault(moveTo(tree.team))).toEqual({ fault: 'organization' });
});

test('the preview says who is left out, and why', async () => {
	const foreign = await addSomebody('Eva', { organizationId: tree.clinic.id });
	const erased = await addSomebody('', { organizationId: tree.court.id, erasedAt: now, email: null });
	const away = await addSomebody('Deactivated', { organizationId: tree.court.id });
	await deactivate(reach, away.id, 'gone', now);
	const unconfirmed = await addSomebody('Unconfirmed', { organizationId: tree.court.id, emailConfirmedAt: null });
	const quiet = await addSomebody('Quiet', { organizationId: tree.court.id, wantsReminders: false });
	const idle = await addLearner('Idle', now, { organizationId: tree.court.id });
	const people = [ana, luis, foreign, erased, away, unconfirmed, quiet, idle].map(({ id }) => id);
	const view = async (change: Change) => {
		const { included, leftOut } = await seen(await prepare({ people: [...people, 'forged', ana.id] }, change));
		return { included: included.map(({ name }) => name), leftOut: leftOut.map(({ name, reason }) => [name, reason]) };
	};
	expect(await view(remind)).toEqual({
		included: ['Ana', 'Luis'],
		leftOut: [
			[undefined, 'foreign'],
			[undefined, 'erased'],
			[undefined, 'foreign'],
			['Deactivated', 'deactivated'],
			['Idle', 'nothing open'],
			['Quiet', 'reminders off'],
			['Unconfirmed', 'no confirmed address']
		]
	});
	expect((await view(assignDoors)).included).toEqual(['Ana', 'Idle', 'Luis', 'Quiet', 'Unconfirmed']);
	expect(await view(moveTo(tree.court))).toEqual({
		included: ['Luis'],
		leftOut: expect.arrayContaining([
			['Ana', 'there already'],
			['Deactivated', 'there already']
		]) as unknown
	});
});

test('a reminder is one letter to each, in their language, that leaves ten minutes later; undone before, it never leaves', async () => {
	const id = await prepare({ people: [ana.id, luis.id] }, remind);
	expect(await carryOut(id)).toBe('done');
	expect(await carryOut(id, 'anything')).toBe('done');
	const letters = await read().select().from(letter).orderBy(letter.subject);
	expect(letters.map(({ personId, language, kind, batch }) => ({ personId, language, kind, batch }))).toEqual([
		{ personId: luis.id, language: 'es', kind: 'reminder', batch: id },
		{ personId: ana.id, language: 'en', kind: 'reminder', batch: id }
	]);
	expect(letters[0]!.body).toContain('Guatemala (es)');
	expect(fullText(letters[0]!, '')).toContain(`${origin}/es/home`);
	expect(fullText(letters[1]!, '')).toMatch(new RegExp(`${origin}/stop-reminders/\\S{20,}`));
	const sent: string[] = [];
	const send = async ({ to }: { to: string }) => void sent.push(to);
	expect(await sendDue(send, soon(9))).toBe(0);
	await write(async (tx) => {
		await tx
			.update(letter)
			.set({ nextTryAt: soon(5) })
			.where(eq(letter.personId, ana.id));
	});
	expect(await sendDue(send, soon(6))).toBe(1);
	expect(await undoBatch(reach, id, origin, soon(7))).toBe('undone');
	expect(await undoBatch(reach, id, origin, soon(8))).toBe('undone');
	expect(await sendDue(send, soon(60))).toBe(0);
	expect(sent).toEqual([ana.email]);
	expect(await acts()).toEqual([
		{ kind: 'batch-done', details: { kind: 'remind', batch: id, count: '2' } },
		{ kind: 'batch-undone', details: { kind: 'remind', batch: id, count: '1' } }
	]);
});

test('a module is set for those chosen, and undoing takes back just that', async () => {
	await assign([ana.id], { ...assignDoors, occasion: 'a workshop' } as never, 'somebody', now);
	const id = await prepare({ people: [ana.id, luis.id] }, assignDoors);
	expect(await carryOut(id)).toBe('done');
	expect(
		(await listForPerson(luis.id)).map(({ module, dueOn, occasion, setBy }) => [module, dueOn, occasion, setBy])
	).toEqual([['doors', '2026-12-10', id, manager.id]]);
	expect(await listForPerson(ana.id)).toHaveLength(2);
	expect(await undoBatch(reach, id, origin, soon(1))).toBe('undone');
	expect(await listForPerson(luis.id)).toEqual([]);
	expect((await listForPerson(ana.id)).map(({ occasion }) => occasion)).toEqual(['a workshop']);
	expect(await carryOut(id, 'anything', soon(2))).toBe('done');
	expect(await listForPerson(luis.id)).toEqual([]);
});

test('people are moved, with their country and institution; undoing restores just what was, for those still there', async () => {
	await write(async (tx) => {
		await tx
			.update(person)
			.set({ organizationId: tree.guatemala.id, country: 'BE', institution: 'My own words' })
			.where(eq(person.id, ana.id));
	});
	const before = [await homeOf(ana), await homeOf(luis)];
	const id = await prepare({ people: [ana.id, luis.id] }, moveTo(tree.team));
	expect(await carryOut(id)).toBe('done');
	expect(await homeOf(ana)).toMatchObject({ organizationId: tree.team.id, country: 'GT', institution: 'Court' });
	await write(async (tx) => {
		await tx.update(person).set({ organizationId: tree.court.id }).where(eq(person.id, luis.id));
	});
	expect(await undoBatch(reach, id, origin, soon(1))).toBe('undone');
	expect(await homeOf(ana)).toEqual(before[0]);
	expect((await homeOf(luis)).organizationId).toBe(tree.court.id);
	const told = await acts();
	expect(told.filter(({ kind }) => kind === 'batch-undone')).toMatchObject([{ details: { kind: 'move', count: '1' } }]);
	expect(told.filter(({ kind }) => kind === 'person-moved').length).toBeGreaterThanOrEqual(6);
});

test('nobody is moved back to where the mover has no say any more, nor after they erased their account', async () => {
	const id = await prepare({ people: [ana.id, luis.id] }, moveTo(tree.guatemala));
	await carryOut(id);
	await write(async (tx) => {
		await tx.update(person).set({ erasedAt: now, institution: null }).where(eq(person.id, luis.id));
	});
	await forget(luis.id);
	expect(Object.keys((await findBatch(reach, id))!.before!)).toEqual([ana.id]);
	const narrowed = await reachAs(manager.id, 'manager', tree.harbor, now);
	await takeRole(manager.id, 'manager', tree.guatemala.id, undefined, now);
	expect(await undoBatch(narrowed, id, origin, soon(1))).toBe('undone');
	expect([(await homeOf(ana)).organizationId, (await homeOf(luis)).institution]).toEqual([tree.guatemala.id, null]);
});

test('sent twice, many times at once, a batch is done once', async () => {
	for (const change of [remind, assignDoors, moveTo(tree.team)]) {
		const id = await prepare({ people: [ana.id, luis.id] }, change);
		const { sign } = await seen(id);
		const outcomes = await Promise.all(Array.from({ length: 6 }, () => carryOut(id, sign)));
		expect(outcomes).toEqual(Array.from({ length: 6 }, () => 'done'));
		const undone = await Promise.all(Array.from({ length: 4 }, () => undoBatch(reach, id, origin, soon(1))));
		expect(undone).toEqual(Array.from({ length: 4 }, () => 'undone'));
	}
	const kinds = (await acts()).map(({ kind }) => kind);
	expect(kinds.filter((kind) => kind === 'batch-done')).toHaveLength(3);
	expect(kinds.filter((kind) => kind === 'batch-undone')).toHaveLength(3);
	expect(await read().select().from(letter)).toEqual([]);
	expect([(await homeOf(ana)).organizationId, (await homeOf(luis)).organizationId]).toEqual([
		tree.court.id,
		tree.harbor.id
	]);
});

test('where those included changed after they were seen, nothing is done until they are seen anew', async () => {
	const id = await prepare({ people: [ana.id, luis.id] }, remind);
	const { sign } = await seen(id);
	await write(async (tx) => {
		await tx.update(person).set({ wantsReminders: false }).where(eq(person.id, luis.id));
	});
	expect(await carryOut(id, sign)).toBe('changed');
	expect(await carryOut(id, '')).toBe('changed');
	expect(await read().select().from(letter)).toEqual([]);
	expect(await carryOut(id)).toBe('done');
	expect(await read().select().from(letter)).toHaveLength(1);
	await write(async (tx) => {
		await tx
			.update(person)
			.set({ wantsReminders: false })
			.where(inArray(person.id, [ana.id]));
	});
	const nobody = await prepare({ people: [ana.id, luis.id] }, remind);
	expect(await carryOut(nobody)).toBe('nobody');
});

test('a day that has passed meanwhile, or an organization that was closed, refuses what was prepared', async () => {
	const assigning = await prepare({ people: [ana.id] }, assignDoors);
	expect(await carryOut(assigning, undefined, new Date('2026-12-11T07:00:00Z'))).toBe('day past');
	const moving = await prepare({ people: [luis.id] }, moveTo(tree.court));
	await write(async (tx) => {
		await tx.update(organization).set({ closedAt: now }).where(eq(organization.id, tree.court.id));
	});
	forgetAnswers();
	expect(await carryOut(moving)).toBe('organization');
	expect(await listForPerson(ana.id)).toEqual([]);
	expect((await homeOf(luis)).organizationId).toBe(tree.harbor.id);
});

test('a batch is its preparer’s alone, reaches only whom they manage when it is done, and can’t be forged', async () => {
	const eva = await addSomebody('Eva', { organizationId: tree.clinic.id });
	const id = await prepare({ people: [ana.id, luis.id, eva.id] }, assignDoors);
	const other = await addLearner('Another manager', now, { organizationId: tree.guatemala.id });
	const others = await reachAs(other.id, 'manager', tree.guatemala, now);
	const { sign } = await seen(id);
	expect(await findBatch(others, id)).toBeUndefined();
	expect(await carryOutBatch(others, id, sign, origin, now)).toBeUndefined();
	expect(await undoBatch(others, id, origin, now)).toBeUndefined();
	expect(await carryOutBatch(reach, newId(), sign, origin, now)).toBeUndefined();
	expect(await undoBatch(reach, id, origin, now), 'what was not done is not undone').toBeUndefined();

	// Their role ends between the preview and the doing; the reach in hand is of before.
	await takeRole(manager.id, 'manager', tree.guatemala.id, undefined, now);
	expect(await carryOut(id, sign)).toBe('nobody');
	await reachAs(manager.id, 'manager', tree.court, now);
	expect(await carryOut(id, sign)).toBe('changed');
	for (const { id: personId } of [ana, luis, eva]) expect(await listForPerson(personId)).toEqual([]);
});

test('the own data of whoever prepared a batch tell what it was, and name nobody', async () => {
	const id = await prepare({ people: [ana.id, luis.id] }, assignDoors);
	await carryOut(id);
	const { among, ...change } = (await findBatch(reach, id))!.change;
	expect(await ownData(manager.id)).toEqual([
		{ kind: 'assign', people: 2, change: { ...change, among }, preparedAt: now, doneAt: now, undoneAt: null }
	]);
	expect(await ownData(ana.id)).toEqual([]);
});

test('what was prepared and never done is gone after a week', async () => {
	const done = await prepare({ people: [ana.id] }, assignDoors);
	await carryOut(done);
	const open = await prepare({ people: [ana.id] }, assignDoors);
	await sweepBatches(soon(6 * 24 * 60));
	expect(await findBatch(reach, open)).toBeDefined();
	await sweepBatches(soon(8 * 24 * 60));
	expect([await findBatch(reach, open), Boolean(await findBatch(reach, done))]).toEqual([undefined, true]);
});

test('many are done in few statements', async () => {
	const people = Array.from({ length: 300 }, () => newId());
	await write(async (tx) => {
		const about = {
			language: 'en' as const,
			timeZone: 'UTC',
			wantsReminders: true,
			createdAt: now,
			emailConfirmedAt: now
		};
		await tx.insert(person).values(
			people.map((id, at) => ({
				id,
				name: `Ana ${at}`,
				email: `${id}@example.org`,
				organizationId: tree.court.id,
				...about
			}))
		);
	});
	const id = await prepare({ people }, assignDoors);
	const before = statementCount();
	expect(await carryOut(id)).toBe('done');
	expect(statementCount() - before).toBeLessThan(20);
});
