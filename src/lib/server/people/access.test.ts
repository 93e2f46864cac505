import { expect, test } from 'vitest';
import { read, write } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { addLearner } from '#server/learning/example.ts';
import { letter } from '#server/mail/tables.ts';
import {
	askToChangeEmail,
	changePassword,
	changeToConfirmedEmail,
	forgotPassword,
	prepareAdministrator,
	replacePassword
} from './access.ts';
import { hashPassword } from './password.ts';
import { findByPassword, forget, getPerson } from './person.ts';
import { holdsRole } from './role.ts';
import { findSignedIn, signIn } from './session.ts';
import { organization, person, role } from './tables.ts';
import { findToken } from './token.ts';

useStore();

const origin = 'https://puente.example.org';
const monday = new Date('2026-11-02T08:00:00Z');
const minutesLater = (minutes: number) => new Date(monday.getTime() + minutes * 60_000);
const hoursLater = (hours: number) => minutesLater(hours * 60);
const letters = () => read().select().from(letter).orderBy(letter.id);
const lastSecret = async () => (await letters()).at(-1)!.link!.split('/').at(-1)!.replace('?change', '');

const addAna = async (about: Parameters<typeof addLearner>[2] = {}) =>
	addLearner('Ana', monday, {
		email: 'ana@example.org',
		language: 'es',
		passwordHash: await hashPassword('old password'),
		...about
	});

test('a forgotten password is replaced by the link of a letter, once', async () => {
	const ana = await addAna();
	await forgotPassword(' ANA@example.org', origin, monday);
	expect(await letters()).toMatchObject([
		{ kind: 'reset-password', address: 'ana@example.org', language: 'es', personId: ana.id }
	]);
	expect((await letters())[0]!.link).toMatch(/^https:\/\/puente\.example\.org\/es\/reset-password\/[\w-]{27}$/);
	const secret = await lastSecret();
	expect(await replacePassword(secret, 'new password', minutesLater(59))).toMatchObject({ id: ana.id });
	expect(await findByPassword('ana@example.org', 'new password')).toBeDefined();
	expect(await findByPassword('ana@example.org', 'old password')).toBeUndefined();
	expect(await replacePassword(secret, 'third password', minutesLater(59))).toBeUndefined();
	expect(await findByPassword('ana@example.org', 'new password')).toBeDefined();
});

test('the link works for one hour', async () => {
	await addAna();
	await forgotPassword('ana@example.org', origin, monday);
	const secret = await lastSecret();
	expect(await replacePassword(secret, 'new password', minutesLater(60))).toBeUndefined();
	expect(await replacePassword(secret, 'new password', minutesLater(61))).toBeUndefined();
	expect(await findByPassword('ana@example.org', 'old password')).toBeDefined();
});

test('of several letters, the last one counts', async () => {
	await addAna();
	await forgotPassword('ana@example.org', origin, monday);
	const first = await lastSecret();
	await forgotPassword('ana@example.org', origin, minutesLater(1));
	expect(await replacePassword(first, 'new password', minutesLater(2))).toBeUndefined();
	expect(await replacePassword(await lastSecret(), 'new password', minutesLater(2))).toBeDefined();
});

test('of two who use a link at once, one chooses the password', async () => {
	await addAna();
	await forgotPassword('ana@example.org', origin, monday);
	const secret = await lastSecret();
	const passwords = ['first choice', 'second choice'];
	const changed = await Promise.all(passwords.map((password) => replacePassword(secret, password, minutesLater(1))));
	expect(changed.filter(Boolean)).toHaveLength(1);
	const chosen = passwords[changed.findIndex(Boolean)]!;
	expect(await findByPassword('ana@example.org', chosen)).toBeDefined();
});

test('an unknown address is answered like a known one, and nobody gets a letter', async () => {
	await addAna();
	expect(await forgotPassword('luis@example.org', origin, monday)).toBe(
		await forgotPassword('ana@example.org', origin, monday)
	);
	expect(await letters()).toHaveLength(1);
});

