import { error } from '@sveltejs/kit';
import { actSentence } from '#lib/i18n/acts.ts';
import { inWords } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { withRight } from '#lib/web/guard.ts';
import { listActs } from '#server/people/act.ts';
import { countries } from '#server/people/country.ts';
import { listInvitations } from '#server/people/invitation.ts';
import { rolesToGive } from '#server/people/power.ts';
import { listHolders } from '#server/people/role.ts';
import { listCountedTree, pathTo } from '#server/people/tree.ts';
import { kindsBelow } from '#server/people/upkeep.ts';
import { add, close, open, rename } from './change.ts';
import { invite, link, withdraw } from './invite.ts';
import { newsIn } from './news.ts';
import { give, take } from './roles.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, url }) => {
	const { person, reach } = withRight(locals, 'manage');
	const tree = await listCountedTree(reach, locals.language);
	const path = pathTo(params.organization, tree);
	const here = path.at(-1) ?? error(404, m.error_not_found());
	const ids = new Set(tree.map(({ id }) => id));
	const taken = new Set(tree.filter(({ kind }) => kind === 'country').map(({ country }) => country));
	const acts = await listActs(reach, 1, here.id);
	return {
		organization: {
			...{ id: here.id, kind: here.kind, name: inWords(here.name), names: here.name },
			...{ isClosed: here.isClosed, takesNobody: here.takesNobody, isTop: here.kind === 'region' },
			...{ people: here.people, peopleInAll: here.peopleInAll }
		},
		path: path.slice(0, -1).map(({ id, name }) => ({ id, name: inWords(name) })),
		below: tree
			.filter(({ parentId }) => parentId === here.id)
			.map(({ id, kind, name, isClosed, peopleInAll }) => ({ id, kind, name: inWords(name), isClosed, peopleInAll })),
		kinds: here.takesNobody ? [] : kindsBelow[here.kind],
		countries: here.kind === 'region' ? countries.filter((code) => !taken.has(code)) : [],
		roles: await rolesToGive(person.id, here.id),
		holders: (await listHolders(reach, here.id)).map(({ belongsTo, ...holding }) => ({
			...holding,
			isMember: belongsTo !== undefined && ids.has(belongsTo)
		})),
		invitations: await listInvitations(reach, here.id, locals.now),
		acts: acts.slice(0, 10).map((act) => ({ id: act.id, at: act.at, sentence: actSentence(act) })),
		hasMoreActs: acts.length > 10,
		timeZone: person.timeZone,
		// Somebody to whom no role could be given: the way leads on to an invitation.
		suggested: { email: url.searchParams.get('email') ?? '', role: url.searchParams.get('role') ?? '' },
		news: newsIn(url)
	};
};

export const actions: Actions = { add, rename, close, open, give, take, invite, link, withdraw };
