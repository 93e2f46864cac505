import { and, eq, gt, isNull, lt } from 'drizzle-orm';
import { read, write } from '#server/db/store.ts';
import { newSecret, secretHash } from './secret.ts';
import { token } from './tables.ts';

export type Token = typeof token.$inferSelect;
type Purpose = Token['purpose'];

const minute = 60_000;
/** How long a link can be used, in minutes. */
const lifetimes: Record<Purpose, number> = {
	'confirm-email': 7 * 24 * 60,
	'change-email': 24 * 60,
	'reset-password': 60,
	'first-sign-in': 24 * 60,
	'stop-reminders': 90 * 24 * 60
};

/** Makes a single-use link's secret for a person; earlier ones for the same purpose stop working (except to stop reminders). Returns the secret, which is stored nowhere. */
export async function createToken(purpose: Purpose, personId: string, now: Date, email?: string): Promise<string> {
	const secret = newSecret();
	await write(async (tx) => {
		if (purpose !== 'stop-reminders') await endTokens(purpose, personId, now);
		await tx.insert(token).values({
			hash: secretHash(secret),
			purpose,
			personId,
			email,
			createdAt: now,
			expiresAt: new Date(now.getTime() + lifetimes[purpose] * minute)
		});
	});
	return secret;
}

/** Makes a secret for each of many people with which they stop reminders, in few statements; earlier ones go on working. By the person's id. */
export async function createStopTokens(people: string[], now: Date): Promise<Map<string, string>> {
	const secrets = new Map(people.map((personId) => [personId, newSecret()]));
	const purpose = 'stop-reminders' as const;
	const expiresAt = new Date(now.getTime() + lifetimes[purpose] * minute);
	const rows = [...secrets].map(([personId, secret]) => ({
		hash: secretHash(secret),
		purpose,
		personId,
		createdAt: now,
		expiresAt
	}));
	await write(async (tx) => {
		for (let at = 0; at < rows.length; at += 500) await tx.insert(token).values(rows.slice(at, at + 500));
	});
	return secrets;
}

/** Ends a person's links for a purpose that were not used yet. */
export async function endTokens(purpose: Purpose, personId: string, now: Date): Promise<void> {
	await write(async (tx) => {
		await tx
			.update(token)
			.set({ usedAt: now })
			.where(and(eq(token.personId, personId), eq(token.purpose, purpose), isNull(token.usedAt)));
	});
}

/** The token behind a link, as long as it can be used. Looking does not use it: mail scanners look too. */
export async function findToken(purpose: Purpose, secret: string, now: Date): Promise<Token | undefined> {
	const [found] = await read()
		.select()
		.from(token)
		.where(usable(purpose, secret, now));
	return found;
}

/** Uses a link up, inside the surrounding `write`. Of two that come at once, one gets the token. */
export async function useToken(purpose: Purpose, secret: string, now: Date): Promise<Token | undefined> {
	return write(async (tx) => {
		const [used] = await tx
			.update(token)
			.set({ usedAt: now })
			.where(usable(purpose, secret, now))
			.returning();
		return used;
	});
}

function usable(purpose: Purpose, secret: string, now: Date) {
	return and(
		eq(token.hash, secretHash(secret)),
		eq(token.purpose, purpose),
		isNull(token.usedAt),
		gt(token.expiresAt, now)
	);
}

/** Removes tokens that ran out more than a month ago. */
export async function sweepTokens(now: Date): Promise<void> {
	await write(async (tx) => {
		await tx.delete(token).where(lt(token.expiresAt, new Date(now.getTime() - 30 * 24 * 60 * minute)));
	});
}
