import { m } from '#lib/i18n/paraglide/messages.js';
import { dimensionName } from '#lib/i18n/reports.ts';
import { sheetOf } from '#lib/web/report-table.ts';
import { readAsked, refuseFaulty } from '#lib/web/report.ts';
import { csvResponse } from '#lib/web/spreadsheet.ts';
import { tabulate } from '#server/reports/tabulate.ts';
import type { RequestHandler } from './$types';

/** The table that the overview with the same address shows, and how it was counted. */
export const GET: RequestHandler = async ({ locals, url }) => {
	const asked = await readAsked(locals, url.searchParams);
	refuseFaulty(asked);
	const { value, asOf } = await tabulate(asked.scope, asked.by, locals.now);
	const { header, rows } = sheetOf(asked, value, asOf);
	return csvResponse(m.report_file({ dimension: dimensionName(asked.by) }), header, rows);
};
