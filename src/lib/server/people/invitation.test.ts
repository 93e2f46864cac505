import { expect, test } from 'vitest';
import { read } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { addLearner } from '#server/learning/example.ts';
import { letter } from '#server/mail/tables.ts';
import { findInvitation, signUpInvited } from './acceptance.ts';
import { inviteByLetter, inviteByLink, listInvitations, withdrawInvitation } from './invitation.ts';
import { findByEmail } from './person.ts';
import { takeRole } from './role.ts';
import { act, invitation } from './tables.ts';
import { newPerson, origin, plantTree, reachAs, secretFor } from './testing.ts';
import { close } from './upkeep.ts';

useStore();

const monday = new Date('2026-11-02T08:00:00Z');
const daysLater = (days: number) => new Date(monday.getTime() + days * 24 * 3600_000);
const email = 'new@example.org';
const letters = () => read().select().from(letter).orderBy(letter.writtenAt);

async function begin() {
	const tree = await plantTree(monday);
	const manager = await addLearner('Óscar', monday, { organizationId: tree.court.id });
	const other = await addLearner('Vera', monday, { organizationId: tree.clinic.id });
	return {
		...{ tree, manager, other },
		reach: await reachAs(manager.id, 'manager', tree.guatemala, monday),
		chile: await reachAs(other.id, 'manager', tree.chile, monday),
		to: { organizationId: tree.court.id, language: 'es' as const }
	};
}

test('an invitation by letter goes to one address, in its language, and says who invites where and as what', async () => {
	const { reach, to, manager } = await begin();
	expect(await inviteByLetter(reach, { ...to, email: ' New@Example.ORG ' }, origin, monday)).toBeUndefined();
	expect(
		await inviteByLetter(
			reach,
			{ ...to, email: 'two@example.org', role: 'examiner', language: 'en' },
			origin,
			daysLater(1)
		)
	).toBeUndefined();
	const [first, second] = await letters();
	expect(first).toMatchObject({ address: email, language: 'es', personId: null, kind: 'organization-invitation' });
	expect(first!.link).toMatch(/^https:\/\/puente\.example\/es\/invitations\/[\w-]{27}$/);
	expect(first!.body).toMatch(/Óscar.*Court \(es\)/);
	expect(second!.link).toMatch(/^https:\/\/puente\.example\/invitations\//);
	expect(second!.body).toMatch(/Óscar.*Court.*Examiner/);
	// Only the hash of its secret is kept, and it is noted with the address.
	expect(JSON.stringify(await read().select().from(invitation))).not.toContain(await secretFor(email, first!.kind));
	expect(await read().select().from(act).orderBy(act.at)).toMatchObject([
		{ kind: 'invited', byId: manager.id, organizationId: to.organizationId, details: { email, by: 'letter' } },
		{ kind: 'invited', details: { role: 'examiner', email: 'two@example.org' } }
	]);
});

test('whoever has an account is written to in their own language, and nobody else learns that they have one', async () => {
	const { reach, to } = await begin();
	const ana = await newPerson(email, monday);
	expect(await inviteByLetter(reach, { ...to, email, language: 'en' }, origin, daysLater(1))).toBeUndefined();
	expect((await letters()).at(-1)).toMatchObject({ language: 'es', personId: ana.id });
	expect(JSON.stringify(await read().select().from(act))).not.toContain(ana.id);
	expect(JSON.stringify(await listInvitations(reach, to.organizationId, monday))).not.toContain(ana.name);
});

test('inviting an address again ends the earlier link', async () => {
	const { reach, to } = await begin();
	await inviteByLetter(reach, { ...to, email }, origin, monday);
	const first = await secretFor(email, 'organization-invitation');
	await inviteByLetter(reach, { ...to, email, role: 'facilitator' }, origin, daysLater(1));
	expect((await findInvitation(first, daysLater(1)))?.end).toBe('ended');
	expect(await listInvitations(reach, to.organizationId, daysLater(1))).toMatchObject([{ email, role: 'facilitator' }]);
});

test('a link shows its secret once; open invitations are listed as long as they can be accepted', async () => {
	const { tree, reach, to, manager } = await begin();
	const link = await inviteByLink(reach, to, monday);
	if (typeof link === 'string') throw new Error(link);
	expect(link.secret).toMatch(/^[\w-]{27}$/);
	await inviteByLetter(reach, { ...to, email }, origin, daysLater(1));
	expect(await letters()).toHaveLength(1);
	expect(await listInvitations(reach, to.organizationId, daysLater(1))).toMatchObject([
		{ role: undefined, email: undefined, invitedBy: manager.name, accepted: 0, expiresAt: daysLater(30) },
		{ email }
	]);
	expect(await listInvitations(reach, tree.harbor.id, daysLater(1))).toEqual([]);
	expect(await listInvitations(reach, to.organizationId, daysLater(30))).toMatchObject([{ email }]);
	const details = { name: 'New', password: 'a bridge of words', language: 'es' } as const;
	await signUpInvited(await secretFor(email, 'organization-invitation'), details, daysLater(2));
	expect(await listInvitations(reach, to.organizationId, daysLater(2))).toMatchObject([{ email: undefined }]);
});

test('nobody is invited outside of one’s organizations, into what is closed, or to a role one can’t give', async () => {
	const { tree, reach, to } = await begin();
	const both = async (change: Partial<typeof to> & { role?: 'administrator' | 'manager' }) => [
		await inviteByLetter(reach, { ...to, ...change, email }, origin, monday),
		await inviteByLink(reach, { ...to, ...change }, monday)
	];
	for (const organizationId of [tree.chile.id, tree.clinic.id, tree.root.id, 'nowhere', ''])
		expect(await both({ organizationId })).toEqual(['not theirs', 'not theirs']);
	expect(await both({ role: 'administrator' })).toEqual(['role', 'role']);
	await close(reach, tree.court.id, monday);
	expect(await both({})).toEqual(['closed', 'closed']);
	expect([await letters(), await read().select().from(invitation)]).toEqual([[], []]);
});

test('whoever lost the role meanwhile invites nobody', async () => {
	const { tree, reach, to, manager } = await begin();
	await takeRole(manager.id, 'manager', tree.guatemala.id, undefined, monday);
	expect(await inviteByLetter(reach, { ...to, email }, origin, monday)).toBe('not theirs');
	expect(await findByEmail(email)).toBeUndefined();
});

test('an invitation is withdrawn by those who manage there, once, and by nobody else', async () => {
	const { reach, chile, to } = await begin();
	await inviteByLetter(reach, { ...to, email }, origin, monday);
	const [open] = await listInvitations(reach, to.organizationId, monday);
	expect(await withdrawInvitation(chile, open!.id, monday)).toBe(false);
	expect(await listInvitations(reach, to.organizationId, monday)).toHaveLength(1);
	expect(await listInvitations(chile, to.organizationId, monday)).toEqual([]);
	for (const now of [daysLater(1), daysLater(2)]) expect(await withdrawInvitation(reach, open!.id, now)).toBe(true);
	expect(await listInvitations(reach, to.organizationId, monday)).toEqual([]);
	expect((await read().select().from(act)).filter(({ kind }) => kind === 'invitation-withdrawn')).toMatchObject([
		{ details: { email }, at: daysLater(1) }
	]);
});
