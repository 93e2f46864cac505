import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { read, write } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { addLearner } from '#server/learning/example.ts';
import * as outbox from '#server/mail/outbox.ts';
import { letter } from '#server/mail/tables.ts';
import { accept, findInvitation, signUpInvited } from './acceptance.ts';
import { forgotPassword, replacePassword } from './access.ts';
import { deactivate } from './deactivation.ts';
import { inviteByLetter, inviteByLink } from './invitation.ts';
import { addOrganization } from './organization.ts';
import {
	askToConfirm,
	changeProfile,
	confirm,
	documents,
	findByEmail,
	findByPassword,
	forget,
	getPerson,
	ownData,
	setReminders,
	signUp,
	type Person,
	type Profile,
	type SignUp
} from './person.ts';
import { giveRole, holdsRole } from './role.ts';
import { findSignedIn, signIn } from './session.ts';
import { act, consent, deactivation, invitation, person, session, token } from './tables.ts';
import { plantTree, reachAs, secretFor } from './testing.ts';
import { createToken, findToken } from './token.ts';

useStore();

const origin = 'https://puente.example.org';
const monday = new Date('2026-11-02T08:00:00Z');
const tuesday = new Date('2026-11-03T08:00:00Z');
const daysLater = (days: number) => new Date(monday.getTime() + days * 24 * 3600_000);
const ana: SignUp = {
	name: 'María José Peña-Durán',
	email: 'ana@example.org',
	password: 'a long password',
	language: 'es',
	country: 'GT'
};
const people = () => read().select().from(person);
const letters = () => read().select().from(letter).orderBy(letter.id);
const secretOf = (link: string | null | undefined) => link!.split('/').at(-1)!;
const lastSecret = async () => secretOf((await letters()).at(-1)!.link);

/** Signs somebody up and confirms their address. */
async function settle(details: SignUp, now = monday) {
	await signUp(details, origin, now);
	return (await confirm(await lastSecret(), now))!;
}

test('signing up makes an account that waits for its letter', async () => {
	await signUp(ana, origin, monday);
	const [account] = await people();
	expect(account).toMatchObject({
		email: 'ana@example.org',
		name: 'María José Peña-Durán',
		language: 'es',
		country: 'GT',
		timeZone: 'America/Guatemala',
		emailConfirmedAt: null,
		wantsReminders: true,
		sex: null,
		createdAt: monday
	});
	expect(account!.passwordHash).toMatch(/^\$argon2id\$/);
	const [sent] = await letters();
	expect(sent).toMatchObject({
		personId: account!.id,
		address: 'ana@example.org',
		language: 'es',
		kind: 'confirm-email'
	});
	expect(sent!.link).toMatch(/^https:\/\/puente\.example\.org\/es\/confirm\/[\w-]{27}$/);
	expect(sent!.body).toContain('María José Peña-Durán');
});

test('signing up notes consent to both documents, in their versions', async () => {
	const { id } = await settle(ana);
	const given = await read().select().from(consent).orderBy(consent.document);
	expect(given).toEqual([
		{ personId: id, document: 'privacy', version: documents.privacy, givenAt: monday },
		{ personId: id, document: 'terms', version: documents.terms, givenAt: monday }
	]);
});

test('the letter leads on to where somebody wanted to go, also when it is asked for again', async () => {
	const next = '/es/invitations/abc?x=1&y=ñ';
	await signUp({ ...ana, next }, origin, monday);
	await askToConfirm((await findByEmail(ana.email))!, origin, tuesday, next);
	for (const { link } of await letters()) {
		const { pathname, searchParams } = new URL(link!);
		expect([pathname.startsWith('/es/confirm/'), searchParams.get('next')]).toEqual([true, next]);
	}
	expect(await confirm(new URL((await letters()).at(-1)!.link!).pathname.split('/').at(-1)!, tuesday)).toBeDefined();
});

test('an address is one, however it is written', async () => {
	await settle({ ...ana, email: '  Ana@Example.ORG ' });
	expect(await people()).toMatchObject([{ email: 'ana@example.org' }]);
	expect(await findByEmail('ANA@example.org')).toBeDefined();
	await signUp({ ...ana, email: 'aNa@example.org' }, origin, tuesday);
	expect(await people()).toHaveLength(1);
});

