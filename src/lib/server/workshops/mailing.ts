import { and, desc, eq } from 'drizzle-orm';
import { newId } from '#server/db/id.ts';
import { read, write } from '#server/db/store.ts';
import { lateModules, type Letter } from '#server/mail/letters.ts';
import { batchStates, postAll, type LetterState } from '#server/mail/outbox.ts';
import type { SignedIn } from '#server/people/session.ts';
import { person } from '#server/people/tables.ts';
import { createStopTokens } from '#server/people/token.ts';
import { inTheirLanguage } from './announcement.ts';
import { fingerprint, listLate, type LatePerson } from './late.ts';
import { readGrid } from './progress.ts';
import { mailing } from './tables.ts';
import type { Workshop } from './workshop.ts';

export type Mailing = typeof mailing.$inferSelect;

/** Who is late in a workshop right now, and who of them gets a letter. Nobody is late where it was cancelled. */
export async function previewLate(workshop: Workshop, now: Date): Promise<{ late: LatePerson[]; to: LatePerson[] }> {
	const late = workshop.cancelledAt ? [] : listLate(await readGrid(workshop, now));
	return { late, to: late.filter(({ way }) => way === 'letter') };
}

/** The letter to somebody who is late, with a facilitator's own words where there are any. `stop` is where reminders are turned off. */
export function lateLetter(to: LatePerson, workshop: Workshop, writer: string, note: string, stop: string): Letter {
	const modules = to.modules.map(({ title, dueOn }) => ({ title: title[to.language] ?? title.en ?? '', dueOn }));
	return lateModules({ name: to.name, workshop: workshop.title, modules, writer, note, stop }, to.language);
}

/** What became of a wish to send: the mailing, be it new or the one that the same preview made before; or that the preview no longer holds. */
export type Sent = { mailing: Mailing; isNew: boolean } | 'changed';

/**
 * Writes one letter to each person who is late, as somebody saw it in a preview: where others are late by now, or with something else, nothing is written. The same
 * preview is sent once, however often and by however many people. Letters share the mailing's id as their batch.
 */
export async function sendLate(
	workshop: Workshop,
	seen: { count: number; fingerprint: string },
	note: string,
	writer: SignedIn,
	origin: string,
	now: Date
): Promise<Sent> {
	const once = `late:${workshop.id}:${seen.fingerprint}`;
	const { to } = await previewLate(workshop, now);
	const sign = fingerprint(workshop.id, to, await findLastLate(workshop.id));
	if (to.length === 0 || to.length !== seen.count || sign !== seen.fingerprint) {
		// A letter changes the sign: whoever sends the same preview a moment later finds it sent.
		const before = await findSent(once);
		return before ? { mailing: before, isNew: false } : 'changed';
	}
	const id = newId();
	const values = { id, workshopId: workshop.id, kind: 'late' as const, once, note, count: to.length };
	const isNew = await write(async (tx) => {
		const written = await tx
			.insert(mailing)
			.values({ ...values, writtenBy: writer.id, writtenAt: now })
			.onConflictDoNothing()
			.returning({ id: mailing.id });
		if (written.length === 0) return false;
		const secrets = await createStopTokens(
			to.map(({ personId }) => personId),
			now
		);
		const letters = to.map((each) => {
			const pages = inTheirLanguage(origin, each.language);
			const stop = `${pages}/stop-reminders/${secrets.get(each.personId)}`;
			return {
				to: { id: each.personId, email: each.email, language: each.language },
				words: lateLetter(each, workshop, writer.name, note, stop),
				...{ link: `${pages}/home`, once: `${once}:${each.personId}`, batch: id }
			};
		});
		await postAll(letters, now);
		return true;
	});
	return { mailing: (await findSent(once))!, isNew };
}

async function findLastLate(workshopId: string): Promise<string | undefined> {
	const [last] = await read()
		.select({ id: mailing.id })
		.from(mailing)
		.where(and(eq(mailing.workshopId, workshopId), eq(mailing.kind, 'late')))
		.orderBy(desc(mailing.writtenAt), desc(mailing.id))
		.limit(1);
	return last?.id;
}

async function findSent(once: string): Promise<Mailing | undefined> {
	const [found] = await read().select().from(mailing).where(eq(mailing.once, once));
	return found;
}

/** A mailing as the history shows it, with what became of its letters; a name is empty where its account was erased. */
export interface PastMailing extends Mailing {
	writer: string;
	letters: Record<LetterState, number>;
}

/** The mailings of a workshop, the latest first. */
export async function listMailings(workshopId: string): Promise<PastMailing[]> {
	const rows = await read()
		.select({ mailing, writer: person.name })
		.from(mailing)
		.leftJoin(person, eq(person.id, mailing.writtenBy))
		.where(eq(mailing.workshopId, workshopId))
		.orderBy(desc(mailing.writtenAt), desc(mailing.id));
	const states = await batchStates(rows.map(({ mailing }) => mailing.id));
	return rows.map(({ mailing: row, writer }) => ({ ...row, writer: writer ?? '', letters: states.get(row.id)! }));
}
