import { eq, inArray } from 'drizzle-orm';
import { newId } from '#server/db/id.ts';
import { write, type Database } from '#server/db/store.ts';
import { findHome } from '#server/people/organization.ts';
import { reachNow, reachOf } from '#server/people/reach.ts';
import type { SignedIn } from '#server/people/session.ts';
import { person } from '#server/people/tables.ts';
import { inviteParticipants } from '../participation.ts';
import { participant, participantList } from '../tables.ts';
import type { Workshop } from '../workshop.ts';
import { addressesOn, checkList, type CheckedRow, type Known } from './checking.ts';
import { findList, type PeopleList } from './draft.ts';
import { findKnown, hostCountry } from './known.ts';

type Made = NonNullable<PeopleList['made']>;

/** What confirming a list did. */
export interface Confirmed {
	made: Made;
	/** How many invitations were written. */
	letters: number;
	/** The rows that were left out, as they came, with the list's headings: they are kept nowhere. */
	leftOut: { headings: string[][]; rows: string[][] };
}

/** How a list was understood when somebody looked at it. */
export const seenAs = ({ headings, mapping }: Pick<PeopleList, 'headings' | 'mapping'>) =>
	JSON.stringify([headings, mapping]);

/**
 * Does what a draft says, all in one write: people nobody knew get a row, everybody without a problem gets a place on the workshop's list, and a letter if `invite` says
 * what its link begins with. What was made is noted, and the draft's rows go. Confirming it again changes nothing. `changed` where somebody has changed meanwhile what the
 * columns hold, `gone` where its rows were removed or there never was such a list.
 */
export async function confirmList(
	workshop: Workshop,
	id: string,
	{ by, seen, invite }: { by: SignedIn; seen: string; invite?: string },
	now: Date
): Promise<Confirmed | 'changed' | 'gone'> {
	return write(async (tx) => {
		const list = await findList(workshop.id, id, tx);
		if (list?.made) return { made: list.made, letters: 0, leftOut: { headings: [], rows: [] } };
		if (!list || list.rows.length === 0) return 'gone';
		if (seenAs(list) !== seen) return 'changed';
		const reach = await reachNow(reachOf(by, 'facilitate'), tx);
		const known = await findKnown(workshop, addressesOn(list), reach, tx);
		const rows = checkList(list, known);
		const ids = await addPeople(tx, workshop, rows, known, now);
		const made: Made = {
			people: [...ids.values()],
			participants: await addParticipants(tx, list, rows, ids, by, now),
			returned: await returnParticipants(tx, rows, now)
		};
		await tx
			.update(participantList)
			.set({ made, rows: [], confirmedBy: by.id, confirmedAt: now })
			.where(eq(participantList.id, list.id));
		const chosen = [...made.participants, ...made.returned.map((each) => readFormer(each).id)];
		const letters = invite ? await inviteParticipants(workshop, chosen, by, invite, now) : 0;
		const bad = rows.filter(({ outcome }) => !outcome).map(({ row }) => list.rows[row - 1]!);
		return { made, letters, leftOut: { headings: list.rows.slice(0, list.headings), rows: bad } };
	});
}

const atOnce = 200;

async function addPeople(
	tx: Database,
	workshop: Workshop,
	rows: CheckedRow[],
	known: Known,
	now: Date
): Promise<Map<string, string>> {
	const country = await hostCountry(workshop, tx);
	// Institutions that are not in the tree all lead to the same place.
	const homes = new Map<string, string | undefined>();
	const homeOf = async (written = '') => {
		const institution = known.isInstitution(written) ? written : '';
		if (!homes.has(institution)) homes.set(institution, await findHome(tx, { country, institution }));
		return homes.get(institution);
	};
	const added = [];
	for (const { name, email, institution, profession, sector, sex, language } of rows.filter(isNew))
		added.push({
			...{ id: newId(), name, email, institution, profession, sector, sex, country, timeZone: workshop.timeZone },
			...{ language: language ?? workshop.language, wantsReminders: true, createdAt: now },
			organizationId: await homeOf(institution)
		});
	for (let at = 0; at < added.length; at += atOnce)
		await tx
			.insert(person)
			.values(added.slice(at, at + atOnce))
			.onConflictDoNothing();
	return new Map(added.map(({ email, id }) => [email, id]));
}

const isNew = ({ outcome }: CheckedRow) => outcome === 'new';

async function addParticipants(
	tx: Database,
	{ workshopId, id: listId }: PeopleList,
	rows: CheckedRow[],
	ids: Map<string, string>,
	by: SignedIn,
	now: Date
): Promise<string[]> {
	const added = rows
		.filter(({ outcome, known }) => outcome && outcome !== 'already' && !known?.participant)
		.map(({ email, outcome, known }) => ({
			...{ id: newId(), workshopId, listId, via: 'list' as const, addedBy: by.id, addedAt: now },
			personId: known?.id ?? ids.get(email)!,
			joinedAt: outcome === 'yours' ? now : null
		}));
	for (let at = 0; at < added.length; at += atOnce)
		await tx
			.insert(participant)
			.values(added.slice(at, at + atOnce))
			.onConflictDoNothing();
	return added.map(({ id }) => id);
}

/** How the row of somebody who was removed stood before a list brought them back. */
export type Former = Pick<
	typeof participant.$inferSelect,
	'id' | 'joinedAt' | 'removedAt' | 'removedBy' | 'invitationHash'
>;

// Whoever was removed has a row already: it counts again, and how it stood is noted.
async function returnParticipants(tx: Database, rows: CheckedRow[], now: Date): Promise<string[]> {
	const returning = new Map(
		rows.flatMap(({ outcome, known }) =>
			outcome && outcome !== 'already' && known?.participant ? [[known.participant.id, outcome] as const] : []
		)
	);
	if (returning.size === 0) return [];
	const before = await tx
		.select()
		.from(participant)
		.where(inArray(participant.id, [...returning.keys()]));
	for (const { id, personId, joinedAt, removedBy } of before) {
		// Whoever left by themselves decides anew.
		const kept = removedBy === personId ? null : joinedAt;
		await tx
			.update(participant)
			.set({ removedAt: null, removedBy: null, joinedAt: returning.get(id) === 'yours' ? (joinedAt ?? now) : kept })
			.where(eq(participant.id, id));
	}
	return before.map(({ id, joinedAt, removedAt, removedBy, invitationHash }) =>
		JSON.stringify({ id, joinedAt, removedAt, removedBy, invitationHash } satisfies Former)
	);
}

/** Reads how a row stood before. */
export function readFormer(written: string): Former {
	return JSON.parse(written, (key, value: unknown) =>
		key.endsWith('At') && typeof value === 'string' ? new Date(value) : value
	) as Former;
}
