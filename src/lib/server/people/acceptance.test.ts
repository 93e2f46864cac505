import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { read, write } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { addLearner } from '#server/learning/example.ts';
import { accept, findInvitation, foresee, signUpInvited, type AcceptanceFault } from './acceptance.ts';
import { deactivate } from './deactivation.ts';
import { inviteByLetter, inviteByLink, listInvitations, withdrawInvitation, type ToInvite } from './invitation.ts';
import { documents, findByPassword, getPerson, signUp } from './person.ts';
import type { Reach } from './reach.ts';
import { giveRole, holdsRole, takeRole } from './role.ts';
import { act, consent, invitationAcceptance, person, role } from './tables.ts';
import { newPerson, origin, password, plantTree, reachAs, secretFor } from './testing.ts';
import { close } from './upkeep.ts';

useStore();

const monday = new Date('2026-11-02T08:00:00Z');
const daysLater = (days: number) => new Date(monday.getTime() + days * 24 * 3600_000);
const tuesday = daysLater(1);
const email = 'new@example.org';
const details = { name: 'Nueva Pérez', password, language: 'es' } as const;

async function begin() {
	const tree = await plantTree(monday);
	const manager = await addLearner('Óscar', monday, { organizationId: tree.court.id });
	const reach = await reachAs(manager.id, 'manager', tree.guatemala, monday);
	const to = { organizationId: tree.court.id, language: 'es' as const };
	return { tree, manager, reach, to };
}
async function byLetter(reach: Reach, to: ToInvite, address = email): Promise<string> {
	expect(await inviteByLetter(reach, { ...to, email: address }, origin, monday)).toBeUndefined();
	return secretFor(address, 'organization-invitation');
}
async function byLink(reach: Reach, to: ToInvite): Promise<string> {
	const made = await inviteByLink(reach, to, monday);
	if (typeof made === 'string') throw new Error(made);
	return made.secret;
}
const placeOf = async (id: string) => (await getPerson(id)).organizationId;
const acceptances = () => read().select().from(invitationAcceptance);

test('looking at an invitation does not use it', async () => {
	const { reach, to } = await begin();
	const secret = await byLetter(reach, to);
	for (const now of [monday, tuesday])
		expect(await findInvitation(secret, now)).toMatchObject({
			...{ email, role: null, end: undefined, invitedByName: 'Óscar', organization: { kind: 'institution' } }
		});
	expect(await findInvitation('unknown', monday)).toBeUndefined();
	expect(await acceptances()).toEqual([]);
});

test('somebody without an account comes in by their letter: the address counts as confirmed, and they belong there', async () => {
	const { tree, reach, to, manager } = await begin();
	const secret = await byLetter(reach, { ...to, role: 'facilitator' });
	const account = await signUpInvited(secret, details, tuesday);
	expect(account).toMatchObject({ email, name: 'Nueva Pérez', emailConfirmedAt: tuesday, language: 'es' });
	const found = (await findByPassword(email, password))!;
	expect(found).toMatchObject({
		...{ organizationId: tree.court.id, country: 'GT', institution: 'Court (es)', timeZone: 'America/Guatemala' }
	});
	expect(await holdsRole(found, 'facilitator', tree.team.id)).toBe(true);
	expect(await read().select().from(role).where(eq(role.personId, found.id))).toMatchObject([{ givenBy: manager.id }]);
	expect((await read().select().from(consent)).map(({ document, version }) => [document, version]).sort()).toEqual([
		['privacy', documents.privacy],
		['terms', documents.terms]
	]);
	const acts = (await read().select().from(act).orderBy(act.kind)).map(({ kind, byId }) => [kind, byId]);
	expect(acts).toEqual([
		['invitation-accepted', found.id],
		['invited', manager.id]
	]);
	expect(await signUpInvited(secret, { ...details, password: 'an intruder’s' }, tuesday)).toBe('used');
	expect(await findByPassword(email, password)).toBeDefined();
});

test('a letter takes over an account of its address that was never confirmed, and leaves a confirmed one alone', async () => {
	const { tree, reach, to } = await begin();
	const squatter = { name: 'Squatter', email, password: 'the squatter’s', language: 'en', country: 'CL' } as const;
	await signUp(squatter, origin, monday);
	const account = await signUpInvited(await byLetter(reach, to), details, tuesday);
	expect(account).toMatchObject({ name: 'Nueva Pérez' });
	expect(await findByPassword(email, 'the squatter’s')).toBeUndefined();
	expect(await findByPassword(email, password)).toMatchObject({ organizationId: tree.court.id, country: 'GT' });

	const ana = await newPerson('ana@example.org', monday);
	const secret = await byLetter(reach, to, 'ana@example.org');
	expect(await signUpInvited(secret, { ...details, password: 'an intruder’s' }, tuesday)).toBe('account');
	expect(await getPerson(ana.id)).toEqual(ana);
	expect(await accept(secret, ana.id, false, tuesday)).toBeUndefined();
});

