import { desc, eq } from 'drizzle-orm';
import { read } from '#server/db/store.ts';
import { letter } from '#server/mail/tables.ts';
import { confirm, findByEmail, signUp, type Person } from './person.ts';

export const origin = 'https://puente.example';
export const password = 'a bridge of words';

/** The secret in the newest letter of a kind to an address. */
export async function secretFor(email: string, kind: string): Promise<string> {
	const letters = await read().select().from(letter).where(eq(letter.address, email)).orderBy(desc(letter.id));
	const found = letters.find((each) => each.kind === kind)?.link;
	if (!found) throw new Error(`No letter of kind ${kind} to ${email}`);
	return new URL(found).pathname.split('/').at(-1)!;
}

/** Somebody who signed up and confirmed their address. */
export async function newPerson(email: string, now: Date, name = 'Ana Núñez'): Promise<Person> {
	await signUp({ name, email, password, language: 'es', country: 'GT' }, origin, now);
	await confirm(await secretFor(email, 'confirm-email'), now);
	return (await findByEmail(email))!;
}
