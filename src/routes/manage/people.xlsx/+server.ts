import { error } from '@sveltejs/kit';
import { number } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { peopleSheet } from '#lib/web/people-sheet.ts';
import { readManaged, refuseFaulty } from '#lib/web/report.ts';
import { xlsxResponse } from '#lib/web/spreadsheet.ts';
import { mostInWorkbook, noteExport } from '#server/reports/export.ts';
import { countPeople } from '#server/reports/people.ts';
import { readSelection } from '#server/reports/selection.ts';
import type { RequestHandler } from './$types';

/** Everybody on the list with the same address, as long as they are not too many for such a file. */
export const GET: RequestHandler = async ({ locals, url }) => {
	const asked = await readManaged(locals, url.searchParams);
	refuseFaulty(asked);
	const selection = readSelection(url.searchParams);
	const people = await countPeople(asked.scope, selection, locals.now);
	if (people > mostInWorkbook) error(422, m.manage_xlsx_too_many({ count: number(mostInWorkbook) }));
	await noteExport(asked.scope, { what: 'people', which: selection.group }, people, locals.now);
	const { header, rows } = peopleSheet(asked.scope, selection, locals.now);
	return xlsxResponse(m.manage_people_file(), header, rows);
};
