import { m } from '#lib/i18n/paraglide/messages.js';
import { readProgress, rowCells } from '#lib/web/progress-table.ts';
import { csvResponse } from '#lib/web/spreadsheet.ts';
import { facilitated } from '#lib/web/workshop.ts';
import type { RequestHandler } from './$types';

/** The grid as a page with the same address shows it, whole. */
export const GET: RequestHandler = async ({ params, locals, url }) => {
	const { workshop } = await facilitated(locals, params);
	const { table } = await readProgress(workshop, url.searchParams, locals.language, locals.now);
	return csvResponse(m.progress_file({ workshop: workshop.title }), table.header, table.rows.map(rowCells));
};
