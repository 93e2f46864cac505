import { and, eq, isNull } from 'drizzle-orm';
import { newId } from '#server/db/id.ts';
import { read, write, type Database } from '#server/db/store.ts';
import { post } from '#server/mail/outbox.ts';
import { alreadySignedUp, confirmEmail } from '#server/mail/letters.ts';
import { hashPassword, isPassword } from './password.ts';
import { findHome } from './organization.ts';
import { consent, organization, person, role, session, token } from './tables.ts';
import { createToken, useToken } from './token.ts';
import { timeZones } from './country.ts';
import { forgetTraces, ownTraces } from './traces.ts';

export type Person = typeof person.$inferSelect;

/** The versions of the documents people agree to when they sign up. A new text gets a new version. */
export const documents = { privacy: '2026-11-25', terms: '2026-11' } as const;

export interface SignUp {
	name: string;
	email: string;
	password: string;
	language: 'en' | 'es';
	country?: string;
	/** One of our own paths, where they want to go once their address is confirmed. */
	next?: string;
}

/**
 * Makes an account that its letter must confirm. Whoever signs up with an address that has an account already learns nothing of it: its owner gets a letter instead.
 * An account that was never confirmed is taken over by the newer sign-up. `origin` is what links in letters begin with.
 */
export async function signUp(details: SignUp, origin: string, now: Date): Promise<void> {
	const passwordHash = await hashPassword(details.password);
	await write(async (tx) => {
		const known = await findByEmail(details.email, tx);
		if (known?.emailConfirmedAt) {
			const link = `${origin}${known.language === 'es' ? '/es' : ''}/forgotten-password`;
			await post(
				{ id: known.id, email: normalizeEmail(details.email), language: known.language },
				alreadySignedUp(known.name, known.language),
				now,
				{ link }
			);
			return;
		}
		const values = {
			email: normalizeEmail(details.email),
			name: details.name,
			language: details.language,
			country: details.country,
			timeZone: timeZones[details.country ?? ''] ?? 'UTC',
			organizationId: await findHome(tx, { country: details.country, institution: known?.institution }),
			passwordHash
		};
		const [account] = known
			? await tx.update(person).set(values).where(eq(person.id, known.id)).returning()
			: await tx
					.insert(person)
					.values({ id: newId(), ...values, wantsReminders: true, createdAt: now })
					.returning();
		await noteConsent(account!.id, now);
		await askToConfirm(account!, origin, now, details.next);
	});
}

/** Notes that somebody agreed to both documents, in the versions of today. */
export async function noteConsent(personId: string, now: Date): Promise<void> {
	await write(async (tx) => {
		for (const document of ['privacy', 'terms'] as const)
			await tx
				.insert(consent)
				.values({ personId, document, version: documents[document], givenAt: now })
				.onConflictDoUpdate({ target: [consent.personId, consent.document, consent.version], set: { givenAt: now } });
	});
}

/** Writes the letter that confirms an address. Its link leads on to `next`, one of our own paths, on whatever device it is opened. */
export async function askToConfirm(account: Person, origin: string, now: Date, next?: string): Promise<void> {
	if (!account.email) return;
	const secret = await createToken('confirm-email', account.id, now, account.email);
	const onward = next ? `?next=${encodeURIComponent(next)}` : '';
	const link = `${origin}${account.language === 'es' ? '/es' : ''}/confirm/${secret}${onward}`;
	await post(
		{ id: account.id, email: account.email, language: account.language },
		confirmEmail(account.name, account.language),
		now,
		{ link }
	);
}

/** Confirms an address by the link of its letter. Absent where the link can't be used, or no longer. */
export async function confirm(secret: string, now: Date): Promise<Person | undefined> {
	return write(async (tx) => {
		const used = await useToken('confirm-email', secret, now);
		if (!used?.email) return undefined;
		const [confirmed] = await tx
			.update(person)
			.set({ emailConfirmedAt: now })
			.where(and(eq(person.id, used.personId), eq(person.email, used.email)))
			.returning();
		return confirmed;
	});
}

