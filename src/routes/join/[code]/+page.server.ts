import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { href } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { newPassword, personName, readForm, refuse, ticked } from '#lib/web/form.ts';
import { signedIn } from '#lib/web/guard.ts';
import { beginSession } from '#lib/web/session.ts';
import { countTry } from '#server/people/rate-limit.ts';
import { listFacilitators } from '#server/workshops/facilitator.ts';
import { joinAsNewcomer, joinWorkshop, type NotIn } from '#server/workshops/joining.ts';
import { findInvitation, type Invitation } from '#server/workshops/participation.ts';
import { stateOf } from '#server/workshops/schedule.ts';
import { findAttended, findFacilitated } from '#server/workshops/workshop.ts';
import { whenWhere } from '../../workshops/when-where.ts';
import { whereLeftOff } from './onward.ts';
import type { Actions, PageServerLoad } from './$types';

/** What the page offers: to join, to sign in or up first, to choose a password; or why there is nothing to offer. */
type Offer = 'join' | 'sign in' | 'sign in or up' | 'new account' | 'not yours' | 'removed' | 'over' | 'cancelled';

// Opening the link changes nothing: mail scanners open links too.
export const load: PageServerLoad = async ({ params, locals, setHeaders }) => {
	setHeaders({ 'referrer-policy': 'no-referrer' });
	const invitation = await findInvitation(params.code);
	if (!invitation) return { invitation: undefined, here: pageOf(params.code) };
	const { workshop, invitee } = invitation;
	const { person } = locals;
	if (person && (!invitee || invitee.personId === person.id)) {
		const attended = await findAttended(person.id, workshop.id);
		if (attended?.joinedAt) redirect(303, await whereLeftOff(person.id, workshop, locals.now));
	}
	const offer = offerTo(person?.id, invitation, locals.now);
	return {
		here: pageOf(params.code),
		invitation: {
			offer,
			// Whoever facilitates it may take part as well, and is told which is which.
			facilitated: person && (await findFacilitated(person, workshop.id)) ? workshop.id : undefined,
			title: workshop.title,
			facilitators: (await listFacilitators(workshop.id)).map(({ name }) => name).join(' · '),
			host: workshop.organization[locals.language],
			cancelReason: workshop.cancelReason ?? '',
			at: whenWhere(workshop, person?.timeZone, { belongs: false }),
			name: invitee?.name ?? '',
			email: invitee?.email ?? ''
		}
	};
};

function offerTo(personId: string | undefined, { workshop, invitee }: Invitation, now: Date): Offer {
	const state = stateOf(workshop, now);
	if (state === 'cancelled' || state === 'over') return state;
	if (invitee?.isRemoved) return 'removed';
	if (personId) return invitee && invitee.personId !== personId ? 'not yours' : 'join';
	if (!invitee) return 'sign in or up';
	return invitee.hasAccount ? 'sign in' : 'new account';
}

const pageOf = (code: string) => href(`/join/${encodeURIComponent(code)}`);

const sentences: Record<NotIn, () => string> = {
	unknown: m.join_unknown,
	closed: m.join_closed,
	'not yours': m.join_has_account,
	removed: m.join_removed
};

export const actions: Actions = {
	/** Somebody with an account accepts. */
	join: async ({ params, locals }) => {
		const person = signedIn(locals, pageOf(params.code));
		const joined = await joinWorkshop(params.code, person, locals.now);
		if (joined === 'not yours') return refuse({}, { form: m.join_not_yours() }, 403);
		if (typeof joined === 'string') return refuse({}, { form: sentences[joined]() });
		redirect(303, href(`/workshops/${joined.workshopId}?news=joined`));
	},
	/** Somebody without an account, whose letter has proved their address, chooses name and password and is in. */
	begin: async (event) => {
		const { params, request, locals, getClientAddress } = event;
		const schema = v.object({ name: personName, password: newPassword, agree: ticked(m.fault_agree) });
		const { values, refusal } = await readForm(request, schema);
		if (!values) return refusal;
		const typed = { name: [values.name], agree: ['yes'] };
		const { invitee } = (await findInvitation(params.code)) ?? {};
		if (invitee && values.password.toLowerCase().includes(invitee.email.split('@')[0]!))
			return refuse(typed, { password: m.fault_password_name() });
		const wait = await countTry('sign-up-from', getClientAddress());
		if (wait > 0) return refuse(typed, { form: m.fault_too_many_tries({ minutes: Math.ceil(wait / 60) }) }, 429);
		const newcomer = { name: values.name, password: values.password, language: locals.language };
		const joined = await joinAsNewcomer(params.code, newcomer, locals.now);
		if (typeof joined === 'string') return refuse(typed, { form: sentences[joined]() });
		await beginSession(event, joined.personId);
		redirect(303, href(`/workshops/${joined.workshopId}?news=joined`));
	}
};
