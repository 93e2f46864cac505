import { error } from '@sveltejs/kit';
import { inWords } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { stepsSheet } from '#lib/web/people-sheet.ts';
import { readManaged, refuseFaulty } from '#lib/web/report.ts';
import { csvResponse } from '#lib/web/spreadsheet.ts';
import { noteExport } from '#server/reports/export.ts';
import { countPeople } from '#server/reports/people.ts';
import type { RequestHandler } from './$types';

/** Everybody whom the filter leaves in one course, by the days of their steps. */
export const GET: RequestHandler = async ({ locals, url }) => {
	const asked = await readManaged(locals, url.searchParams);
	refuseFaulty(asked);
	const { scope, courses } = asked;
	const course =
		courses.find((each) => each.course === scope.filter.course) ?? error(422, m.manage_steps_course_missing());
	const people = await countPeople(scope, { group: 'enrolled' }, locals.now);
	await noteExport(scope, { what: 'steps' }, people, locals.now);
	const { header, rows } = stepsSheet(scope, course);
	return csvResponse(m.manage_steps_file({ course: inWords(course.title) }), header, rows);
};
