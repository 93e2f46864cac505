import { and, eq, isNotNull, isNull, notInArray } from 'drizzle-orm';
import { write } from '#server/db/store.ts';
import { deactivatedPeople } from './deactivation.ts';
import { noteConsent, type Person } from './person.ts';
import { person } from './tables.ts';

/**
 * Makes an account for somebody whom others entered with their address, once a letter to it has brought them: the letter proves the address, and they agree to the
 * documents. Absent where they have an account already, so that no letter ever replaces a password, and where they were deactivated.
 */
export async function welcomeNewcomer(
	personId: string,
	values: { name: string; passwordHash: string; language: 'en' | 'es' },
	now: Date
): Promise<Person | undefined> {
	return write(async (tx) => {
		const waits = and(isNull(person.emailConfirmedAt), isNull(person.erasedAt), isNotNull(person.email));
		const [welcomed] = await tx
			.update(person)
			.set({ ...values, emailConfirmedAt: now })
			.where(and(eq(person.id, personId), waits, notInArray(person.id, deactivatedPeople(tx))))
			.returning();
		if (welcomed) await noteConsent(personId, now);
		return welcomed;
	});
}
