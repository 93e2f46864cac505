import { and, desc, eq, isNull, lt, ne, placeholder } from 'drizzle-orm';
import { Lucia, TimeSpan, type Adapter } from 'lucia';
import { preparedOnce, read, write } from '#server/db/store.ts';
import { isDeactivated } from './deactivation.ts';
import { newSecret, secretHash } from './secret.ts';
import { organization, person, role, session } from './tables.ts';

/** Somebody who signed in, as every page knows them. */
export interface SignedIn {
	id: string;
	name: string;
	email: string;
	language: 'en' | 'es';
	timeZone: string;
	/** What they may do, and in which organization (and everything below it). `everywhere`: it is the root of the tree. */
	roles: { role: typeof role.$inferSelect.role; organizationId: string; everywhere: boolean }[];
}

interface Attributes {
	createdAt: Date;
	device: string;
}

declare module 'lucia' {
	interface Register {
		Lucia: typeof lucia;
		DatabaseSessionAttributes: Attributes;
		DatabaseUserAttributes: Omit<SignedIn, 'id'>;
	}
}

/** How long a sign-in lasts without a visit, and how long at most. */
const idle = new TimeSpan(30, 'd');
const atMost = new TimeSpan(90, 'd');

// Lucia knows sessions by what the browser holds; the table knows only its hash.
const adapter: Adapter = {
	async getSessionAndUser(secret) {
		const rows = await findBySecret(secretHash(secret));
		const [first] = rows;
		if (!first) return [null, null];
		const roles = rows.flatMap(({ role, organizationId, parentId }) =>
			role && organizationId ? [{ role, organizationId, everywhere: parentId === null }] : []
		);
		const { createdAt, expiresAt, device, personId, name, email, language, timeZone } = first;
		return [
			{ id: secret, userId: personId, expiresAt, attributes: { createdAt, device } },
			{ id: personId, attributes: { name, email: email ?? '', language, timeZone, roles } }
		];
	},
	async getUserSessions() {
		// The secrets are not known here: listSignIns answers this by hash.
		return [];
	},
	async setSession({ id: secret, userId, expiresAt, attributes }) {
		await write(async (tx) => {
			await tx.insert(session).values({ id: secretHash(secret), personId: userId, expiresAt, ...attributes });
		});
	},
	async updateSessionExpiration(secret, expiresAt) {
		await write(async (tx) => {
			await tx
				.update(session)
				.set({ expiresAt })
				.where(eq(session.id, secretHash(secret)));
		});
	},
	async deleteSession(secret) {
		await write(async (tx) => {
			await tx.delete(session).where(eq(session.id, secretHash(secret)));
		});
	},
	async deleteUserSessions(personId) {
		await write(async (tx) => {
			await tx.delete(session).where(eq(session.personId, personId));
		});
	},
	async deleteExpiredSessions() {
		await sweepSessions(new Date());
	}
};

const lucia = new Lucia(adapter, {
	sessionExpiresIn: idle,
	getSessionAttributes: ({ createdAt, device }: Attributes) => ({ createdAt, device }),
	getUserAttributes: (attributes: Omit<SignedIn, 'id'>) => attributes
});

/** The cookie that holds a sign-in's secret, and for how many seconds. */
export const sessionCookie = { name: 'puente_session', maxAge: atMost.seconds() };

// The one question of every request: who is this, and what may they do.
function findBySecret(hash: string) {
	return preparedOnce('session by secret', (db) =>
		db
			.select({
				createdAt: session.createdAt,
				expiresAt: session.expiresAt,
				device: session.device,
				personId: person.id,
				name: person.name,
				email: person.email,
				language: person.language,
				timeZone: person.timeZone,
				role: role.role,
				organizationId: role.organizationId,
				parentId: organization.parentId
			})
			.from(session)
			.innerJoin(person, eq(person.id, session.personId))
			.leftJoin(role, and(eq(role.personId, person.id), isNull(role.endedAt)))
			.leftJoin(organization, eq(organization.id, role.organizationId))
			.where(eq(session.id, placeholder('hash')))
			.prepare('session_by_secret')
	).execute({ hash });
}

/** Somebody who is deactivated wanted to sign in. */
export class Deactivated extends Error {}

/**
 * Signs a person in on a device and returns the secret for the cookie. `replacing` ends the sign-in the browser had before. Every way in ends here, so here whoever
 * is deactivated is refused: throws `Deactivated`.
 */
export async function signIn(personId: string, device: string, now: Date, replacing?: string): Promise<string> {
	return write(async (tx) => {
		if (await isDeactivated(personId, tx)) throw new Deactivated();
		if (replacing) await lucia.invalidateSession(replacing);
		const { id } = await lucia.createSession(
			personId,
			{ createdAt: now, device: device.slice(0, 200) },
			{ sessionId: newSecret() }
		);
		return id;
	});
}

/** Finds out who holds a sign-in's secret. Absent when it ran out, was ended, or is older than ninety days. */
export async function findSignedIn(secret: string, now: Date): Promise<SignedIn | undefined> {
	const { session: found, user } = await lucia.validateSession(secret);
	if (!found) return undefined;
	if (now.getTime() - found.createdAt.getTime() > atMost.milliseconds()) {
		await lucia.invalidateSession(secret);
		return undefined;
	}
	return user;
}

/** Ends the sign-in behind a secret. */
export async function signOut(secret: string): Promise<void> {
	await lucia.invalidateSession(secret);
}

/** A person's sign-ins, newest first; `current` marks the one that asks. */
export async function listSignIns(personId: string, secret: string | undefined, now: Date) {
	const current = secret && secretHash(secret);
	const rows = await read()
		.select()
		.from(session)
		.where(eq(session.personId, personId))
		.orderBy(desc(session.createdAt));
	return rows
		.filter((row) => row.expiresAt > now)
		.map(({ id, device, createdAt }) => ({ id, device, createdAt, current: id === current }));
}

/** Ends one of a person's own sign-ins, known by the id that `listSignIns` gave. Someone else's id changes nothing. */
export async function endSignIn(personId: string, id: string): Promise<void> {
	await write(async (tx) => {
		await tx.delete(session).where(and(eq(session.id, id), eq(session.personId, personId)));
	});
}

/** Ends all of a person's sign-ins except the one that asks, if any. */
export async function endOtherSignIns(personId: string, secret?: string): Promise<void> {
	await write(async (tx) => {
		await tx
			.delete(session)
			.where(and(eq(session.personId, personId), secret ? ne(session.id, secretHash(secret)) : undefined));
	});
}

/** Removes sign-ins that have run out. */
export async function sweepSessions(now: Date): Promise<void> {
	await write(async (tx) => {
		await tx.delete(session).where(lt(session.expiresAt, now));
	});
}