test('replacing a password ends every sign-in, and proves the address', async () => {
	const ana = await addAna({ emailConfirmedAt: null });
	const luis = await addLearner('Luis', monday);
	const secrets = [await signIn(ana.id, 'a phone', monday), await signIn(ana.id, 'a computer', monday)];
	const other = await signIn(luis.id, 'a phone', monday);
	await forgotPassword('ana@example.org', origin, monday);
	const changed = await replacePassword(await lastSecret(), 'new password', minutesLater(5));
	expect(changed!.emailConfirmedAt).toEqual(minutesLater(5));
	for (const secret of secrets) expect(await findSignedIn(secret, minutesLater(5))).toBeUndefined();
	expect(await findSignedIn(other, minutesLater(5))).toBeDefined();
});

test('a link that was sent to an address from before replaces nothing', async () => {
	const ana = await addAna();
	await forgotPassword('ana@example.org', origin, monday);
	const reset = await lastSecret();
	await askToChangeEmail(ana.id, 'new@example.org', origin, monday);
	await changeToConfirmedEmail(await lastSecret(), monday);
	expect(await replacePassword(reset, 'new password', minutesLater(1))).toBeUndefined();
	expect(await findByPassword('new@example.org', 'old password')).toBeDefined();
});

test('changing the password ends the other sign-ins, keeps this one, and a letter tells', async () => {
	const ana = await addAna();
	const here = await signIn(ana.id, 'here', monday);
	const there = await signIn(ana.id, 'there', monday);
	await changePassword(ana.id, 'new password', here, origin, minutesLater(1));
	expect(await findSignedIn(here, minutesLater(1))).toBeDefined();
	expect(await findSignedIn(there, minutesLater(1))).toBeUndefined();
	expect(await findByPassword('ana@example.org', 'new password')).toBeDefined();
	expect(await letters()).toMatchObject([
		{ kind: 'password-changed', address: 'ana@example.org', link: `${origin}/es/forgotten-password` }
	]);
});

test('an address counts once its letter was read; the old one is told', async () => {
	const ana = await addAna();
	await askToChangeEmail(ana.id, ' New@Example.org', origin, monday);
	expect(await getPerson(ana.id)).toMatchObject({ email: 'ana@example.org' });
	expect(await letters()).toMatchObject([{ kind: 'change-email', address: 'new@example.org', personId: ana.id }]);
	const secret = await lastSecret();
	expect(await changeToConfirmedEmail(secret, hoursLater(25))).toBeUndefined();
	expect(await changeToConfirmedEmail(secret, hoursLater(23))).toMatchObject({
		email: 'new@example.org',
		emailConfirmedAt: hoursLater(23)
	});
	expect((await letters()).at(-1)).toMatchObject({ kind: 'email-changed', address: 'ana@example.org', link: null });
	expect(await changeToConfirmedEmail(secret, hoursLater(23))).toBeUndefined();
});

test('an address that has an account gets no letter, and who asks learns nothing of it', async () => {
	const ana = await addAna();
	await addLearner('Luis', monday, { email: 'luis@example.org' });
	expect(await askToChangeEmail(ana.id, 'LUIS@example.org', origin, monday)).toBe(
		await askToChangeEmail(ana.id, 'new@example.org', origin, monday)
	);
	expect((await letters()).map(({ address }) => address)).toEqual(['new@example.org']);
});

test('an address that somebody else took meanwhile stays theirs', async () => {
	const ana = await addAna();
	await askToChangeEmail(ana.id, 'new@example.org', origin, monday);
	await addLearner('Luis', monday, { email: 'new@example.org' });
	expect(await changeToConfirmedEmail(await lastSecret(), hoursLater(1))).toBeUndefined();
	expect(await getPerson(ana.id)).toMatchObject({ email: 'ana@example.org' });
	expect((await letters()).map(({ kind }) => kind)).toEqual(['change-email']);
});

test('of two who change to the same address at once, one gets it', async () => {
	const secrets: string[] = [];
	for (const name of ['Ana', 'Luis']) {
		const { id } = await addLearner(name, monday);
		await askToChangeEmail(id, 'new@example.org', origin, monday);
		secrets.push(await lastSecret());
	}
	const changed = await Promise.all(secrets.map((secret) => changeToConfirmedEmail(secret, hoursLater(1))));
	expect(changed.filter(Boolean)).toHaveLength(1);
	const there = (await read().select().from(person)).filter(({ email }) => email === 'new@example.org');
	expect(there).toHaveLength(1);
});

