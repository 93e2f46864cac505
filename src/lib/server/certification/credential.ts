import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { Words } from '#server/content/course.ts';
import { getEditions } from '#server/content/edition.ts';
import { newId } from '#server/db/id.ts';
import { read, write, type Database } from '#server/db/store.ts';
import { sumAttended } from '#server/learning/record.ts';
import { completion, enrollment } from '#server/learning/tables.ts';
import { certificateIssued } from '#server/mail/letters.ts';
import { post } from '#server/mail/outbox.ts';
import { findRootOrganization } from '#server/people/organization.ts';
import { person } from '#server/people/tables.ts';
import { newNumber, printedNumber } from './number.ts';
import { credential } from './tables.ts';

/** All that a certificate of completion says, frozen on the day it was issued. Dates are ISO days in the holder's own time zone. */
export interface Snapshot {
	name: string;
	course: { id: string; code: string; title: Words; edition: string };
	outcomes: Words[];
	/** Minutes on the screen and at one's own workplace. */
	minutesOnline: number;
	/** Minutes attended in workshop sessions of the course until it was issued. Those attended later stand in the record only. */
	minutesAttended: number;
	completedOn: string;
	issuedOn: string;
	issuer: { en: string; es: string };
}

export interface Credential {
	number: string;
	kind: 'completion';
	personId?: string;
	snapshot: Snapshot;
	issuedAt: Date;
}

/**
 * Turns every completion that has no paper yet into one, with a letter to its holder, and returns how many. Called right after a step and by a job, so that a
 * process that dies in between loses nothing; one completion never gets two. `only` limits it to one enrollment.
 */
export async function issueDue(origin: string, now: Date, only?: string): Promise<number> {
	const due = await read()
		.select({ enrollment, completedAt: completion.completedAt, person })
		.from(completion)
		.innerJoin(enrollment, eq(enrollment.id, completion.enrollmentId))
		.innerJoin(person, eq(person.id, enrollment.personId))
		.leftJoin(credential, and(eq(credential.kind, 'completion'), eq(credential.earnedWith, enrollment.id)))
		.where(and(isNull(credential.id), isNull(person.erasedAt), only ? eq(enrollment.id, only) : undefined))
		.limit(200);
	if (due.length === 0) return 0;

	const root = await findRootOrganization();
	const attended = await sumAttended(due.map(({ person }) => person.id));
	const editions = await getEditions(due.map((each) => each.enrollment.edition));
	let issued = 0;
	for (const [index, { enrollment: place, completedAt, person: holder }] of due.entries()) {
		const edition = editions[index]!;
		const day = (date: Date) => new Intl.DateTimeFormat('sv-SE', { timeZone: holder.timeZone }).format(date);
		const snapshot: Snapshot = {
			name: holder.name,
			course: { id: edition.course, code: edition.code, title: edition.title, edition: edition.hash },
			outcomes: edition.outcomes.map(({ words }) => words),
			minutesOnline: edition.onlineMinutes,
			minutesAttended: attended(holder.id, place.course),
			completedOn: day(completedAt),
			issuedOn: day(now),
			issuer: root?.name ?? { en: 'Puente', es: 'Puente' }
		};
		const number = newNumber();
		issued += await write(async (tx) => {
			const [added] = await tx
				.insert(credential)
				.values({
					id: newId(),
					number,
					kind: 'completion',
					personId: holder.id,
					earnedWith: place.id,
					snapshot: JSON.stringify(snapshot),
					issuedAt: now
				})
				.onConflictDoNothing()
				.returning();
			if (!added) return 0;
			if (holder.email)
				await post(
					{ id: holder.id, email: holder.email, language: holder.language },
					certificateIssued(holder.name, edition.title[holder.language] ?? edition.course, holder.language),
					now,
					{
						link: `${origin}${holder.language === 'es' ? '/es' : ''}/verify/${printedNumber(number)}`,
						once: `certificate:${number}`
					}
				);
			return 1;
		});
	}
	return issued;
}

/** The credential with a number (as `readNumber` gives it). */
export async function findCredential(number: string): Promise<Credential | undefined> {
	const [found] = await read().select().from(credential).where(eq(credential.number, number));
	return found && fromRow(found);
}

/** A person's credentials, newest first. */
export async function listCredentials(personId: string): Promise<Credential[]> {
	return (await selectCredentials(personId, read())).map(fromRow);
}

/** The rows behind a person's credentials, for a question that asks for more as well. */
export function selectCredentials(personId: string, db: Database) {
	return db.select().from(credential).where(eq(credential.personId, personId)).orderBy(desc(credential.issuedAt));
}

/** Makes a credential of its row. */
export function fromRow(row: typeof credential.$inferSelect): Credential {
	return { ...row, personId: row.personId ?? undefined, snapshot: JSON.parse(row.snapshot) as Snapshot };
}

/** All that certification knows of a person. */
export async function ownData(personId: string) {
	const credentials = await listCredentials(personId);
	return {
		credentials: credentials.map(({ number, kind, snapshot, issuedAt }) => ({
			number: printedNumber(number),
			kind,
			issuedAt,
			...snapshot
		}))
	};
}

/** Lets go of the account behind a person's papers. The papers stay as they are: others rely on them, and their holder may show them. */
export async function forget(personId: string): Promise<void> {
	await write(async (tx) => {
		const own = await tx.select({ id: credential.id }).from(credential).where(eq(credential.personId, personId));
		if (own.length > 0)
			await tx
				.update(credential)
				.set({ personId: null })
				.where(
					inArray(
						credential.id,
						own.map(({ id }) => id)
					)
				);
	});
}
