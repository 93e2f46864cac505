import { inWords } from '#lib/i18n/href.ts';
import { countShown, readProgress } from '#lib/web/progress-table.ts';
import { facilitated } from '#lib/web/workshop.ts';
import { orders, shows } from '#server/workshops/grid-view.ts';
import type { PageServerLoad } from './$types';

/** More rows than this would be a heavy page on a phone. The files hold all. */
const peopleAPage = 200;

export const load: PageServerLoad = async ({ params, locals, url }) => {
	const { workshop } = await facilitated(locals, params);
	const { grid, view, table } = await readProgress(workshop, url.searchParams, locals.language, locals.now);
	const pages = Math.max(1, Math.ceil(table.rows.length / peopleAPage));
	const page = Math.min(pages, Math.max(1, Math.floor(Number(url.searchParams.get('page')) || 1)));
	const organizations = new Map(grid.people.flatMap(({ organization: at }) => (at ? [[at.id, inWords(at.name)]] : [])));
	return {
		workshop: { id: workshop.id, title: workshop.title, cancelled: workshop.cancelledAt !== null },
		now: locals.now,
		timeZone: workshop.timeZone,
		view,
		shows,
		counts: countShown(grid, view, locals.language),
		orders,
		organizations: [...organizations]
			.map(([value, name]) => ({ value, name }))
			.sort((a, b) => a.name.localeCompare(b.name, locals.language)),
		allModules: grid.modules.map(({ key, title, courseTitle }) => ({
			key,
			title: inWords(title),
			course: inWords(courseTitle)
		})),
		isAnythingSet: grid.people.some(({ cells }) => cells.some(({ dueOn }) => dueOn !== undefined)),
		isEmpty: grid.people.length === 0,
		table: { ...table, rows: table.rows.slice((page - 1) * peopleAPage, page * peopleAPage) },
		late: grid.people.filter(({ sums }) => sums.late > 0).length,
		page,
		pages
	};
};
