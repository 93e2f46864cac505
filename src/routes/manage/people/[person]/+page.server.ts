import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { actSentence } from '#lib/i18n/acts.ts';
import { href, inWords } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { oneOf, readForm, refuse, text } from '#lib/web/form.ts';
import { withRight } from '#lib/web/guard.ts';
import { dropKept } from '#lib/web/kept.ts';
import { roleFault } from '#lib/web/role.ts';
import { getEditions } from '#server/content/edition.ts';
import { listPlaces } from '#server/learning/enrollment.ts';
import { standing } from '#server/learning/progress.ts';
import { listRecord, sumByTopic } from '#server/learning/record.ts';
import { listActsAbout } from '#server/people/act.ts';
import { deactivate, letIn, type DeactivationFault } from '#server/people/deactivation.ts';
import { findMember, listRoles } from '#server/people/member.ts';
import { givenBy } from '#server/people/power.ts';
import { grantRole, revokeRole, roleNames } from '#server/people/role.ts';
import { transfer } from '#server/people/transfer.ts';
import { listTree, pathTo } from '#server/people/tree.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, url }) => {
	const { person, reach } = withRight(locals, 'manage');
	const member = (await findMember(reach, params.person)) ?? error(404, m.error_not_found());
	const tree = await listTree(reach, locals.language);
	const roles = await listRoles(member.id);
	const places = await listPlaces(member.id);
	const editions = await getEditions(places.map(({ edition }) => edition));
	const record = sumByTopic(await listRecord(member.id));
	const acts = await listActsAbout(reach, member.id);

	// What the reader may give somewhere: where exactly, the organization they choose decides.
	const rolesIn = (organizationId: string) => {
		const path = new Set(pathTo(organizationId, tree).map(({ id }) => id));
		return givenBy(person.roles.filter((held) => path.has(held.organizationId)).map(({ role }) => role));
	};
	const here = roles.filter(({ organizationId }) => tree.some(({ id }) => id === organizationId));
	const path = pathTo(member.organizationId, tree);
	return {
		// What they wrote of their institution is worth reading only where the tree does not have it.
		member: path.some(({ kind }) => kind === 'institution') ? { ...member, institution: undefined } : member,
		isOneself: member.id === person.id,
		path: path.map(({ id, name }) => ({ id, name: inWords(name) })),
		roles: here.map(({ role, organizationId, organization, since }) => ({
			...{ role, organizationId, organization: inWords(organization), since },
			isTheirsToTake: rolesIn(organizationId).includes(role)
		})),
		hasRolesElsewhere: here.length < roles.length,
		rolesToGive: givenBy(person.roles.map(({ role }) => role)),
		organizations: tree
			.filter(({ takesNobody }) => !takesNobody)
			.map(({ id, name, depth }) => ({ value: id, name: `${'\u00A0\u00A0\u00A0'.repeat(depth)}${inWords(name)}` })),
		courses: places.map((place, at) => ({
			course: place.course,
			title: inWords(editions[at]!.title),
			percent: standing(editions[at]!, place).percent,
			hasLeft: place.leftAt !== undefined,
			completedAt: place.completedAt
		})),
		minutes: record.minutes,
		acts: acts.map((act) => ({ id: act.id, at: act.at, sentence: actSentence(act) })),
		timeZone: person.timeZone,
		news: allNews.find((each) => each === url.searchParams.get('news'))
	};
};

type Event = RequestEvent<{ person: string }>;

const allNews = ['moved', 'role-given', 'role-taken', 'deactivated', 'let-in'] as const;
type News = (typeof allNews)[number];

/** Back to the page, which says what was done. */
function tell(personId: string, news: News): never {
	redirect(303, `${href(`/manage/people/${personId}`)}?news=${news}#news`);
}

const deactivationFaults: Record<Exclude<DeactivationFault, 'not theirs'>, () => string> = {
	oneself: m.person_fault_oneself,
	outranked: m.person_fault_outranked,
	'last administrator': m.role_fault_last
};
const sentence = (fault: DeactivationFault) =>
	fault === 'not theirs' ? error(404, m.error_not_found()) : deactivationFaults[fault]();

async function changeRole(event: Event, change: typeof grantRole, news: 'role-given' | 'role-taken') {
	const { params, locals, request } = event;
	const { reach } = withRight(locals, 'manage');
	if (!(await findMember(reach, params.person))) error(404, m.error_not_found());
	const typed = locals.typed ?? {};
	const { values, refusal } = await readForm(
		request,
		v.object({ role: oneOf(roleNames, m.role_fault_missing), organization: text(100, m.role_fault_where) })
	);
	if (!values?.role) return refusal ?? refuse(typed, { role: m.role_fault_missing() });
	const { role, organization: organizationId } = values;
	const fault = await change(reach, { personId: params.person, role, organizationId }, locals.now);
	if (fault) return refuse(typed, { [news === 'role-given' ? 'role' : 'take']: roleFault(fault) });
	await dropKept(event);
	tell(params.person, news);
}

export const actions: Actions = {
	give: (event) => changeRole(event, grantRole, 'role-given'),
	take: (event) => changeRole(event, revokeRole, 'role-taken'),
	move: async (event) => {
		const { params, locals, request } = event;
		const { reach } = withRight(locals, 'manage');
		const { values, refusal } = await readForm(request, v.object({ to: text(100, m.role_fault_where) }));
		if (!values) return refusal;
		const fault = await transfer(reach, params.person, values.to, locals.now);
		if (fault === 'not theirs') error(404, m.error_not_found());
		if (fault) return refuse(locals.typed ?? {}, { to: m.organization_fault_closed() });
		await dropKept(event);
		tell(params.person, 'moved');
	},
	deactivate: async (event) => {
		const { params, locals, request } = event;
		const { reach } = withRight(locals, 'manage');
		const { values, refusal } = await readForm(request, v.object({ reason: text(500, m.person_fault_reason) }));
		if (!values) return refusal;
		const fault = await deactivate(reach, params.person, values.reason, locals.now);
		if (fault) return refuse(locals.typed ?? {}, { reason: sentence(fault) });
		await dropKept(event);
		tell(params.person, 'deactivated');
	},
	'let-in': async ({ params, locals }) => {
		const { reach } = withRight(locals, 'manage');
		const fault = await letIn(reach, params.person, locals.now);
		if (fault) return refuse({}, { 'let-in': sentence(fault) });
		tell(params.person, 'let-in');
	}
};
