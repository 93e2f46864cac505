import { and, eq, lt } from 'drizzle-orm';
import { read, write } from '#server/db/store.ts';
import { newSecret, secretHash } from './secret.ts';
import { keptForm } from './tables.ts';

/** What was typed into a form, by field. */
export type TypedFields = Record<string, string[]>;

/** Keeps what somebody had typed on a page whose sign-in had run out. Returns the secret that brings it back, for a cookie. */
export async function keepForm(path: string, fields: TypedFields, now: Date): Promise<string> {
	const secret = newSecret();
	await write(async (tx) => {
		await tx.insert(keptForm).values({ hash: secretHash(secret), path, fields, keptAt: now });
	});
	return secret;
}

/** Finds what was kept for a page. */
export async function findKeptForm(secret: string, path: string): Promise<TypedFields | undefined> {
	const [kept] = await read()
		.select()
		.from(keptForm)
		.where(and(eq(keptForm.hash, secretHash(secret)), eq(keptForm.path, path)));
	return kept?.fields;
}

/** Drops what was kept, once it has been sent again. */
export async function dropKeptForm(secret: string): Promise<void> {
	await write(async (tx) => {
		await tx.delete(keptForm).where(eq(keptForm.hash, secretHash(secret)));
	});
}

/** Removes what nobody came back for within a day. */
export async function sweepKeptForms(now: Date): Promise<void> {
	await write(async (tx) => {
		await tx.delete(keptForm).where(lt(keptForm.keptAt, new Date(now.getTime() - 24 * 3600_000)));
	});
}