/** Finds the account that an address and a password belong to, confirmed or not. Takes as long for an unknown address. */
export async function findByPassword(email: string, password: string): Promise<Person | undefined> {
	const account = await findByEmail(email);
	return (await isPassword(password, account?.passwordHash)) ? account : undefined;
}

/** The account with an address, in whatever way it was written. Inside a write it needs the transaction. */
export async function findByEmail(email: string, db: Database = read()): Promise<Person | undefined> {
	const [found] = await db
		.select()
		.from(person)
		.where(eq(person.email, normalizeEmail(email)));
	return found;
}

/** The account with an id, for its owner's pages. Throws where there is none. */
export async function getPerson(id: string): Promise<Person> {
	const [found] = await read().select().from(person).where(eq(person.id, id));
	if (!found) throw new Error(`There is no person ${id}`);
	return found;
}

/** One way of writing an address: without spaces around, in lower case. */
export function normalizeEmail(email: string): string {
	return email.trim().toLowerCase();
}

export type Profile = Pick<
	Person,
	'name' | 'language' | 'country' | 'institution' | 'sector' | 'profession' | 'sex' | 'timeZone' | 'wantsReminders'
>;

/**
 * Changes what a person says of themselves; what is left out stays. Who names another institution or country belongs there from then on; who does not stays in the
 * unit or team they were put into.
 */
export async function changeProfile(personId: string, changes: Partial<Profile>): Promise<void> {
	await write(async (tx) => {
		const [before] = await tx.select().from(person).where(eq(person.id, personId));
		const { institution, country } = { ...before, ...changes };
		const stays = before?.organizationId && institution === before.institution && country === before.country;
		const organizationId = stays ? before.organizationId : await findHome(tx, { country, institution });
		await tx
			.update(person)
			.set({ ...changes, organizationId })
			.where(eq(person.id, personId));
	});
}

/** Turns reminders on or off. */
export async function setReminders(personId: string, wantsReminders: boolean): Promise<void> {
	await write(async (tx) => {
		await tx.update(person).set({ wantsReminders }).where(eq(person.id, personId));
	});
}

/** All that is known of a person as such. */
export async function ownData(personId: string) {
	const { passwordHash: _secret, ...about } = await getPerson(personId);
	const consents = await read().select().from(consent).where(eq(consent.personId, personId));
	const roles = await read()
		.select({ role: role.role, organization: organization.name, givenAt: role.givenAt, endedAt: role.endedAt })
		.from(role)
		.innerJoin(organization, eq(organization.id, role.organizationId))
		.where(eq(role.personId, personId));
	const signIns = await read()
		.select({ device: session.device, createdAt: session.createdAt, expiresAt: session.expiresAt })
		.from(session)
		.where(eq(session.personId, personId));
	return { person: about, consents, roles, signIns, ...(await ownTraces(personId, about.email)) };
}

/** Takes everything out of a person's row that says who they are. The row stays, so that what counts stays countable. */
export async function forget(personId: string, now: Date): Promise<void> {
	await write(async (tx) => {
		const [before] = await tx.select().from(person).where(eq(person.id, personId));
		if (before) await forgetTraces(before, now);
		await tx.delete(session).where(eq(session.personId, personId));
		await tx.delete(token).where(eq(token.personId, personId));
		await tx
			.update(role)
			.set({ endedAt: now, endedBy: personId })
			.where(and(eq(role.personId, personId), isNull(role.endedAt)));
		await tx
			.update(person)
			.set({
				name: '',
				email: null,
				emailConfirmedAt: null,
				passwordHash: null,
				institution: null,
				sector: null,
				profession: null,
				sex: null,
				timeZone: 'UTC',
				wantsReminders: false,
				erasedAt: now
			})
			.where(eq(person.id, personId));
	});
}
