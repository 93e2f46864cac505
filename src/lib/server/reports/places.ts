import { inArray, or } from 'drizzle-orm';
import { read } from '#server/db/store.ts';
import { within, type Reach } from '#server/people/reach.ts';
import { organization, organizationBelow } from '#server/people/tables.ts';
import { answer } from './answer.ts';

/** An organization as reports know it. */
export interface Place {
	id: string;
	kind: typeof organization.$inferSelect.kind;
	name: { en: string; es: string };
	country?: string;
	parentId?: string;
	/** The institution it is or belongs to: the nearest on its way up. */
	institutionId?: string;
	/** Takes nobody new. */
	isClosed: boolean;
}

/** The organizations within a reach, and those on the way up from it, by their ids. */
export type Places = ReadonlyMap<string, Place>;

/** Finds the organizations within a reach, and those on the way up from it: an institution's name tells where a team belongs. */
export async function listPlaces(reach: Reach, now: Date): Promise<Places> {
	const key = JSON.stringify(['places', reach.organizationIds]);
	return (await answer(key, now, async (ask) => settle(await ask(select(reach))))).value;
}

function select(reach: Reach) {
	const db = read();
	const above = db
		.select({ id: organizationBelow.organizationId })
		.from(organizationBelow)
		.where(inArray(organizationBelow.belowId, [...reach.organizationIds]));
	return db
		.select()
		.from(organization)
		.where(or(within(organization.id, reach, db), inArray(organization.id, above)));
}

function settle(rows: (typeof organization.$inferSelect)[]): Places {
	const byId = new Map(rows.map((row) => [row.id, row]));
	const wayUp = (id: string | null): typeof rows => {
		const found = id ? byId.get(id) : undefined;
		return found ? [found, ...wayUp(found.parentId)] : [];
	};
	return new Map(
		rows.map(({ id, kind, name, country, parentId }) => [
			id,
			{
				...{ id, kind, name, country: country ?? undefined, parentId: parentId ?? undefined },
				institutionId: wayUp(id).find((each) => each.kind === 'institution')?.id,
				isClosed: wayUp(id).some(({ closedAt }) => closedAt)
			}
		])
	);
}

/** Whether a place is one of these organizations or stands below one of them. */
export function standsBelow(places: Places, id: string | undefined, organizationIds: readonly string[]): boolean {
	if (!id) return false;
	return organizationIds.includes(id) || standsBelow(places, places.get(id)?.parentId, organizationIds);
}
