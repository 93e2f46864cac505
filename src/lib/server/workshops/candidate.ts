import { and, asc, eq, isNull, notInArray, or } from 'drizzle-orm';
import { holdsWords } from '#server/db/search.ts';
import { read, write } from '#server/db/store.ts';
import { deactivatedPeople } from '#server/people/deactivation.ts';
import { reachOf, within, type Reach } from '#server/people/reach.ts';
import type { SignedIn } from '#server/people/session.ts';
import { organization, person } from '#server/people/tables.ts';
import { addParticipant } from './participant.ts';
import { inviteParticipants } from './participation.ts';
import { participant } from './tables.ts';
import type { Workshop } from './workshop.ts';

/** Somebody among one's people who can be added to a workshop. */
export interface Candidate {
	personId: string;
	name: string;
	email: string;
	organization: { en: string; es: string };
	/** They confirmed their address, so that they can sign in. */
	hasAccount: boolean;
	/** They are on the workshop's list already. */
	isIn: boolean;
}

/** How many people a search finds at most. */
export const mostFound = 20;

/** The people within a reach whose name or address holds the words that were typed, whatever their capitals and accents, by name; twenty at most. Nobody for no words. */
export async function searchPeople(reach: Reach, workshopId: string, words: string): Promise<Candidate[]> {
	const asked = words.slice(0, 100);
	const [name, email] = [holdsWords(person.name, asked), holdsWords(person.email, asked)];
	if (!name || !email) return [];
	const rows = await read()
		.select({
			personId: person.id,
			name: person.name,
			email: person.email,
			confirmedAt: person.emailConfirmedAt,
			organization: organization.name,
			participantId: participant.id
		})
		.from(person)
		.innerJoin(organization, eq(organization.id, person.organizationId))
		.leftJoin(
			participant,
			and(eq(participant.personId, person.id), eq(participant.workshopId, workshopId), isNull(participant.removedAt))
		)
		.where(
			and(
				or(name, email),
				within(person.organizationId, reach),
				isNull(person.erasedAt),
				notInArray(person.id, deactivatedPeople())
			)
		)
		.orderBy(asc(person.name), asc(person.id))
		.limit(mostFound);
	return rows.map(({ confirmedAt, participantId, email, ...row }) => ({
		...row,
		email: email ?? '',
		hasAccount: confirmedAt !== null,
		isIn: participantId !== null
	}));
}

/** Somebody who was put on a list. */
export interface Added {
	name: string;
	/** How many letters were written: none where they were in already, or the workshop is over. */
	letters: number;
}

/** Puts somebody on a workshop's list as `addParticipant` does, and writes to them. Absent where they are not among the people of whoever adds them. */
export async function addCandidate(
	workshop: Workshop,
	personId: string,
	by: SignedIn,
	origin: string,
	now: Date
): Promise<Added | undefined> {
	return write(async (tx) => {
		const [found] = await tx
			.select({ name: person.name, isIn: participant.id })
			.from(person)
			.leftJoin(
				participant,
				and(eq(participant.personId, person.id), eq(participant.workshopId, workshop.id), isNull(participant.removedAt))
			)
			.where(eq(person.id, personId));
		const id = await addParticipant(workshop.id, personId, reachOf(by, 'facilitate'), now);
		if (!found || !id) return undefined;
		return { name: found.name, letters: found.isIn ? 0 : await inviteParticipants(workshop, [id], by, origin, now) };
	});
}
