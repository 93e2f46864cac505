import { and, asc, count, eq, isNotNull, isNull, notInArray } from 'drizzle-orm';
import { newId } from '#server/db/id.ts';
import { read, write, type Database } from '#server/db/store.ts';
import type { Letter } from '#server/mail/letters.ts';
import { post } from '#server/mail/outbox.ts';
import {
	workshopCancelled,
	workshopChanged,
	workshopPostponed,
	type Announced
} from '#server/mail/workshop-letters.ts';
import { deactivatedPeople } from '#server/people/deactivation.ts';
import { person } from '#server/people/tables.ts';
import { instantAt } from '#server/people/time-zone.ts';
import { mailing, participant } from './tables.ts';
import type { Workshop } from './workshop.ts';

/** Somebody on a workshop's list whom a letter reaches. */
export interface Addressed {
	participantId: string;
	personId: string;
	name: string;
	email: string;
	language: 'en' | 'es';
	/** Whether they take part, or are only invited. */
	joined: boolean;
}

/**
 * Tells everybody on a workshop's list, invited or joined, what became of it, in their language. Returns how many letters were written: none where this version of the
 * workshop was told of before. Part of the `write` that made the version.
 */
export async function announce(
	workshop: Workshop,
	kind: 'changed' | 'postponed' | 'cancelled',
	writtenBy: string,
	origin: string,
	now: Date
): Promise<number> {
	const id = newId();
	return write(async (tx) => {
		const people = await listAddressed(workshop.id, tx);
		if (people.length === 0) return 0;
		const once = `announcement:${workshop.id}:${workshop.version}`;
		const note = kind === 'cancelled' ? (workshop.cancelReason ?? '') : '';
		const values = { id, workshopId: workshop.id, kind, once, note, count: people.length, writtenBy, writtenAt: now };
		const written = await tx.insert(mailing).values(values).onConflictDoNothing().returning({ id: mailing.id });
		if (written.length === 0) return 0;
		for (const to of people) {
			const page = to.joined ? `/workshops/${workshop.id}` : `/join/${workshop.joinCode}`;
			await post({ id: to.personId, email: to.email, language: to.language }, words(kind, to, workshop), now, {
				link: kind === 'cancelled' ? undefined : `${inTheirLanguage(origin, to.language)}${page}`,
				once: `${once}:${to.personId}`,
				batch: id
			});
		}
		return people.length;
	});
}

function words(kind: 'changed' | 'postponed' | 'cancelled', to: Addressed, workshop: Workshop): Letter {
	if (kind === 'cancelled')
		return workshopCancelled(to.name, workshop.cancelReason ?? '', announced(workshop), to.language);
	const letter = kind === 'changed' ? workshopChanged : workshopPostponed;
	return letter(to.name, announced(workshop), to.language);
}

/** Everybody on a workshop's list whom a letter reaches, by when they were added. Whoever was removed, was deactivated or erased their account is not among them. */
export async function listAddressed(workshopId: string, db: Database = read()): Promise<Addressed[]> {
	const rows = await db
		.select({
			participantId: participant.id,
			personId: person.id,
			name: person.name,
			email: person.email,
			language: person.language,
			joinedAt: participant.joinedAt
		})
		.from(participant)
		.innerJoin(person, eq(person.id, participant.personId))
		.where(isAddressed(workshopId, db))
		.orderBy(asc(participant.id));
	return rows.map(({ joinedAt, email, ...row }) => ({ ...row, email: email!, joined: joinedAt !== null }));
}

/** How many people a letter to everybody on a workshop's list would reach. */
export async function countAddressed(workshopId: string): Promise<number> {
	const [found] = await read()
		.select({ total: count() })
		.from(participant)
		.innerJoin(person, eq(person.id, participant.personId))
		.where(isAddressed(workshopId, read()));
	return found?.total ?? 0;
}

function isAddressed(workshopId: string, db: Database) {
	return and(
		eq(participant.workshopId, workshopId),
		isNull(participant.removedAt),
		isNull(person.erasedAt),
		isNotNull(person.email),
		notInArray(person.id, deactivatedPeople(db))
	);
}

/** A workshop as its letters say it. */
export function announced(workshop: Omit<Announced, 'startsAt'>): Announced {
	return { ...workshop, startsAt: instantAt(workshop.startsOn, workshop.opensAt, workshop.timeZone) };
}

/** What addresses in a letter begin with, so that they lead to pages in its reader's language. */
export function inTheirLanguage(origin: string, language: string): string {
	return language === 'es' ? `${origin}/es` : origin;
}
