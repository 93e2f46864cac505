import { and, asc, eq, isNull } from 'drizzle-orm';
import { read, type Database } from '#server/db/store.ts';
import { organization, person } from '#server/people/tables.ts';
import { participant } from './tables.ts';

/** Somebody on a workshop's list of participants. */
export interface Participant {
	/** The row's own id. */
	id: string;
	personId: string;
	name: string;
	email: string;
	language: 'en' | 'es';
	profession?: string;
	/** Where they belong, in both languages. */
	organization?: { en: string; es: string };
	/** Whether they confirmed their address, so that they can sign in. */
	hasAccount: boolean;
	/** Absent while they are only invited: what they learn is not shown before. */
	joinedAt?: Date;
	addedAt: Date;
	via: 'list' | 'search' | 'link';
}

/** Everybody who takes part in a workshop or is invited, by name. Whoever was removed, or erased their account, is not among them. */
export async function listParticipants(workshopId: string, db: Database = read()): Promise<Participant[]> {
	const rows = await db
		.select({ participant, person, organization: organization.name })
		.from(participant)
		.innerJoin(person, eq(person.id, participant.personId))
		.leftJoin(organization, eq(organization.id, person.organizationId))
		.where(and(eq(participant.workshopId, workshopId), isNull(participant.removedAt), isNull(person.erasedAt)))
		.orderBy(asc(participant.id));
	return rows
		.map(({ participant: row, person: who, organization }) => ({
			id: row.id,
			personId: who.id,
			name: who.name,
			email: who.email ?? '',
			language: who.language,
			profession: who.profession ?? undefined,
			organization: organization ?? undefined,
			hasAccount: who.emailConfirmedAt !== null,
			joinedAt: row.joinedAt ?? undefined,
			addedAt: row.addedAt,
			via: row.via
		}))
		.sort((a, b) => a.name.localeCompare(b.name, 'es'));
}
