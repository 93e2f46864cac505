import { and, eq, inArray, isNull, notInArray } from 'drizzle-orm';
import { read, type Database } from '#server/db/store.ts';
import { closedOrganizations, isNamed } from '#server/people/organization.ts';
import { within, type Reach } from '#server/people/reach.ts';
import { deactivation, organization, person } from '#server/people/tables.ts';
import { participant } from '../tables.ts';
import type { Workshop } from '../workshop.ts';
import type { Known } from './checking.ts';

/** The country of a workshop's host; absent where a region hosts it. */
export async function hostCountry({ organizationId }: Workshop, db: Database = read()): Promise<string | undefined> {
	const [host] = await db
		.select({ country: organization.country })
		.from(organization)
		.where(eq(organization.id, organizationId));
	return host?.country ?? undefined;
}

/** What is known of the people behind some addresses, as far as it matters for a workshop, and of the institutions where its host is. */
export async function findKnown(
	workshop: Workshop,
	emails: string[],
	reach: Reach,
	db: Database = read()
): Promise<Known> {
	const country = await hostCountry(workshop, db);
	const institutions = await db
		.select({ name: organization.name })
		.from(organization)
		.where(
			and(
				eq(organization.kind, 'institution'),
				country ? eq(organization.country, country) : undefined,
				notInArray(organization.id, closedOrganizations(db))
			)
		);
	const rows = await db
		.select({ person, participant, deactivationId: deactivation.id })
		.from(person)
		.leftJoin(participant, and(eq(participant.personId, person.id), eq(participant.workshopId, workshop.id)))
		.leftJoin(deactivation, and(eq(deactivation.personId, person.id), isNull(deactivation.endedAt)))
		.where(inArray(person.email, emails));
	const yours = await db
		.select({ id: person.id })
		.from(person)
		.where(and(inArray(person.email, emails), within(person.organizationId, reach, db)));
	const yourIds = new Set(yours.map(({ id }) => id));
	const people: Known['people'] = new Map(
		rows.map(({ person: { id, name, email, emailConfirmedAt }, participant: place, deactivationId }) => [
			email!,
			{
				...{ id, name, hasAccount: emailConfirmedAt !== null, isYours: yourIds.has(id) },
				isDeactivated: deactivationId !== null,
				participant: place ? { id: place.id, isRemoved: place.removedAt !== null } : undefined
			}
		])
	);
	// A list names few institutions, each of them often.
	const answers = new Map<string, boolean>();
	const isInstitution = (written: string) => {
		const known = answers.get(written) ?? institutions.some(({ name }) => isNamed(name, written));
		answers.set(written, known);
		return known;
	};
	return { people, isInstitution };
}
