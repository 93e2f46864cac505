import { notInArray } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { read } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { addLearner } from '#server/learning/example.ts';
import { forgotPassword, prepareAdministrator, replacePassword } from './access.ts';
import { deactivate, deactivatedPeople, isDeactivated, letIn } from './deactivation.ts';
import { findMember } from './member.ts';
import { confirm, findByPassword, signUp } from './person.ts';
import { giveRole } from './role.ts';
import { Deactivated, findSignedIn, signIn } from './session.ts';
import { act, deactivation, person } from './tables.ts';
import { newPerson, origin, password, plantTree, reachAs, secretFor } from './testing.ts';

useStore();

const monday = new Date();
const later = new Date(monday.getTime() + 3600_000);
const email = 'ana@example.org';
const reason = 'Left the court in October.';

async function begin() {
	const tree = await plantTree(monday);
	const ana = await newPerson(email, monday);
	const manager = await addLearner('Óscar', monday, { organizationId: tree.court.id });
	return { tree, ana, manager, reach: await reachAs(manager.id, 'manager', tree.guatemala, monday) };
}

test('whoever is deactivated is signed out and stays out until they are let in again; what they did stays', async () => {
	const { tree, ana, manager, reach } = await begin();
	const secret = await signIn(ana.id, 'a browser', monday);
	for (const now of [monday, later]) expect(await deactivate(reach, ana.id, reason, now)).toBeUndefined();
	expect(await findSignedIn(secret, monday)).toBeUndefined();
	expect(await isDeactivated(ana.id)).toBe(true);
	await expect(signIn(ana.id, 'a browser', later)).rejects.toThrow(Deactivated);
	// The right password is still the right one: they are told why, not that it is wrong.
	expect(await findByPassword(email, password)).toMatchObject({ id: ana.id });
	expect(await findMember(reach, ana.id)).toMatchObject({ deactivated: { at: monday, reason } });

	expect(await letIn(reach, ana.id, later)).toBeUndefined();
	expect(await letIn(reach, ana.id, later)).toBeUndefined();
	expect(await isDeactivated(ana.id)).toBe(false);
	await signIn(ana.id, 'a browser', later);
	expect(await read().select().from(deactivation)).toMatchObject([
		{ reason, deactivatedBy: manager.id, deactivatedAt: monday, endedBy: manager.id, endedAt: later }
	]);
	expect(await read().select().from(act).orderBy(act.kind)).toMatchObject([
		{ kind: 'person-deactivated', byId: manager.id, personId: ana.id, organizationId: tree.guatemala.id },
		{ kind: 'person-let-in', byId: manager.id, personId: ana.id, organizationId: tree.guatemala.id }
	]);
});

test('no letter opens the way in: not a new password, not a new sign-up, not a first sign-in', async () => {
	const { tree, ana, manager, reach } = await begin();
	await forgotPassword(email, origin, monday);
	await deactivate(reach, ana.id, reason, monday);
	await replacePassword(await secretFor(email, 'reset-password'), 'another bridge', monday);
	await expect(signIn(ana.id, 'a browser', later)).rejects.toThrow(Deactivated);

	const unconfirmed = { name: 'Luis', email: 'luis@example.org', password, language: 'es', country: 'GT' } as const;
	await signUp(unconfirmed, origin, monday);
	const luis = (await findByPassword(unconfirmed.email, password))!;
	await deactivate(reach, luis.id, reason, monday);
	await signUp(unconfirmed, origin, later);
	expect(await confirm(await secretFor(unconfirmed.email, 'confirm-email'), later)).toMatchObject({ id: luis.id });
	await expect(signIn(luis.id, 'a browser', later)).rejects.toThrow(Deactivated);

	await giveRole(manager.id, 'administrator', tree.root.id, undefined, monday);
	const first = await prepareAdministrator(email, later);
	await replacePassword(first, 'a third bridge', later, 'first-sign-in');
	await expect(signIn(ana.id, 'a browser', later)).rejects.toThrow(Deactivated);
});

test('being deactivated while signing in ends with nobody signed in', async () => {
	const { ana, reach } = await begin();
	const tries = await Promise.allSettled([
		signIn(ana.id, 'one', monday),
		deactivate(reach, ana.id, reason, monday),
		signIn(ana.id, 'two', monday)
	]);
	for (const tried of tries)
		if (tried.status === 'fulfilled' && typeof tried.value === 'string')
			expect(await findSignedIn(tried.value, monday)).toBeUndefined();
});

test('nobody deactivates another country’s people, oneself, or somebody with a role beyond one’s own', async () => {
	const { tree, ana, manager, reach } = await begin();
	const other = await addLearner('Luis', monday, { organizationId: tree.clinic.id });
	const boss = await addLearner('Boss', monday, { organizationId: tree.court.id });
	await giveRole(boss.id, 'administrator', tree.root.id, undefined, monday);
	const examiner = await addLearner('Examiner', monday, { organizationId: tree.court.id });
	await giveRole(examiner.id, 'examiner', tree.chile.id, undefined, monday);
	for (const [id, fault] of [
		[other.id, 'not theirs'],
		['nobody', 'not theirs'],
		['', 'not theirs'],
		[manager.id, 'oneself'],
		[boss.id, 'outranked'],
		[examiner.id, 'outranked']
	] as const)
		expect(await deactivate(reach, id, reason, monday)).toBe(fault);
	expect(await letIn(reach, other.id, monday)).toBe('not theirs');
	expect(await read().select().from(deactivation)).toEqual([]);
	const colleague = await addLearner('Colleague', monday, { organizationId: tree.court.id });
	await giveRole(colleague.id, 'manager', tree.guatemala.id, undefined, monday);
	expect(await deactivate(reach, colleague.id, reason, monday)).toBeUndefined();
	expect(await isDeactivated(ana.id)).toBe(false);
});

test('two administrators who deactivate each other at once leave one', async () => {
	const { tree } = await begin();
	const people = await Promise.all(
		['A', 'B'].map((name) => addLearner(name, monday, { organizationId: tree.root.id }))
	);
	const [a, b] = [people[0]!, people[1]!];
	const reachOfA = await reachAs(a.id, 'administrator', tree.root, monday);
	const reachOfB = await reachAs(b.id, 'administrator', tree.root, monday);
	await Promise.all([deactivate(reachOfA, b.id, reason, later), deactivate(reachOfB, a.id, reason, later)]);
	expect(await read().select().from(deactivation)).toHaveLength(1);
});

test('those who are deactivated can be left out of any question about people', async () => {
	const { ana, manager, reach } = await begin();
	await deactivate(reach, ana.id, reason, monday);
	const left = await read().select({ id: person.id }).from(person).where(notInArray(person.id, deactivatedPeople()));
	expect(left).toEqual([{ id: manager.id }]);
});