test('somebody with an account comes to their first institution without being asked anything', async () => {
	const { tree, reach, to } = await begin();
	const ana = await newPerson(email, monday);
	expect(await placeOf(ana.id)).toBe(tree.guatemala.id);
	expect(await accept(await byLetter(reach, to), ana.id, false, tuesday)).toBeUndefined();
	expect(await placeOf(ana.id)).toBe(tree.court.id);
	// A part of where they belong is no move either; what is above leaves them where they are.
	expect(
		await accept(await byLink(reach, { ...to, organizationId: tree.team.id }), ana.id, false, tuesday)
	).toBeUndefined();
	expect(await placeOf(ana.id)).toBe(tree.team.id);
	const above = await byLink(reach, { ...to, organizationId: tree.guatemala.id, role: 'observer' });
	expect(await accept(above, ana.id, true, tuesday)).toBeUndefined();
	expect(await placeOf(ana.id)).toBe(tree.team.id);
	expect(await holdsRole(ana, 'observer', tree.guatemala.id)).toBe(true);
});

test('whoever belongs elsewhere moves only if they agree; a role they get all the same', async () => {
	const { tree, reach, to } = await begin();
	const vera = await addLearner('Vera', monday, { organizationId: tree.clinic.id, country: 'CL' });
	const link = await byLink(reach, to);
	expect(await accept(link, vera.id, false, tuesday)).toBe('agree');
	expect(await acceptances()).toEqual([]);
	const withRole = await byLink(reach, { ...to, role: 'examiner' });
	expect(await accept(withRole, vera.id, false, tuesday)).toBeUndefined();
	expect(await holdsRole(vera, 'examiner', tree.court.id)).toBe(true);
	expect(await getPerson(vera.id)).toMatchObject({ organizationId: tree.clinic.id, country: 'CL' });
	expect(await accept(link, vera.id, true, tuesday)).toBeUndefined();
	expect(await getPerson(vera.id)).toMatchObject({ organizationId: tree.court.id, country: 'GT' });
});

test('a letter’s invitation is for its address alone', async () => {
	const { reach, to } = await begin();
	const secret = await byLetter(reach, { ...to, role: 'manager' });
	const other = await newPerson('other@example.org', monday);
	expect(await accept(secret, other.id, true, tuesday)).toBe('another address');
	expect(await accept(secret, 'nobody', true, tuesday)).toBe('another address');
	expect((await findInvitation(secret, tuesday))?.end).toBeUndefined();
	// A link to share makes no account: nothing has proved an address.
	expect(await signUpInvited(await byLink(reach, to), details, tuesday)).toBe('another address');
});

test('what works once is used by one, also of two at once; a link without a role by all who come', async () => {
	const { reach, to } = await begin();
	const people = await Promise.all(['Ana', 'Luis', 'Rosa'].map((name) => addLearner(name, monday)));
	const all = async (secret: string) => Promise.all(people.map(({ id }) => accept(secret, id, true, tuesday)));
	expect((await all(await byLink(reach, { ...to, role: 'facilitator' }))).sort()).toEqual(['used', 'used', undefined]);
	expect(await all(await byLink(reach, to))).toEqual([undefined, undefined, undefined]);
	expect(await listInvitations(reach, to.organizationId, tuesday)).toMatchObject([{ accepted: 3 }]);

	const secret = await byLetter(reach, to);
	const twice = await Promise.all([signUpInvited(secret, details, tuesday), signUpInvited(secret, details, tuesday)]);
	expect(twice.filter((each) => each === 'used')).toHaveLength(1);
	expect(await read().select().from(person).where(eq(person.email, email))).toHaveLength(1);
});

test('accepting twice is accepting once, and what was left by then is not given back', async () => {
	const { tree, reach, to } = await begin();
	const ana = await newPerson(email, monday);
	const secret = await byLetter(reach, { ...to, role: 'facilitator' });
	await Promise.all([accept(secret, ana.id, false, tuesday), accept(secret, ana.id, false, tuesday)]);
	expect(await acceptances()).toHaveLength(1);
	await takeRole(ana.id, 'facilitator', tree.court.id, undefined, tuesday);
	expect(await accept(secret, ana.id, true, tuesday)).toBeUndefined();
	expect(await holdsRole(ana, 'facilitator', tree.court.id)).toBe(false);
});

