import { time } from '#lib/i18n/format.ts';
import { href } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { dimensionName, indicatorName, monthName, shortMonthName } from '#lib/i18n/reports.ts';
import { figureWords, printTable } from '#lib/web/report-table.ts';
import type { Asked } from '#lib/web/report.ts';
import { compare, type Comparison } from '#server/reports/comparison.ts';
import { narrow, writeFilter } from '#server/reports/filter.ts';
import { indicators, type Figures, type Indicator } from '#server/reports/indicators.ts';
import { isExact } from '#server/reports/scope.ts';
import type { Group } from '#server/reports/selection.ts';
import { tabulate, type Table } from '#server/reports/tabulate.ts';
import { trend } from '#server/reports/trend.ts';

const aMinute = 60_000;

/** The numbers of the page in words, with the way from each to its people for those who may see them. */
export async function numbers(asked: Asked, now: Date) {
	const { scope, by } = asked;
	const { value: table, asOf } = await tabulate(scope, by, now);
	const compared = await compare(scope, now);
	const months = await trend(scope, now);
	const { header, lines, total } = printTable(asked, table);
	const most = Math.max(1, ...lines.map(({ figures }) => size(figures, 'people-enrolled')));
	return {
		by,
		dimension: dimensionName(by),
		// Seconds are nobody's concern.
		asOf: now.getTime() - asOf.getTime() < aMinute ? undefined : time(asOf, 'UTC'),
		isEmpty: Object.values(table.total).every((figure) => figure === 0),
		isFiltered: writeFilter(scope.filter) !== '',
		big: bigNumbers.map((indicator) => bigNumber(indicator, table, compared)),
		header,
		lines: lines.map(({ key, name, figures }) => ({
			name,
			cells: cells(figures, asked, (group) => writeFilter(narrow(scope.filter, by, key), { which: group })),
			bar: {
				enrolled: (size(figures, 'people-enrolled') / most) * 100,
				completed: (size(figures, 'people-completed') / most) * 100
			}
		})),
		total: {
			name: total.name,
			cells: cells(total.figures, asked, (group) => writeFilter(scope.filter, { which: group }))
		},
		months: months.map(({ month, enrolled, completed }) => ({
			...{ name: monthName(month), short: shortMonthName(month) },
			enrolled: figureWords('people-enrolled', enrolled),
			completed: figureWords('people-completed', completed),
			// Where nothing is told, no bar tells anything either.
			heights: [enrolled, completed].map((figure) => (typeof figure === 'number' ? figure : 0))
		}))
	};
}

const bigNumbers = ['people-enrolled', 'people-completed', 'seats-completed', 'hours'] as const satisfies Indicator[];

function bigNumber(indicator: Indicator, { total }: Table, { recent, earlier }: Comparison) {
	const before = figureWords(indicator, earlier[indicator]);
	return {
		name: indicatorName(indicator),
		words: figureWords(indicator, total[indicator]),
		compared: recent
			? m.report_recent({ recent: figureWords(indicator, recent[indicator]), earlier: before })
			: m.report_earlier({ earlier: before })
	};
}

const groupOf: Record<Indicator, Group> = {
	'people-enrolled': 'enrolled',
	seats: 'enrolled',
	'people-completed': 'completed',
	'seats-completed': 'completed',
	hours: 'learned'
};

function cells(figures: Figures, { scope }: Asked, query: (group: Group) => string) {
	return indicators.map((indicator) => ({
		indicator,
		words: figureWords(indicator, figures[indicator]),
		people:
			isExact(scope) && figures[indicator] !== 0 ? `${href('/manage/people')}?${query(groupOf[indicator])}` : undefined
	}));
}

const size = (figures: Figures, indicator: Indicator) => {
	const figure = figures[indicator];
	return typeof figure === 'number' ? figure : 0;
};