test('whoever signs up with a known address learns nothing and changes nothing; its owner gets a letter', async () => {
	const owner = await settle(ana);
	const before = { people: await people(), consents: await read().select().from(consent) };
	const other: SignUp = {
		name: 'Somebody Else',
		email: ' ANA@example.org',
		password: 'another password',
		language: 'en'
	};
	expect(await signUp(other, origin, tuesday)).toBe(
		await signUp({ ...other, email: 'new@example.org' }, origin, tuesday)
	);

	expect(await read().select().from(person).where(eq(person.id, owner.id))).toEqual(before.people);
	expect(await read().select().from(consent).where(eq(consent.personId, owner.id))).toEqual(before.consents);
	expect(await findByPassword('ana@example.org', 'another password')).toBeUndefined();
	const [warning] = (await letters()).filter(({ kind }) => kind === 'already-signed-up');
	expect(warning).toMatchObject({
		personId: owner.id,
		address: 'ana@example.org',
		language: 'es',
		link: `${origin}/es/forgotten-password`
	});
	expect(warning!.body).toContain('María José Peña-Durán');
	expect(warning!.body).not.toContain('Somebody Else');
});

test('an account that was never confirmed belongs to whoever signs up next', async () => {
	await signUp({ ...ana, name: 'Impostor', password: "the impostor's one" }, origin, monday);
	const first = await lastSecret();
	await signUp(ana, origin, tuesday);
	const second = await lastSecret();

	expect(await confirm(first, tuesday)).toBeUndefined();
	expect(await confirm(second, tuesday)).toMatchObject({ name: 'María José Peña-Durán', emailConfirmedAt: tuesday });
	expect(await people()).toHaveLength(1);
	expect(await findByPassword(ana.email, "the impostor's one")).toBeUndefined();
	expect(await findByPassword(ana.email, ana.password)).toBeDefined();
	// What counts is when this person agreed.
	expect((await read().select().from(consent)).map(({ givenAt }) => givenAt)).toEqual([tuesday, tuesday]);
});

test('signing up several times at once makes one account, which its last letter confirms', async () => {
	await Promise.all([1, 2, 3].map(() => signUp(ana, origin, monday)));
	expect(await people()).toHaveLength(1);
	const secrets = (await letters()).map(({ link }) => secretOf(link));
	expect(secrets).toHaveLength(3);
	const confirmed = [];
	for (const secret of secrets) confirmed.push(await confirm(secret, monday));
	expect(confirmed.filter(Boolean)).toHaveLength(1);
});

test('a link confirms an address once, for seven days', async () => {
	await signUp(ana, origin, monday);
	const secret = await lastSecret();
	expect(await confirm(secret, daysLater(7.1))).toBeUndefined();
	expect(await confirm('no-such-secret', monday)).toBeUndefined();
	expect((await people())[0]!.emailConfirmedAt).toBeNull();
	expect(await confirm(secret, daysLater(6.9))).toMatchObject({ emailConfirmedAt: daysLater(6.9) });
	expect(await confirm(secret, daysLater(6.9))).toBeUndefined();
});

test('a link that was sent to another address confirms nothing', async () => {
	await signUp(ana, origin, monday);
	const secret = await lastSecret();
	await write((tx) => tx.update(person).set({ email: 'new@example.org' }));
	expect(await confirm(secret, monday)).toBeUndefined();
	expect((await people())[0]!.emailConfirmedAt).toBeNull();
});

test('a link that does one thing does no other', async () => {
	const account = await settle(ana);
	const reset = await createToken('reset-password', account.id, monday, ana.email);
	expect(await confirm(reset, monday)).toBeUndefined();
	expect(await findToken('reset-password', reset, monday)).toBeDefined();
});

test('an account is found by its address and its password, and by nothing else', async () => {
	const account = await settle({ ...ana, password: 'contraseña segura' });
	expect(await findByPassword(' ANA@example.org', 'contraseña segura')).toMatchObject({ id: account.id });
	// The same letters, written with a combining tilde.
	expect(await findByPassword('ana@example.org', 'contrasen\u0303a segura')).toMatchObject({ id: account.id });
	expect(await findByPassword('ana@example.org', 'contrasena segura')).toBeUndefined();
	expect(await findByPassword('ana@example.org', '')).toBeUndefined();
	expect(await findByPassword('luis@example.org', 'contraseña segura')).toBeUndefined();
});

test('an account without a password is opened by none', async () => {
	await addLearner('Luis', monday, { email: 'luis@example.org' });
	expect(await findByPassword('luis@example.org', '')).toBeUndefined();
	expect(await findByPassword('luis@example.org', 'nobody has this password')).toBeUndefined();
});

const profile: Profile = {
	name: 'Ana Peña',
	language: 'es',
	country: 'GT',
	institution: null,
	sector: 'health',
	profession: 'counselor',
	sex: 'undisclosed',
	timeZone: 'America/Guatemala',
	wantsReminders: false
};

