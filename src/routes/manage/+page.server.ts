import { day } from '#lib/i18n/format.ts';
import { href } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { dimensionName } from '#lib/i18n/reports.ts';
import { filterForm } from '#lib/web/filter-form.ts';
import { definitions } from '#lib/web/report-table.ts';
import { aboutWords, filterWords, periodWords, readAsked } from '#lib/web/report.ts';
import { listConcerns, type Concern } from '#server/reports/attention.ts';
import { dimensions, writeFilter, type Filter } from '#server/reports/filter.ts';
import { isExact } from '#server/reports/scope.ts';
import type { PageServerLoad } from './$types';
import { numbers } from './view.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const asked = await readAsked(locals, url.searchParams);
	const { scope, by, faults } = asked;
	const { filter } = scope;
	const isFaulty = Object.keys(faults).length > 0;
	const download = (path: string) => `${href(path)}?${writeFilter(filter, { by })}`;
	return {
		isExact: isExact(scope),
		managesPeople: asked.managesPeople,
		about: aboutWords(asked),
		period: periodWords(filter),
		chosen: filterWords(asked),
		form: filterForm(asked, url.searchParams),
		by,
		isFaulty,
		concerns: (await listConcerns(scope, locals.now)).map((concern) => told(concern, filter)),
		definitions: definitions(asked),
		ways: dimensions.map((each) => ({
			by: each,
			name: dimensionName(each),
			address: `${href('/manage')}?${writeFilter(filter, { by: each })}#numbers`
		})),
		downloads: [
			{ name: m.report_download_csv(), address: download('/manage/report.csv') },
			{ name: m.report_download_xlsx(), address: download('/manage/report.xlsx') },
			...(isExact(scope) && filter.course
				? [{ name: m.report_download_steps(), address: download('/manage/steps.csv') }]
				: [])
		],
		numbers: isFaulty ? undefined : await numbers(asked, locals.now)
	};
};

// Each concern in a sentence, with the way to what can be done about it.
function told(concern: Concern, { organization }: Filter) {
	const { kind, people: count } = concern;
	const people = (which: string, workshop?: string) =>
		`${href('/manage/people')}?${writeFilter({ organization }, { which, workshop })}`;
	switch (kind) {
		case 'late': {
			const words = m.report_late({ count, title: concern.title, day: day(concern.startsOn) });
			return { kind, words, action: m.report_see_who(), address: people('late', concern.workshopId) };
		}
		case 'not-begun':
			return { kind, words: m.report_not_begun({ count }), action: m.report_see_who(), address: people(kind) };
		case 'unreached':
			return { kind, words: m.report_unreached({ count }), action: m.report_see_people(), address: people(kind) };
		case 'invitations': {
			const address = href(organization ? `/manage/organizations/${organization}` : '/manage/organizations');
			return { kind, words: m.report_invitations({ count }), action: m.report_see_invitations(), address };
		}
	}
}
