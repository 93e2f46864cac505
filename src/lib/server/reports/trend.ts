import { and } from 'drizzle-orm';
import { month } from '#server/db/expressions.ts';
import { read } from '#server/db/store.ts';
import { answer } from './answer.ts';
import { columns, countFact, isWhen } from './facts.ts';
import { lastDay } from './filter.ts';
import { figuresOf, noCounts } from './indicators.ts';
import { dayOf, twelveMonths } from './period.ts';
import { isCounted, isExact, keyOf, type Scope } from './scope.ts';
import type { Figure } from './small-cells.ts';

/** How many people enrolled in a month, and how many completed a course. Who did so in two months stands in both. */
export interface Month {
	/** Such as `2026-11`, in UTC. */
	month: string;
	enrolled: Figure;
	completed: Figure;
}

/** The last twelve months up to the end of a scope's period, the oldest first. One statement. */
export async function trend(scope: Scope, now: Date): Promise<Month[]> {
	const months = twelveMonths(scope.filter.to ?? dayOf(now));
	const key = JSON.stringify(['trend', keyOf(scope), months[0]]);
	const { value: rows } = await answer(key, now, (ask) => ask(select(scope, months)));
	return months.map((month) => {
		const counts = noCounts();
		for (const { part, key, people, amount } of rows)
			if (key === month) counts[part as 'enrolled' | 'completed'] = { people, amount: amount ?? 0 };
		const figures = figuresOf(counts, isExact(scope));
		return { month, enrolled: figures['people-enrolled'], completed: figures['people-completed'] };
	});
}

function select(scope: Scope, months: string[]) {
	const db = read();
	const period = { from: `${months[0]}-01`, to: lastDay(months.at(-1)!) };
	const by = (fact: 'enrolled' | 'completed') =>
		countFact(
			fact,
			fact,
			{ of: 'fact', column: month(columns[fact].at) },
			and(isCounted(scope, db), isWhen(fact, period, scope.filter.course)),
			db
		);
	return by('enrolled').unionAll(by('completed'));
}
