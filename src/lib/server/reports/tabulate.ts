import { and } from 'drizzle-orm';
import { month } from '#server/db/expressions.ts';
import { read } from '#server/db/store.ts';
import { person } from '#server/people/tables.ts';
import { answer, type Answer } from './answer.ts';
import { columns, countFact, isWhen, type CountedRow, type Counting, type Key } from './facts.ts';
import type { Dimension } from './filter.ts';
import { facts, figuresOf, noCounts, type Counts, type Fact, type Figures } from './indicators.ts';
import { lineOf, linesToShow, overlaps } from './lines.ts';
import { isCounted, isExact, keyOf, type Scope } from './scope.ts';

/** One line of a table: its figures, and what they are of. */
export interface Line {
	/** A value of the dimension; absent for those of whom it is not known. */
	key?: string;
	figures: Figures;
}

/** The numbers of a scope, broken down by one dimension. */
export interface Table {
	by: Dimension;
	lines: Line[];
	/** All that the lines are about, each person once. */
	total: Figures;
}

/** What was counted: on each line, and in all. */
interface Tally {
	lines: Map<string | undefined, Counts>;
	total: Counts;
}

/**
 * Works out the numbers of a scope by a dimension: the one source of screen, CSV and XLSX. An answer may be a little old, which `asOf` tells. Where sums only may
 * be seen, no figure tells of fewer than five people. Three statements.
 */
export async function tabulate(scope: Scope, by: Dimension, now: Date): Promise<Answer<Table>> {
	const key = JSON.stringify(['table', keyOf(scope), by]);
	const { value: tally, asOf } = await answer(key, now, async (ask) => {
		const tally: Tally = { lines: new Map(), total: noCounts() };
		for (const fact of facts) for (const row of await ask(select(scope, fact, by))) add(row, fact, by, tally, scope);
		return tally;
	});
	const tell = (counts: Counts = noCounts()) => figuresOf(counts, isExact(scope));
	const counted = new Map([...tally.lines].map(([line, counts]) => [line, tell(counts)]));
	const lines = await linesToShow(counted, scope, by);
	return {
		asOf,
		value: {
			by,
			lines: lines.map((line) => ({ key: line, figures: counted.get(line) ?? tell() })),
			total: tell(tally.total)
		}
	};
}

function select(scope: Scope, fact: Fact, by: Dimension): Counting {
	const db = read();
	const where = and(isCounted(scope, db), isWhen(fact, scope.filter, scope.filter.course));
	const lines = countFact(fact, 'lines', keyOfLine(fact, by), where, db);
	return overlaps(by) ? lines.unionAll(countFact(fact, 'total', undefined, where, db)) : lines;
}

function keyOfLine(fact: Fact, by: Dimension): Key {
	if (by === 'course') return { of: 'fact', column: columns[fact].course };
	if (by === 'period') return { of: 'fact', column: month(columns[fact].at) };
	return { of: 'person', column: by === 'institution' ? person.organizationId : person[by] };
}

function add({ part, key, people, amount }: CountedRow, fact: Fact, by: Dimension, tally: Tally, scope: Scope): void {
	const into = (counts: Counts) => {
		counts[fact].people += people;
		counts[fact].amount += amount ?? 0;
	};
	if (part === 'total') return into(tally.total);
	const line = lineOf(key, by, scope);
	const counts = tally.lines.get(line) ?? noCounts();
	tally.lines.set(line, counts);
	into(counts);
	// Everybody stands on one line of such a table, so that its lines add up.
	if (!overlaps(by)) into(tally.total);
}