test('whoever replaces or changes their password also stops a change of address that others began', async () => {
	const ana = await addAna();
	await askToChangeEmail(ana.id, 'thief@example.org', origin, monday);
	const theirs = await lastSecret();
	await forgotPassword('ana@example.org', origin, monday);
	await replacePassword(await lastSecret(), 'new password', minutesLater(1));
	expect(await changeToConfirmedEmail(theirs, minutesLater(2))).toBeUndefined();

	await askToChangeEmail(ana.id, 'thief@example.org', origin, minutesLater(3));
	const again = await lastSecret();
	await changePassword(ana.id, 'newer password', undefined, origin, minutesLater(4));
	expect(await changeToConfirmedEmail(again, minutesLater(5))).toBeUndefined();
	expect(await getPerson(ana.id)).toMatchObject({ email: 'ana@example.org' });
});

test('the first administrator chooses a password by a link that works once, for a day, and runs the whole tree', async () => {
	const secret = await prepareAdministrator(' You@Example.org', monday);
	expect(await findToken('first-sign-in', secret, hoursLater(25))).toBeUndefined();
	const administrator = await replacePassword(secret, 'a long password', hoursLater(1), 'first-sign-in');
	expect(administrator).toMatchObject({ email: 'you@example.org', emailConfirmedAt: hoursLater(1) });
	expect(await replacePassword(secret, 'another password', hoursLater(1), 'first-sign-in')).toBeUndefined();
	const [root] = await read().select().from(organization);
	expect(await holdsRole(administrator!, 'administrator', root!.id)).toBe(true);
	const session = await signIn(administrator!.id, 'a browser', hoursLater(1));
	expect((await findSignedIn(session, hoursLater(1)))!.roles).toEqual([
		{ role: 'administrator', organizationId: root!.id, everywhere: true }
	]);
});

test('preparing the same administrator twice leaves one account, one role, one tree and the last link', async () => {
	const first = await prepareAdministrator('you@example.org', monday);
	const second = await prepareAdministrator('YOU@example.org', minutesLater(1));
	expect(await findToken('first-sign-in', first, minutesLater(2))).toBeUndefined();
	expect(await findToken('first-sign-in', second, minutesLater(2))).toBeDefined();
	expect(await read().select().from(person)).toHaveLength(1);
	expect(await read().select().from(role)).toHaveLength(1);
	expect(await read().select().from(organization)).toHaveLength(1);
});

test('administrators prepared at the same moment share one tree', async () => {
	const emails = ['one@example.org', 'two@example.org', 'one@example.org', 'three@example.org'];
	const secrets = await Promise.all(emails.map((email) => prepareAdministrator(email, monday)));
	expect(await read().select().from(organization)).toHaveLength(1);
	expect(await read().select().from(role)).toHaveLength(3);
	const usable = await Promise.all(secrets.map((secret) => findToken('first-sign-in', secret, monday)));
	expect(usable.filter(Boolean)).toHaveLength(3);
});

test('somebody who has an account keeps it, with their password, until they use the link', async () => {
	const ana = await addAna();
	const secret = await prepareAdministrator('ana@example.org', monday);
	expect(await findByPassword('ana@example.org', 'old password')).toMatchObject({ id: ana.id, name: 'Ana' });
	expect(await replacePassword(secret, 'new password', monday, 'first-sign-in')).toMatchObject({ id: ana.id });
});

test('a link for one thing replaces no password for another, nor for somebody who is gone', async () => {
	const ana = await addAna();
	const first = await prepareAdministrator('ana@example.org', monday);
	expect(await replacePassword(first, 'new password', monday)).toBeUndefined();
	await write(() => forget(ana.id, monday));
	expect(await replacePassword(first, 'new password', monday, 'first-sign-in')).toBeUndefined();
	await forgotPassword('ana@example.org', origin, monday);
	expect(await letters()).toEqual([]);
});
