import { href, inWords } from '#lib/i18n/href.ts';
import { facilitated } from '#lib/web/workshop.ts';
import { asQuery, findQueue, nextOf } from './queue.ts';
import type { PageServerLoad } from './$types';

/** As many stand on the page at most. */
const most = 50;

export const load: PageServerLoad = async ({ params, locals, url }) => {
	const { workshop } = await facilitated(locals, params);
	const { all, lines, choice, practices, people } = await findQueue(workshop.id, url.searchParams);
	const next = nextOf(lines);
	const path = (id: string) => href(`/workshops/${workshop.id}/practices/${id}`) + asQuery(choice);
	return {
		workshop: { id: workshop.id, title: workshop.title, cancelled: workshop.cancelledAt !== null },
		timeZone: workshop.timeZone,
		isEmpty: all.length === 0,
		isSent: url.searchParams.has('sent'),
		choice,
		practices,
		people,
		open: lines.filter(({ feedback }) => feedback === 0).length,
		next: next && { path: path(next.id), title: inWords(next.title), name: next.name },
		isLonger: lines.length > most,
		lines: lines.slice(0, most).map((line) => ({
			id: line.id,
			path: path(line.id),
			title: inWords(line.title),
			name: line.name,
			submittedAt: line.submittedAt,
			isOpen: line.feedback === 0,
			isAgain: line.versions.length > 1
		}))
	};
};
