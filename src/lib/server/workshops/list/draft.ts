import { and, desc, eq, isNull, lt } from 'drizzle-orm';
import { alias } from '#server/db/columns.ts';
import { newId } from '#server/db/id.ts';
import { read, write, type Database } from '#server/db/store.ts';
import { person } from '#server/people/tables.ts';
import { participantList } from '../tables.ts';
import type { Mapping } from './field.ts';
import { guess } from './headings.ts';
import { clean } from './reading.ts';

/** A list of people: first a draft that changes nothing, then confirmed, perhaps undone. */
export type PeopleList = Omit<typeof participantList.$inferSelect, 'mapping'> & { mapping: Mapping };

const oneDay = 24 * 3600_000;

/** Keeps the rows of a list as a draft, with a first guess of what its columns hold, and returns its id. Nobody is added. `fileName` is empty where it was pasted. */
export async function keepList(
	workshopId: string,
	{ fileName, rows }: { fileName: string; rows: string[][] },
	createdBy: string,
	now: Date
): Promise<string> {
	const values = {
		workshopId,
		fileName: clean(fileName).slice(0, 200),
		rows,
		...guess(rows),
		createdBy,
		createdAt: now
	};
	return write(async (tx) => {
		const id = newId();
		await tx.insert(participantList).values({ id, ...values });
		return id;
	});
}

/** One list of a workshop. */
export async function findList(workshopId: string, id: string, db: Database = read()): Promise<PeopleList | undefined> {
	const [found] = await db
		.select()
		.from(participantList)
		.where(and(eq(participantList.id, id), eq(participantList.workshopId, workshopId)));
	return found && { ...found, mapping: found.mapping as Mapping };
}

/** A list as a workshop's history tells of it. */
export interface PastList {
	id: string;
	fileName: string;
	createdAt: Date;
	createdBy: string;
	/** How many people it put on the list, once it was confirmed. */
	added?: number;
	confirmedAt?: Date;
	undoneAt?: Date;
}

/** The lists of a workshop that were confirmed, and the drafts of the last day, the latest first. */
export async function listLists(workshopId: string, now: Date): Promise<PastList[]> {
	const writer = alias(person, 'writer');
	const rows = await read()
		.select({
			id: participantList.id,
			fileName: participantList.fileName,
			createdAt: participantList.createdAt,
			createdBy: writer.name,
			made: participantList.made,
			confirmedAt: participantList.confirmedAt,
			undoneAt: participantList.undoneAt
		})
		.from(participantList)
		.leftJoin(writer, eq(writer.id, participantList.createdBy))
		.where(eq(participantList.workshopId, workshopId))
		.orderBy(desc(participantList.createdAt), desc(participantList.id));
	return rows
		.filter(({ confirmedAt, createdAt }) => confirmedAt || now.getTime() - createdAt.getTime() < oneDay)
		.map(({ made, confirmedAt, undoneAt, createdBy, ...row }) => ({
			...row,
			createdBy: createdBy ?? '',
			added: made ? made.participants.length + made.returned.length : undefined,
			confirmedAt: confirmedAt ?? undefined,
			undoneAt: undoneAt ?? undefined
		}));
}

/** Changes how a draft is understood. A list that was confirmed stays as it is. */
export async function changeMapping(
	workshopId: string,
	id: string,
	{ headings, mapping }: { headings: number; mapping: Mapping }
): Promise<void> {
	await write(async (tx) => {
		await tx
			.update(participantList)
			.set({ headings, mapping })
			.where(
				and(eq(participantList.id, id), eq(participantList.workshopId, workshopId), isNull(participantList.confirmedAt))
			);
	});
}

/** Empties drafts that nobody confirmed within a day: they hold names and addresses of people who may not know of it. */
export async function sweepLists(now: Date): Promise<void> {
	await write(async (tx) => {
		await tx
			.update(participantList)
			.set({ rows: [] })
			.where(and(isNull(participantList.confirmedAt), lt(participantList.createdAt, new Date(now.getTime() - oneDay))));
	});
}
