import { redirect } from '@sveltejs/kit';
import { number } from '#lib/i18n/format.ts';
import { href, inWords } from '#lib/i18n/href.ts';
import { professionName } from '#lib/i18n/names.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { groupName } from '#lib/i18n/reports.ts';
import { branches } from '#lib/web/filter-form.ts';
import { refuse } from '#lib/web/form.ts';
import { aboutWords, filterWords, periodWords, readManaged } from '#lib/web/report.ts';
import { typedFields } from '#lib/web/typed.ts';
import { onlineSteps } from '#server/content/edition.ts';
import { dayIn } from '#server/people/time-zone.ts';
import { professions } from '#server/people/profile.ts';
import { mostAtOnce, prepareBatch } from '#server/reports/batch.ts';
import { mostInWorkbook } from '#server/reports/export.ts';
import { fields, writeFilter } from '#server/reports/filter.ts';
import { countPeople, listPeople, pageSize, type Listed } from '#server/reports/people.ts';
import type { Places } from '#server/reports/places.ts';
import { groups, readSelection, writeSelection } from '#server/reports/selection.ts';
import { prepareFaults, readChoice } from './choose.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const asked = await readManaged(locals, url.searchParams);
	const { person, scope, courses } = asked;
	const { filter, places } = scope;
	const selection = readSelection(url.searchParams);
	const total = await countPeople(scope, selection, locals.now);
	const pages = Math.max(1, Math.ceil(total / pageSize));
	const page = Math.min(pages, Math.max(1, Math.floor(Number(url.searchParams.get('page')) || 1)));
	const people = await listPeople(scope, selection, page, locals.now);
	const { search, ...rest } = writeSelection(selection);
	const query = (besides: Record<string, string | number | undefined>) =>
		writeFilter(filter, { ...rest, search, ...besides });
	const list = (besides: Record<string, string | number | undefined>) => `${href('/manage/people')}?${query(besides)}`;
	const file = (path: string) => `${href(path)}?${query({})}`;
	return {
		about: aboutWords(asked),
		period: filter.from || filter.to ? periodWords(filter) : undefined,
		chosen: filterWords(asked),
		group: selection.group,
		groups: groups.map((group) => ({
			group,
			name: groupName(group),
			address: `${href('/manage/people')}?${writeFilter(filter, { which: group === 'all' ? undefined : group, search })}`
		})),
		search: search ?? '',
		hidden: [...fields.flatMap((name) => (filter[name] ? { name, value: filter[name] } : [])), ...named(rest)],
		filterAddress: `${href('/manage')}?${writeFilter(filter)}`,
		isFiltered: writeFilter({ ...filter, organization: undefined }) !== '',
		withoutFilter: `${href('/manage/people')}?${writeFilter({ organization: filter.organization }, { ...rest, search })}`,
		query: query({ page: page > 1 ? page : undefined }),
		people: people.map((each) => shown(each, places)),
		total,
		page,
		pages,
		previous: page > 1 ? list({ page: page - 1 }) : undefined,
		next: page < pages ? list({ page: page + 1 }) : undefined,
		csv: file('/manage/people.csv'),
		xlsx: total <= mostInWorkbook ? file('/manage/people.xlsx') : undefined,
		xlsxMost: number(mostInWorkbook),
		modules: courses.map(({ course, title, modules }) => ({
			name: inWords(title),
			options: modules
				.filter((module) => onlineSteps(module).length > 0)
				.map((module) => ({ value: `${course}/${module.id}`, name: inWords(module.title) }))
		})),
		organizations: branches(places, scope.reach.organizationIds, ({ isClosed }) => !isClosed),
		timeZone: person.timeZone.replaceAll('_', ' '),
		today: dayIn(locals.now, person.timeZone)
	};
};

const named = (values: Record<string, string | undefined>) =>
	Object.entries(values).flatMap(([name, value]) => (value ? { name, value } : []));

function shown({ id, name, isErased, email, organizationId, profession, enrolled, completed }: Listed, places: Places) {
	const known = professions.find((each) => each === profession);
	return {
		id,
		name,
		isErased,
		email,
		organization: inWords(places.get(organizationId ?? '')?.name ?? {}),
		profession: known && professionName(known),
		courses: enrolled === 0 ? m.manage_no_course() : m.manage_courses({ completed, enrolled })
	};
}

export const actions: Actions = {
	prepare: async ({ locals, request, url }) => {
		const { person, scope } = await readManaged(locals, url.searchParams);
		const form = await request.formData();
		const { choice, change } = readChoice(form, readSelection(url.searchParams), person.timeZone);
		if (!change) return refuse(typedFields(form), { choice: m.manage_fault_nobody() });
		const prepared = await prepareBatch(scope, choice, change, locals.now);
		if ('fault' in prepared) return refuse(typedFields(form), prepareFaults(prepared.fault, number(mostAtOnce)));
		redirect(303, href(`/manage/batches/${prepared.id}`));
	}
};
