import { and, asc, count, eq, inArray, isNotNull } from 'drizzle-orm';
import { read } from '#server/db/store.ts';
import { completion, enrollment } from '#server/learning/tables.ts';
import { person } from '#server/people/tables.ts';
import { answer } from './answer.ts';
import { isCounted, isExact, keyOf, type Scope } from './scope.ts';
import { isSelected, writeSelection, type Selection } from './selection.ts';

/** How many people stand on a page. */
export const pageSize = 50;
/** How many pages' order is worked out at once. */
const pagesAtOnce = 40;

/** Somebody as a list shows them. */
export interface Listed {
	id: string;
	/** Empty where the account was erased: then they only count. */
	name: string;
	isErased: boolean;
	email?: string;
	organizationId?: string;
	profession?: string;
	/** Courses they enrolled in, and of these completed. */
	enrolled: number;
	completed: number;
}

/** Somebody asked for people whose names they may not see. */
export class SumsOnly extends Error {}

/** How many people a selection holds: as many as the number says that led there. Throws `SumsOnly` for a scope of sums. */
export async function countPeople(scope: Scope, selection: Selection, now: Date): Promise<number> {
	const { value } = await answer(keyFor('people', scope, selection), now, async (ask) => {
		const db = read();
		const [found] = await ask(
			db
				.select({ people: count() })
				.from(person)
				.where(and(isCounted(scope, db), isSelected(scope.filter, selection, now, db)))
		);
		return found?.people ?? 0;
	});
	return value;
}

/** A page of the people in a selection by name, erased accounts last, fifty each; `page` counts from 1. Their order may be a little old, but nobody stands there who is not within the reach now. */
export async function listPeople(scope: Scope, selection: Selection, page: number, now: Date): Promise<Listed[]> {
	const ids = await orderOf(scope, selection, page, now);
	if (ids.length === 0) return [];
	const db = read();
	const rows = await db
		.select({ person, enrolled: count(enrollment.id), completed: count(completion.enrollmentId) })
		.from(person)
		.leftJoin(enrollment, eq(enrollment.personId, person.id))
		.leftJoin(completion, eq(completion.enrollmentId, enrollment.id))
		.where(and(inArray(person.id, ids), isCounted(scope, db)))
		.groupBy(person.id);
	const byId = new Map(rows.map((row) => [row.person.id, row]));
	return ids.flatMap((id) => {
		const row = byId.get(id);
		if (!row) return [];
		const { name, email, organizationId, profession, erasedAt } = row.person;
		return {
			...{ id, name, isErased: erasedAt !== null, email: email ?? undefined, enrolled: row.enrolled },
			...{ organizationId: organizationId ?? undefined, profession: profession ?? undefined, completed: row.completed }
		};
	});
}

/** The ids of all people in a selection, at most as many as asked for, for work on them. */
export async function listIds(scope: Scope, selection: Selection, most: number, now: Date): Promise<string[]> {
	if (!isExact(scope)) throw new SumsOnly();
	const db = read();
	const rows = await db
		.select({ id: person.id })
		.from(person)
		.where(and(isCounted(scope, db), isSelected(scope.filter, selection, now, db)))
		.orderBy(asc(person.id))
		.limit(most);
	return rows.map(({ id }) => id);
}

// Sorting many people by name for each page would cost more than all the rest of it.
async function orderOf(scope: Scope, selection: Selection, page: number, now: Date): Promise<string[]> {
	const part = Math.floor((page - 1) / pagesAtOnce);
	const { value: ids } = await answer(keyFor(`order ${part}`, scope, selection), now, async (ask) => {
		const db = read();
		const rows = await ask(
			db
				.select({ id: person.id })
				.from(person)
				.where(and(isCounted(scope, db), isSelected(scope.filter, selection, now, db)))
				.orderBy(asc(isNotNull(person.erasedAt)), asc(person.name), asc(person.id))
				.limit(pageSize * pagesAtOnce)
				.offset(part * pageSize * pagesAtOnce)
		);
		return rows.map(({ id }) => id);
	});
	const first = (page - 1 - part * pagesAtOnce) * pageSize;
	return ids.slice(first, first + pageSize);
}

function keyFor(what: string, scope: Scope, selection: Selection): string {
	if (!isExact(scope)) throw new SumsOnly();
	return JSON.stringify([what, keyOf(scope), writeSelection(selection)]);
}
