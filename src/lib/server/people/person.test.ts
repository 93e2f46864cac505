import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { useStore } from '#server/db/testing.ts';
import { read } from '#server/db/store.ts';
import { letter } from '#server/mail/tables.ts';
import { addOrganization } from './organization.ts';
import {
	changeProfile,
	confirm,
	documents,
	findByEmail,
	findByPassword,
	forget,
	getPerson,
	ownData,
	signUp
} from './person.ts';
import { giveRole } from './role.ts';
import { findSignedIn, signIn } from './session.ts';
import { consent, person, token } from './tables.ts';
import { newPerson, origin, password, secretFor } from './testing.ts';

useStore();

const monday = new Date('2026-11-23T09:00:00Z');
const inDays = (days: number) => new Date(monday.getTime() + days * 24 * 3600_000);
const ana = { name: 'Ana Núñez', email: 'Ana@Example.org', password, language: 'es', country: 'GT' } as const;

test('signing up makes an account that its letter must confirm', async () => {
	await signUp(ana, origin, monday);
	const account = await findByEmail(' ANA@example.org ');
	expect(account).toMatchObject({ email: 'ana@example.org', emailConfirmedAt: null, timeZone: 'America/Guatemala' });
	expect(account?.passwordHash).toMatch(/^\$argon2id\$/);
	const agreed = await read().select().from(consent).where(eq(consent.personId, account!.id));
	expect(agreed.map(({ document, version }) => `${document} ${version}`).sort()).toEqual([
		`privacy ${documents.privacy}`,
		`terms ${documents.terms}`
	]);

	const secret = await secretFor('ana@example.org', 'confirm-email');
	expect(await confirm(secret, monday)).toMatchObject({ id: account!.id, emailConfirmedAt: monday });
	expect(await confirm(secret, monday)).toBeUndefined();
});

test('only the hash of a link is stored', async () => {
	await signUp(ana, origin, monday);
	const secret = await secretFor('ana@example.org', 'confirm-email');
	const rows = JSON.stringify(await read().select().from(token));
	expect(rows).not.toContain(secret);
});

test('a link that ran out confirms nothing', async () => {
	await signUp(ana, origin, monday);
	expect(await confirm(await secretFor('ana@example.org', 'confirm-email'), inDays(8))).toBeUndefined();
});

test('a known address learns of it by letter, and nothing changes', async () => {
	const before = await newPerson('ana@example.org', monday);
	await signUp({ ...ana, name: 'Somebody Else', password: 'another long one' }, origin, inDays(1));
	expect(await findByEmail('ana@example.org')).toEqual(before);
	const kinds = (await read().select({ kind: letter.kind }).from(letter)).map(({ kind }) => kind);
	expect(kinds).toContain('already-signed-up');
	expect(await findByPassword('ana@example.org', 'another long one')).toBeUndefined();
});

test('an account that was never confirmed belongs to the newer sign-up, and its older link stops working', async () => {
	await signUp({ ...ana, password: 'typed by a stranger' }, origin, monday);
	const stale = await secretFor('ana@example.org', 'confirm-email');
	await signUp(ana, origin, inDays(1));
	expect(await confirm(stale, inDays(1))).toBeUndefined();
	expect(await findByPassword('ana@example.org', 'typed by a stranger')).toBeUndefined();
	expect(await findByPassword('ana@example.org', password)).toBeDefined();
});

test('two sign-ups with one address at once make one account', async () => {
	await Promise.all([signUp(ana, origin, monday), signUp(ana, origin, monday)]);
	expect(await read().select().from(person)).toHaveLength(1);
});

test('a password fits only its own account', async () => {
	await newPerson('ana@example.org', monday);
	expect(await findByPassword('ANA@example.org', password)).toMatchObject({ email: 'ana@example.org' });
	expect(await findByPassword('ana@example.org', `${password} `)).toBeUndefined();
	expect(await findByPassword('nobody@example.org', password)).toBeUndefined();
});

test('an institution that stands in the tree of the country is linked, in either language', async () => {
	const account = await newPerson('ana@example.org', monday);
	const region = await addOrganization({ kind: 'region', name: { en: 'Network', es: 'Red' } }, monday);
	const house = await addOrganization(
		{ kind: 'institution', name: { en: 'Harbor House', es: 'Casa Puerto' }, country: 'GT', parentId: region.id },
		monday
	);
	await changeProfile(account.id, { institution: 'casa puerto' });
	expect(await getPerson(account.id)).toMatchObject({ organizationId: house.id, institution: 'casa puerto' });
	await changeProfile(account.id, { country: 'CL' });
	expect((await getPerson(account.id)).organizationId).toBeNull();
	await changeProfile(account.id, { country: 'GT', institution: 'Elsewhere' });
	expect((await getPerson(account.id)).organizationId).toBeNull();
	expect(await getPerson(account.id)).toMatchObject({ name: 'Ana Núñez', passwordHash: account.passwordHash });
});

test('own data holds what is known and no secret', async () => {
	const account = await newPerson('ana@example.org', monday);
	const data = JSON.stringify(await ownData(account.id));
	expect(data).toContain('ana@example.org');
	expect(data).not.toContain('argon2');
});

test('forgetting leaves a row that says nothing', async () => {
	const account = await newPerson('ana@example.org', monday);
	const region = await addOrganization({ kind: 'region', name: { en: 'Network', es: 'Red' } }, monday);
	await giveRole(account.id, 'manager', region.id, undefined, monday);
	const secret = await signIn(account.id, 'phone', monday);
	await forget(account.id, inDays(1));
	expect(await getPerson(account.id)).toMatchObject({
		name: '',
		email: null,
		passwordHash: null,
		erasedAt: inDays(1)
	});
	expect(await findSignedIn(secret, inDays(1))).toBeUndefined();
	expect(await findByPassword('ana@example.org', password)).toBeUndefined();
	await signUp(ana, origin, inDays(2));
	expect(await read().select().from(person)).toHaveLength(2);
});
