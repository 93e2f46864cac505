import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { read } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { letter } from '#server/mail/tables.ts';
import {
	askToChangeEmail,
	changePassword,
	changeToConfirmedEmail,
	forgotPassword,
	prepareAdministrator,
	replacePassword
} from './access.ts';
import { findRootOrganization } from './organization.ts';
import { findByEmail, findByPassword, signUp } from './person.ts';
import { findSignedIn, signIn } from './session.ts';
import { organization } from './tables.ts';
import { newPerson, origin, password, secretFor } from './testing.ts';
import { createToken, findToken, useToken } from './token.ts';

useStore();

const monday = new Date('2026-11-23T09:00:00Z');
const later = (minutes: number) => new Date(monday.getTime() + minutes * 60_000);
const email = 'ana@example.org';
const fresh = 'quite another sentence';

test('a forgotten password is replaced once, within an hour, and every sign-in ends', async () => {
	const ana = await newPerson(email, monday);
	const session = await signIn(ana.id, 'phone', new Date());
	await forgotPassword(email, origin, monday);
	const secret = await secretFor(email, 'reset-password');
	expect(await replacePassword(secret, fresh, later(61))).toBeUndefined();
	expect(await replacePassword(secret, fresh, later(59))).toMatchObject({ id: ana.id });
	expect(await replacePassword(secret, 'a third sentence', later(59))).toBeUndefined();
	expect(await findByPassword(email, fresh)).toBeDefined();
	expect(await findByPassword(email, password)).toBeUndefined();
	expect(await findSignedIn(session, new Date())).toBeUndefined();
});

test('for an unknown address nothing is written', async () => {
	await forgotPassword('nobody@example.org', origin, monday);
	expect(await read().select().from(letter)).toEqual([]);
});

test('replacing a password confirms the address it was sent to', async () => {
	await signUp({ name: 'Ana', email, password, language: 'es' }, origin, monday);
	await forgotPassword(email, origin, monday);
	await replacePassword(await secretFor(email, 'reset-password'), fresh, later(5));
	expect((await findByEmail(email))?.emailConfirmedAt).toEqual(later(5));
});

test('of two that use a link at once, one gets it', async () => {
	const ana = await newPerson(email, monday);
	const secret = await createToken('reset-password', ana.id, monday, email);
	const used = await Promise.all([1, 2, 3].map(() => useToken('reset-password', secret, later(1))));
	expect(used.filter(Boolean)).toHaveLength(1);
});

test('looking at a link does not use it, and a newer link ends the older', async () => {
	const ana = await newPerson(email, monday);
	const older = await createToken('reset-password', ana.id, monday, email);
	expect(await findToken('reset-password', older, later(1))).toBeDefined();
	expect(await findToken('reset-password', older, later(1))).toBeDefined();
	expect(await findToken('change-email', older, later(1))).toBeUndefined();
	await createToken('reset-password', ana.id, later(2), email);
	expect(await findToken('reset-password', older, later(3))).toBeUndefined();
});

test('changing the password ends the other sign-ins and tells by letter', async () => {
	const ana = await newPerson(email, monday);
	const here = await signIn(ana.id, 'this phone', new Date());
	const elsewhere = await signIn(ana.id, 'another', new Date());
	await changePassword(ana.id, fresh, here, origin, monday);
	expect(await findSignedIn(here, new Date())).toBeDefined();
	expect(await findSignedIn(elsewhere, new Date())).toBeUndefined();
	const kinds = (await read().select().from(letter).where(eq(letter.address, email))).map(({ kind }) => kind);
	expect(kinds).toContain('password-changed');
});

test('a new address counts once its letter was opened, and the old one is told', async () => {
	const ana = await newPerson(email, monday);
	await askToChangeEmail(ana.id, 'New@Example.org', origin, monday);
	expect((await findByEmail(email))?.id).toBe(ana.id);
	const secret = await secretFor('new@example.org', 'change-email');
	expect(await changeToConfirmedEmail(secret, later(1))).toMatchObject({ id: ana.id, email: 'new@example.org' });
	expect(await changeToConfirmedEmail(secret, later(2))).toBeUndefined();
	const kinds = (await read().select().from(letter).where(eq(letter.address, email))).map(({ kind }) => kind);
	expect(kinds).toContain('email-changed');
});

test('an address that somebody else has, or took meanwhile, is not taken over', async () => {
	const ana = await newPerson(email, monday);
	await newPerson('taken@example.org', monday);
	await askToChangeEmail(ana.id, 'taken@example.org', origin, monday);
	await expect(secretFor('taken@example.org', 'change-email')).rejects.toThrow();

	await askToChangeEmail(ana.id, 'soon@example.org', origin, monday);
	const secret = await secretFor('soon@example.org', 'change-email');
	await newPerson('soon@example.org', later(1));
	expect(await changeToConfirmedEmail(secret, later(2))).toBeUndefined();
	expect((await findByEmail(email))?.id).toBe(ana.id);
});

test('the first administrator gets a link, and a second call no second tree', async () => {
	const first = await prepareAdministrator('Boss@Example.org', monday);
	const second = await prepareAdministrator('boss@example.org', later(1));
	expect(await replacePassword(first, fresh, later(2), 'first-sign-in')).toBeUndefined();
	const boss = await replacePassword(second, fresh, later(2), 'first-sign-in');
	expect(boss).toMatchObject({ email: 'boss@example.org', emailConfirmedAt: later(2) });
	expect(await read().select().from(organization)).toHaveLength(1);
	const signedIn = await findSignedIn(await signIn(boss!.id, '', new Date()), new Date());
	expect(signedIn?.roles).toEqual([
		{ role: 'administrator', organizationId: (await findRootOrganization())?.id, everywhere: true }
	]);
});
