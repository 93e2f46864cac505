import { never } from '#server/db/expressions.ts';
import { read } from '#server/db/store.ts';
import { selectForPerson, type Assignment } from './assignment.ts';
import { gatherPlaces, selectOwnPlaces, type Place } from './enrollment.ts';

/** Somebody's places and what is set for them, as `listPlaces` and `listForPerson` tell them, in one question. */
export async function findAgenda(personId: string): Promise<{ places: Place[]; assignments: Assignment[] }> {
	const db = read();
	const own = selectOwnPlaces(personId, db).as('own');
	const set = selectForPerson(personId, db).as('set');
	const rows = await db.select().from(own).fullJoin(set, never).orderBy(set.dueAt, set.course, set.module, set.id);
	return {
		places: gatherPlaces(rows.flatMap(({ own }) => own ?? [])),
		assignments: rows.flatMap(({ set }) => set ?? [])
	};
}