test('what was withdrawn, has run out, or leads to what is closed, is accepted by nobody', async () => {
	const { tree, reach, to } = await begin();
	const ana = await newPerson(email, monday);
	const both = async (secret: string, now: Date): Promise<(AcceptanceFault | undefined)[]> => [
		await accept(secret, ana.id, true, now),
		(await signUpInvited(secret, details, now)) as AcceptanceFault
	];
	const late = await byLetter(reach, to);
	expect(await both(late, daysLater(30.01))).toEqual(['expired', 'expired']);
	const withdrawn = await byLetter(reach, to);
	await withdrawInvitation(reach, (await listInvitations(reach, to.organizationId, monday))[0]!.id, monday);
	expect(await both(withdrawn, tuesday)).toEqual(['ended', 'ended']);
	expect(await both('unknown', tuesday)).toEqual(['unknown', 'unknown']);
	const closed = await byLetter(reach, to);
	await close(reach, tree.guatemala.id, monday);
	expect(await both(closed, tuesday)).toEqual(['closed', 'closed']);
	expect(await placeOf(ana.id)).toBe(tree.guatemala.id);
});

test('an invitation is worth what its writer may still do', async () => {
	const { tree, reach, to, manager } = await begin();
	const ana = await newPerson(email, monday);
	const secret = await byLetter(reach, { ...to, role: 'manager' });
	const admin = await addLearner('Admin', monday);
	const all = await reachAs(admin.id, 'administrator', tree.root, monday);
	await takeRole(manager.id, 'manager', tree.guatemala.id, admin.id, monday);
	expect(await accept(secret, ana.id, true, tuesday)).toBe('ended');
	await giveRole(manager.id, 'manager', tree.court.id, admin.id, monday);
	expect((await findInvitation(secret, tuesday))?.end).toBeUndefined();
	await deactivate(all, manager.id, 'Left.', monday);
	expect(await accept(secret, ana.id, true, tuesday)).toBe('ended');
});

test('whoever opens an invitation learns what it holds for them', async () => {
	const { tree, reach, to } = await begin();
	const ahead = async (secret: string, personId?: string) =>
		foresee((await findInvitation(secret, tuesday))!, personId);
	const ana = await newPerson('ana@example.org', monday);
	const vera = await addLearner('Vera', monday, { organizationId: tree.clinic.id });
	const [letter, toAna] = [await byLetter(reach, to), await byLetter(reach, { ...to, role: 'examiner' }, ana.email!)];
	const link = await byLink(reach, to);
	expect(await ahead(letter)).toEqual({ way: 'new' });
	expect(await ahead(toAna)).toEqual({ way: 'account' });
	expect(await ahead(link)).toEqual({ way: 'stranger' });
	expect(await ahead(letter, vera.id)).toEqual({ way: 'another address' });
	expect(await ahead(toAna, ana.id)).toEqual({ way: 'accept', change: 'comes', from: tree.guatemala.name });
	expect(await ahead(link, vera.id)).toEqual({ way: 'accept', change: 'moves', from: tree.clinic.name });
	await accept(toAna, ana.id, false, tuesday);
	expect(await ahead(toAna, ana.id)).toEqual({ way: 'done' });
	expect(await ahead(toAna, vera.id)).toEqual({ way: 'used' });
	expect(await ahead(toAna)).toEqual({ way: 'used' });
	expect(await ahead(link, ana.id)).toMatchObject({ way: 'there' });
	const above = await byLink(reach, { ...to, organizationId: tree.guatemala.id, role: 'observer' });
	expect(await ahead(above, ana.id)).toEqual({ way: 'accept', change: 'stays', from: tree.court.name });
});

test('whoever comes again by a link to share, after they had left, comes back', async () => {
	const { tree, reach, to } = await begin();
	const ana = await newPerson(email, monday);
	const link = await byLink(reach, to);
	await accept(link, ana.id, false, monday);
	await write((tx) => tx.update(person).set({ organizationId: tree.harbor.id }).where(eq(person.id, ana.id)));
	expect(await accept(link, ana.id, false, tuesday)).toBe('agree');
	expect(await accept(link, ana.id, true, tuesday)).toBeUndefined();
	expect(await placeOf(ana.id)).toBe(tree.court.id);
	expect(await acceptances()).toHaveLength(1);
});
