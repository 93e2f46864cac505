import { error } from '@sveltejs/kit';
import { actSentence } from '#lib/i18n/acts.ts';
import { inWords } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { withRight } from '#lib/web/guard.ts';
import { listActs } from '#server/people/act.ts';
import { listTree } from '#server/people/tree.ts';
import type { PageServerLoad } from './$types';

/** How many acts stand on a page. */
const atOnce = 50;

export const load: PageServerLoad = async ({ locals, url }) => {
	const { person, reach } = withRight(locals, 'manage');
	const page = Math.max(1, Math.min(100_000, Math.floor(Number(url.searchParams.get('page')) || 1)));
	const only = url.searchParams.get('organization');
	const organization = only
		? ((await listTree(reach, locals.language)).find(({ id }) => id === only) ?? error(404, m.error_not_found()))
		: undefined;
	const acts = await listActs(reach, page, organization?.id);
	return {
		page,
		hasOlder: acts.length > atOnce,
		organization: organization && { id: organization.id, name: inWords(organization.name) },
		acts: acts.slice(0, atOnce).map((act) => ({ id: act.id, at: act.at, sentence: actSentence(act) })),
		timeZone: person.timeZone
	};
};
