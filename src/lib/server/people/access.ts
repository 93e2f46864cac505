import { eq, isNull } from 'drizzle-orm';
import { newId } from '#server/db/id.ts';
import { write } from '#server/db/store.ts';
import { accountChanged, changeEmail, resetPassword } from '#server/mail/letters.ts';
import { post } from '#server/mail/outbox.ts';
import { addOrganization, findRootOrganization } from './organization.ts';
import { hashPassword } from './password.ts';
import { findByEmail, getPerson, normalizeEmail, type Person } from './person.ts';
import { giveRole } from './role.ts';
import { endOtherSignIns } from './session.ts';
import { person } from './tables.ts';
import { createToken, endTokens, useToken } from './token.ts';

const prefix = (account: Person) => (account.language === 'es' ? '/es' : '');
const addressee = (account: Person, email: string) => ({ id: account.id, email, language: account.language });

/** Writes the letter with which a forgotten password is replaced. For an address without an account nothing happens, and nobody can tell. */
export async function forgotPassword(email: string, origin: string, now: Date): Promise<void> {
	const account = await findByEmail(email);
	if (!account?.email) return;
	const to = account.email;
	await write(async () => {
		const secret = await createToken('reset-password', account.id, now, to);
		await post(addressee(account, to), resetPassword(account.name, account.language), now, {
			link: `${origin}${prefix(account)}/reset-password/${secret}`
		});
	});
}

/** Replaces a password by the link of a letter, which proves the address too, and ends every sign-in. Absent where the link can't be used, or no longer. */
export async function replacePassword(
	secret: string,
	password: string,
	now: Date,
	purpose: 'reset-password' | 'first-sign-in' = 'reset-password'
): Promise<Person | undefined> {
	const passwordHash = await hashPassword(password);
	return write(async (tx) => {
		const used = await useToken(purpose, secret, now);
		if (!used) return undefined;
		const [account] = await tx.select().from(person).where(eq(person.id, used.personId));
		if (!account || account.email !== used.email) return undefined;
		await endOtherSignIns(account.id);
		// Whoever was in with the old password may have asked to take the account to their own address.
		await endTokens('change-email', account.id, now);
		const [changed] = await tx
			.update(person)
			.set({ passwordHash, emailConfirmedAt: account.emailConfirmedAt ?? now })
			.where(eq(person.id, account.id))
			.returning();
		return changed;
	});
}

/** Changes the password of somebody who is signed in and has just proved that they know the old one. Their other sign-ins end, and a letter tells them. */
export async function changePassword(
	personId: string,
	password: string,
	current: string | undefined,
	origin: string,
	now: Date
): Promise<void> {
	const passwordHash = await hashPassword(password);
	const account = await getPerson(personId);
	await write(async (tx) => {
		await tx.update(person).set({ passwordHash }).where(eq(person.id, personId));
		await endOtherSignIns(personId, current);
		for (const purpose of ['reset-password', 'change-email'] as const) await endTokens(purpose, personId, now);
		if (account.email)
			await post(addressee(account, account.email), accountChanged(account.name, 'password', account.language), now, {
				link: `${origin}${prefix(account)}/forgotten-password`
			});
	});
}

/** Writes a letter to the new address; the change counts once its link was used. An address that has an account already gets none, and nobody can tell. */
export async function askToChangeEmail(personId: string, email: string, origin: string, now: Date): Promise<void> {
	const account = await getPerson(personId);
	const address = normalizeEmail(email);
	if (await findByEmail(address)) return;
	await write(async () => {
		const secret = await createToken('change-email', personId, now, address);
		await post(addressee(account, address), changeEmail(account.name, account.language), now, {
			link: `${origin}${prefix(account)}/confirm/${secret}?change`
		});
	});
}

/** Makes the address count that a letter was sent to; the old one is told. Absent where the link can't be used, or somebody else has the address by now. */
export async function changeToConfirmedEmail(secret: string, now: Date): Promise<Person | undefined> {
	return write(async (tx) => {
		const used = await useToken('change-email', secret, now);
		if (!used?.email) return undefined;
		const [taken] = await tx.select().from(person).where(eq(person.email, used.email));
		const [account] = await tx.select().from(person).where(eq(person.id, used.personId));
		if (taken || !account?.email) return undefined;
		await post(addressee(account, account.email), accountChanged(account.name, 'email', account.language), now);
		const [changed] = await tx
			.update(person)
			.set({ email: used.email, emailConfirmedAt: now })
			.where(eq(person.id, account.id))
			.returning();
		return changed;
	});
}

/**
 * Prepares the first administrator of an empty installation (or another one, when the last has lost their way in) and returns the secret of a single-use link
 * with which they choose a password. Makes the root of the tree of organizations where there is none.
 */
export async function prepareAdministrator(email: string, now: Date): Promise<string> {
	const address = normalizeEmail(email);
	return write(async (tx) => {
		const known = await findByEmail(address, tx);
		const root = await findRootOrganization(tx);
		const id = known?.id ?? newId();
		if (!known)
			await tx.insert(person).values({
				id,
				email: address,
				name: address.split('@')[0]!,
				language: 'en',
				timeZone: 'UTC',
				wantsReminders: true,
				createdAt: now
			});
		const top = root ?? (await addOrganization({ kind: 'region', name: { en: 'Puente', es: 'Puente' } }, now));
		await tx.update(person).set({ organizationId: top.id }).where(isNull(person.organizationId));
		await giveRole(id, 'administrator', top.id, undefined, now);
		return createToken('first-sign-in', id, now, address);
	});
}
