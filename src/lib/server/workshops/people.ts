import { and, eq, isNull } from 'drizzle-orm';
import { read, type Database } from '#server/db/store.ts';
import { deactivation, organization, person } from '#server/people/tables.ts';
import { participant } from './tables.ts';

/** Somebody on a workshop's list, with what decides whether what they learn is seen and whether a letter may be written to them. */
export interface ListedPerson {
	personId: string;
	name: string;
	/** Empty where there is none. */
	email: string;
	language: 'en' | 'es';
	organization?: { id: string; name: { en: string; es: string } };
	addedAt: Date;
	/** Whether they take part, or are only invited. */
	joined: boolean;
	/** Whether they confirmed their address. */
	hasAccount: boolean;
	wantsReminders: boolean;
	isDeactivated: boolean;
}

/** Everybody on a workshop's list, invited or joined, by name. Whoever was removed, or erased their account, is not among them. */
export async function listPeople(workshopId: string, db: Database = read()): Promise<ListedPerson[]> {
	const rows = await db
		.select({ participant, person, organization, deactivatedId: deactivation.id })
		.from(participant)
		.innerJoin(person, eq(person.id, participant.personId))
		.leftJoin(organization, eq(organization.id, person.organizationId))
		.leftJoin(deactivation, and(eq(deactivation.personId, person.id), isNull(deactivation.endedAt)))
		.where(and(eq(participant.workshopId, workshopId), isNull(participant.removedAt), isNull(person.erasedAt)));
	const people = new Map<string, ListedPerson>();
	for (const { participant: row, person: who, organization: at, deactivatedId } of rows)
		people.set(who.id, {
			personId: who.id,
			name: who.name,
			email: who.email ?? '',
			language: who.language,
			organization: at ? { id: at.id, name: at.name } : undefined,
			addedAt: row.addedAt,
			joined: row.joinedAt !== null,
			hasAccount: who.emailConfirmedAt !== null,
			wantsReminders: who.wantsReminders,
			isDeactivated: deactivatedId !== null
		});
	return [...people.values()].sort((a, b) => a.name.localeCompare(b.name, 'es') || (a.personId < b.personId ? -1 : 1));
}