test('a profile holds what was said of oneself, and what was taken back', async () => {
	const account = await addLearner('Ana', monday);
	await changeProfile(account.id, { ...profile, institution: 'A clinic of my own' });
	expect(await getPerson(account.id)).toMatchObject({
		...profile,
		institution: 'A clinic of my own',
		organizationId: null
	});
	await changeProfile(account.id, { ...profile, sector: null, sex: null });
	expect(await getPerson(account.id)).toMatchObject({ sector: null, sex: null, institution: null });
});

test('an institution is linked to the tree where it names one of the same country, in either language', async () => {
	const region = await addOrganization({ kind: 'region', name: { en: 'Region', es: 'Región' } }, monday);
	const below = (kind: 'country' | 'institution', en: string, es: string, country: string) =>
		addOrganization({ kind, name: { en, es }, country, parentId: region.id }, monday);
	const harbor = await below('institution', 'Harbor House', 'Casa Puerto Ñuñoa', 'GT');
	const twin = await below('institution', 'Harbor House', 'Casa Puerto', 'CL');
	const guatemala = await below('country', 'Guatemala', 'Guatemala', 'GT');
	const account = await addLearner('Ana', monday);
	const linked = async (institution: string | null, country: string | null) => {
		await changeProfile(account.id, { ...profile, institution, country });
		return (await getPerson(account.id)).organizationId;
	};
	expect(await linked('Harbor House', 'GT')).toBe(harbor.id);
	expect(await linked('CASA PUERTO ÑUÑOA', 'GT')).toBe(harbor.id);
	expect(await linked('harbor house', 'CL')).toBe(twin.id);
	// As long as no institution is known, they belong to their country, or to the root where that has none.
	expect(await linked('Casa Puerto Ñuñoa', 'CL')).toBe(region.id);
	expect(await linked('Guatemala', 'GT')).toBe(guatemala.id);
	expect(await linked('Harbor', 'GT')).toBe(guatemala.id);
	expect(await linked(null, 'GT')).toBe(guatemala.id);
	expect(await linked(null, null)).toBe(region.id);
});

test('reminders are turned off and on', async () => {
	const account = await addLearner('Ana', monday);
	await setReminders(account.id, false);
	expect((await getPerson(account.id)).wantsReminders).toBe(false);
	await setReminders(account.id, true);
	expect((await getPerson(account.id)).wantsReminders).toBe(true);
});

test('own data holds what is known, without the password', async () => {
	const account = await settle(ana);
	const root = await addOrganization({ kind: 'region', name: { en: 'Region', es: 'Región' } }, monday);
	await giveRole(account.id, 'manager', root.id, undefined, monday);
	await signIn(account.id, 'a browser', monday);
	const own = await ownData(account.id);
	expect(own).toMatchObject({
		person: { email: 'ana@example.org', name: 'María José Peña-Durán' },
		consents: [{ version: documents.privacy }, { version: documents.terms }],
		roles: [{ role: 'manager', organization: { en: 'Region' } }],
		signIns: [{ device: 'a browser' }]
	});
	expect(JSON.stringify(own)).not.toMatch(/argon2|passwordHash/);
	const [open] = await read().select().from(session);
	expect(JSON.stringify(own)).not.toContain(open!.id);
});

test('somebody who is forgotten leaves a row that says nothing of them, and no way in', async () => {
	const account = await settle(ana);
	const luis = await addLearner('Luis', monday);
	const root = await addOrganization({ kind: 'region', name: { en: 'Region', es: 'Región' } }, monday);
	await changeProfile(account.id, { ...profile, institution: 'Somewhere', sex: 'female' });
	await giveRole(account.id, 'manager', root.id, luis.id, monday);
	const secret = await signIn(account.id, 'a browser', monday);
	const other = await signIn(luis.id, 'a browser', monday);
	await forgotPassword(ana.email, origin, monday);
	const reset = await lastSecret();

	await forget(account.id, tuesday);

	const row = await getPerson(account.id);
	expect(row).toMatchObject({ name: '', email: null, passwordHash: null, erasedAt: tuesday, createdAt: monday });
	expect(JSON.stringify(row)).not.toMatch(/Ana|Peña|ana@|Somewhere|counselor|health|female/);
	expect(await findSignedIn(secret, tuesday)).toBeUndefined();
	expect(await replacePassword(reset, 'a new password', monday)).toBeUndefined();
	expect(await findByPassword(ana.email, ana.password)).toBeUndefined();
	expect(await holdsRole(account, 'manager', root.id)).toBe(false);
	expect(await read().select().from(token).where(eq(token.personId, account.id))).toEqual([]);
	// Others stay, and the address may begin anew.
	expect(await findSignedIn(other, tuesday)).toMatchObject({ name: 'Luis' });
	const again = await settle(ana, tuesday);
	expect(again.id).not.toBe(account.id);
});

