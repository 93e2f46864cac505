import { and, asc, gt, type SQL } from 'drizzle-orm';
import { read, write, type Database } from '#server/db/store.ts';
import { noteAct } from '#server/people/act.ts';
import { reachNow } from '#server/people/reach.ts';
import { person } from '#server/people/tables.ts';
import { writeFilter } from './filter.ts';
import { SumsOnly } from './people.ts';
import { isCounted, isExact, topOf, type Scope } from './scope.ts';
import { inTurn } from './turns.ts';

/** How many people a file for spreadsheet programs holds at most: CSV holds any number. */
export const mostInWorkbook = 10_000;
/** How many people one statement of an export brings, and how many of them make a part: what is sent before others go on. */
const [atOnce, inPart] = [2500, 250];

/** Whoever exports has lost the right to, while it was under way: what they have is all they get. */
export class ReachEnded extends Error {}

/** Notes that people's data leave the house: what, of how many, by which filter, in each of the uppermost organizations it is about. Throws `SumsOnly` for a scope of sums. */
export async function noteExport(
	scope: Scope,
	details: Record<string, string>,
	people: number,
	now: Date
): Promise<void> {
	if (!isExact(scope)) throw new SumsOnly();
	const all = { ...details, count: String(people), filter: writeFilter(scope.filter) };
	await write(async () => {
		for (const organizationId of topOf(scope))
			await noteAct({ kind: 'people-exported', byId: scope.reach.personId, organizationId, details: all }, now);
	});
}

/**
 * The rows of an export in parts, in the order of people's ids, so that however many there are only the people of one page are in memory. `select` brings the rows of
 * the people on a page: those of the scope for whom a condition holds. Before each page the reach is asked for anew; throws `ReachEnded` where any of it is gone, so
 * that the download breaks off.
 */
export async function* inParts<Row extends { personId: string }>(
	scope: Scope,
	holds: (db: Database) => SQL | undefined,
	select: (page: ReturnType<typeof pageAfter>, db: Database) => PromiseLike<Row[]>
): AsyncGenerator<Row[]> {
	const { reach } = scope;
	for (let after: string | undefined = ''; after !== undefined;) {
		const { organizationIds } = await reachNow(reach);
		if (!reach.organizationIds.every((id) => organizationIds.includes(id))) throw new ReachEnded();
		const db = read();
		const page = pageAfter(after, and(isCounted(scope, db), holds(db)), db);
		const { value: rows }: { value: Row[] } = await inTurn(select(page, db), 'download');
		for (let begin = 0; begin < atOnce && begin < rows.length; begin += inPart)
			yield rows.slice(begin, Math.min(begin + inPart, atOnce));
		after = rows.length > atOnce ? rows[atOnce - 1]!.personId : undefined;
	}
}

// One more than is given tells whether there are more.
function pageAfter(after: string, where: SQL | undefined, db: Database) {
	return db
		.select({ id: person.id })
		.from(person)
		.where(and(gt(person.id, after), where))
		.orderBy(asc(person.id))
		.limit(atOnce + 1)
		.as('page');
}
