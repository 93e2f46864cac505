import { number } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { columnName, dimensionName } from '#lib/i18n/reports.ts';
import { getLocale } from '#lib/i18n/paraglide/runtime.js';
import { overlaps } from '#server/reports/lines.ts';
import { hours, indicators, type Figures, type Indicator } from '#server/reports/indicators.ts';
import { isExact } from '#server/reports/scope.ts';
import type { Figure } from '#server/reports/small-cells.ts';
import type { Table } from '#server/reports/tabulate.ts';
import { aboutWords, filterWords, periodWords, valueName, type Asked } from './report.ts';
import type { Cell, Rows } from './spreadsheet.ts';

/** A table as screen, CSV and XLSX show it: the same names and the same numbers in the same order. */
export interface Printed {
	header: string[];
	lines: { key?: string; name: string; figures: Figures }[];
	/** What the last line is called, and its figures. */
	total: { name: string; figures: Figures };
}

/** Gives a table its words. Lines stand by name, months in order, and those of whom nothing is known last. */
export function printTable(asked: Asked, { by, lines, total }: Table): Printed {
	const named = lines.map(({ key, figures }) => ({ key, figures, name: valueName(asked, by, key) }));
	const byName = by === 'country' || by === 'institution' || by === 'course';
	const inOrder = byName
		? named.sort(
				(a, b) => Number(a.key === undefined) - Number(b.key === undefined) || a.name.localeCompare(b.name, getLocale())
			)
		: named;
	return {
		header: [dimensionName(by), ...indicators.map(columnName)],
		lines: inOrder,
		total: { name: overlaps(by) ? m.report_total_once() : m.report_total(), figures: total }
	};
}

/** A figure as a cell of a download: a number, hours with one decimal, or that it is hidden. */
export function figureCell(indicator: Indicator, figure: Figure): string | number {
	if (typeof figure === 'string') return m.report_under_five();
	return indicator === 'hours' ? hours(figure) : figure;
}

/** The same figure as a page shows it. */
export function figureWords(indicator: Indicator, figure: Figure): string {
	const cell = figureCell(indicator, figure);
	return typeof cell === 'number' ? number(cell) : cell;
}

/** A whole download: what it is about and how it was counted, then the very table of the page. */
export function sheetOf(asked: Asked, table: Table, asOf: Date): { header: string[]; rows: Rows } {
	const { header, lines, total } = printTable(asked, table);
	const cells = ({ name, figures }: { name: string; figures: Figures }): Cell[] => [
		name,
		...indicators.map((indicator) => figureCell(indicator, figures[indicator]))
	];
	return {
		header: [m.report_title(), ...indicators.map(() => '')],
		rows: [
			[m.report_organization(), aboutWords(asked)],
			...filterWords(asked).map(({ name, value }): Cell[] => [name, value]),
			[m.report_sheet_period(), periodWords(asked.scope.filter)],
			[m.report_sheet_as_of(), asOf.toISOString()],
			...definitions(asked).map((words): Cell[] => [words]),
			[],
			header,
			...lines.map(cells),
			cells(total)
		]
	};
}

/** How the numbers are counted, in sentences. */
export function definitions({ scope }: Pick<Asked, 'scope'>): string[] {
	return [
		m.report_definition_people(),
		m.report_definition_days(),
		m.report_definition_places(),
		m.report_days_utc(),
		...(isExact(scope) ? [] : [m.report_definition_sums()])
	];
}
