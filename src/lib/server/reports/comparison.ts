import { and } from 'drizzle-orm';
import { since } from '#server/db/expressions.ts';
import { read } from '#server/db/store.ts';
import { answer } from './answer.ts';
import { columns, countFact, isWhen } from './facts.ts';
import { facts, figuresOf, noCounts, type Fact, type Figures } from './indicators.ts';
import { comparedPeriods, dayOf, startOf } from './period.ts';
import { isCounted, isExact, keyOf, type Scope } from './scope.ts';

/** What the figures of a scope are compared to. */
export interface Comparison {
	/** Those of the days before, as `comparedPeriods` says. */
	earlier: Figures;
	/** Those of the last twelve months, where the period has no beginning. */
	recent?: Figures;
}

/** Works out what the figures of a scope are compared to. One statement. */
export async function compare(scope: Scope, now: Date): Promise<Comparison> {
	const key = JSON.stringify(['comparison', keyOf(scope), dayOf(now)]);
	const { value: rows } = await answer(key, now, (ask) => ask(select(scope, now)));
	const figures = (isRecent: '0' | '1') => {
		const counts = noCounts();
		for (const { part, key, people, amount } of rows)
			if (key === isRecent) counts[part as Fact] = { people, amount: amount ?? 0 };
		return figuresOf(counts, isExact(scope));
	};
	return { earlier: figures('0'), recent: scope.filter.from ? undefined : figures('1') };
}

function select(scope: Scope, now: Date) {
	const db = read();
	const { earlier, recent } = comparedPeriods(scope.filter, now);
	const period = { from: earlier.from, to: (recent ?? earlier).to };
	const [first, second, third] = facts.map((fact) => {
		const isRecent = since(columns[fact].at, startOf(earlier.to, 1));
		const where = and(isCounted(scope, db), isWhen(fact, period, scope.filter.course));
		return countFact(fact, fact, { of: 'fact', column: isRecent }, where, db);
	});
	return first!.unionAll(second!).unionAll(third!);
}