/** Somebody who was invited by a letter, came by a shared link, was deactivated, and invites others. */
async function deal() {
	const tree = await plantTree(monday);
	const manager = await addLearner('Óscar', monday, { organizationId: tree.root.id, email: 'oscar@example.org' });
	const reach = await reachAs(manager.id, 'administrator', tree.root, monday);
	const account = await settle(ana);
	const to = { organizationId: tree.court.id, language: 'es' as const };
	await inviteByLetter(reach, { ...to, email: ana.email }, origin, monday);
	await inviteByLetter(reach, { ...to, email: 'another@example.org' }, origin, monday);
	const link = (await inviteByLink(reach, to, monday)) as { secret: string };
	await accept(link.secret, account.id, true, tuesday);
	await inviteByLetter(
		await reachAs(account.id, 'manager', tree.court, monday),
		{ ...to, email: 'luis@example.org' },
		origin,
		tuesday
	);
	await deactivate(reach, account.id, 'Away because of her health.', tuesday);
	return { account, manager, reach, tree, link };
}

test('own data holds what organizations did with somebody, and names nobody else', async () => {
	const { account, manager } = await deal();
	const own = await ownData(account.id);
	expect(own).toMatchObject({
		invitationsSent: [{ email: 'luis@example.org', organization: { en: 'Court' } }],
		invitations: [
			{ email: ana.email, acceptedAt: null },
			{ email: null, acceptedAt: tuesday }
		],
		deactivations: [{ reason: 'Away because of her health.', from: tuesday, until: null }]
	});
	const acts = own.acts.map(({ kind, byYou }) => [kind, byYou]);
	expect(acts).toHaveLength(4);
	for (const each of [
		['invitation-accepted', true],
		['person-moved', true],
		['invited', true],
		['person-deactivated', false]
	])
		expect(acts).toContainEqual(each);
	expect(JSON.stringify(own)).not.toMatch(/Óscar|oscar@|another@/);
	const others = await ownData(manager.id);
	expect(others.invitations).toEqual([]);
	expect(JSON.stringify(others)).not.toMatch(/Away because|luis@/);
});

test('somebody who is forgotten is named in no invitation, act or letter; their own link works no more, a shared one does', async () => {
	const { account, tree, link } = await deal();
	const everything = async () =>
		JSON.stringify(
			await Promise.all([invitation, deactivation, act, letter].map(async (each) => read().select().from(each)))
		);
	expect(await everything()).toMatch(/Away because/);
	expect(await everything()).toContain(ana.email);
	await outbox.forget(account.id);
	await forget(account.id, tuesday);
	const left = await everything();
	for (const words of ['Away because', ana.email, ana.name]) expect(left).not.toContain(words);
	for (const others of ['another@example.org', 'luis@example.org']) expect(left).toContain(others);
	const theirs = (await read().select().from(invitation)).filter(({ email }) => email === null);
	expect(theirs.map(({ withdrawnAt }) => withdrawnAt).sort()).toEqual([tuesday, null].sort());
	expect((await findInvitation(link.secret, tuesday))?.end).toBeUndefined();
	expect(await read().select().from(act)).toContainEqual(
		expect.objectContaining({ kind: 'invited', organizationId: tree.court.id, details: { by: 'letter' } })
	);
	await forget(account.id, tuesday);
	expect(await everything()).toBe(left);
});

test('a letter to somebody who has no account yet goes with the account they make later', async () => {
	const { reach, tree } = await deal();
	const to = { organizationId: tree.court.id, language: 'es' as const, email: 'rosa@example.org' };
	await inviteByLetter(reach, to, origin, tuesday);
	const rosa = (await signUpInvited(
		await secretFor(to.email, 'organization-invitation'),
		{ ...ana, name: 'Rosa' },
		tuesday
	)) as Person;
	await forget(rosa.id, tuesday);
	expect(await read().select().from(letter).where(eq(letter.address, to.email))).toEqual([]);
});

test('several people can be forgotten', async () => {
	for (const name of ['Ana', 'Luis']) await forget((await addLearner(name, monday)).id, tuesday);
	expect((await people()).map(({ email, name }) => [email, name])).toEqual([
		[null, ''],
		[null, '']
	]);
});
