import { createHash } from 'node:crypto';
import { and, eq, exists, inArray, isNull, or, type SQL } from 'drizzle-orm';
import { read, type Database } from '#server/db/store.ts';
import { assignment, enrollment } from '#server/learning/tables.ts';
import { deactivatedPeople } from '#server/people/deactivation.ts';
import { within, type Reach } from '#server/people/reach.ts';
import { person } from '#server/people/tables.ts';
import type { Batch } from './batch.ts';
import { readChange } from './change.ts';
import { isOpen } from './standing.ts';

/** Why somebody who was chosen is left out. `foreign`: they are not, or no more, among one's people, and nothing is told of them. */
export type Reason =
	'foreign' | 'erased' | 'deactivated' | 'no confirmed address' | 'reminders off' | 'nothing open' | 'there already';

/** Somebody to whom it will be done. */
export type Included = typeof person.$inferSelect;

/** What a batch would do if it were done now. */
export interface Preview {
	/** By name. */
	included: Included[];
	/** By name; without one where they are not one's own or erased their account. */
	leftOut: { id: string; name?: string; reason: Reason }[];
	/** The same as long as the same people are included: doing it asks for just this. */
	sign: string;
}

/** Finds out to whom of those chosen something can be done now, and why not to the others. */
export async function preview(chosen: Batch, reach: Reach, db: Database = read()): Promise<Preview> {
	const { id, people, kind } = chosen;
	const change = readChange(chosen);
	const rows = await db
		.select()
		.from(person)
		.where(and(inArray(person.id, people), within(person.organizationId, reach, db)));
	const theirs = new Map(rows.map((row) => [row.id, row]));
	const deactivated = await select(db, kind === 'move' ? [] : people, inArray(person.id, deactivatedPeople(db)));
	const busy = await select(db, kind === 'remind' ? people : [], hasSomethingOpen(db));

	const reasonFor = (found: Included | undefined): Reason | undefined => {
		if (!found) return 'foreign';
		if (found.erasedAt) return 'erased';
		if (deactivated.has(found.id)) return 'deactivated';
		if (change.kind === 'move') return found.organizationId === change.organizationId ? 'there already' : undefined;
		if (change.kind === 'assign') return undefined;
		if (!found.emailConfirmedAt || !found.email) return 'no confirmed address';
		if (!found.wantsReminders) return 'reminders off';
		return busy.has(found.id) ? undefined : 'nothing open';
	};
	const each = people.map((personId) => ({ found: theirs.get(personId), id: personId }));
	const leftOut = each.flatMap(({ id: personId, found }) => {
		const reason = reasonFor(found);
		return reason ? { id: personId, name: found?.name || undefined, reason } : [];
	});
	const included = each.flatMap(({ found }) => (found && !reasonFor(found) ? found : []));
	const byName = (a: { name?: string }, b: { name?: string }) => (a.name ?? '').localeCompare(b.name ?? '', 'es');
	return { included: included.sort(byName), leftOut: leftOut.sort(byName), sign: signOf(id, included) };
}

// Who is moved is restored to where they came from, so that belongs to what was seen.
function signOf(id: string, included: Included[]): string {
	const who = included.map((each) => `${each.id} ${each.organizationId}`).sort();
	return createHash('sha256')
		.update(JSON.stringify([id, ...who]))
		.digest('base64url')
		.slice(0, 22);
}

async function select(db: Database, people: string[], where: SQL | undefined): Promise<Set<string>> {
	if (people.length === 0) return new Set();
	const rows = await db
		.select({ id: person.id })
		.from(person)
		.where(and(inArray(person.id, people), where));
	return new Set(rows.map(({ id }) => id));
}

function hasSomethingOpen(db: Database) {
	const seats = db
		.select({ id: enrollment.id })
		.from(enrollment)
		.where(and(eq(enrollment.personId, person.id), isOpen(db)));
	const modules = db
		.select({ id: assignment.id })
		.from(assignment)
		.where(and(eq(assignment.personId, person.id), isNull(assignment.withdrawnAt)));
	return or(exists(seats), exists(modules));
}
