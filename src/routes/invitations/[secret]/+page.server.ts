import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { href, inWords } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { newPassword, personName, readForm, refuse, ticked } from '#lib/web/form.ts';
import { signedIn } from '#lib/web/guard.ts';
import { dropKept } from '#lib/web/kept.ts';
import { beginSession } from '#lib/web/session.ts';
import { accept, findInvitation, foresee, signUpInvited, type AcceptanceFault } from '#server/people/acceptance.ts';
import { countTry } from '#server/people/rate-limit.ts';
import type { Actions, PageServerLoad } from './$types';

// Opening the link changes nothing: mail scanners open links too.
export const load: PageServerLoad = async ({ params, locals, setHeaders }) => {
	setHeaders({ 'referrer-policy': 'no-referrer' });
	const here = href(`/invitations/${params.secret}`);
	const found = await findInvitation(params.secret, locals.now);
	if (!found) return { way: 'unknown' as const, here };
	const { way, change, from } = await foresee(found, locals.person?.id);
	return {
		...{ way, change, here, from: from && inWords(from) },
		organization: inWords(found.organization.name),
		role: found.role ?? undefined,
		invitedBy: found.invitedByName,
		// Whoever is somebody else need not read whose letter it was.
		email: locals.person ? undefined : (found.email ?? undefined)
	};
};

const faults: Record<AcceptanceFault, () => string> = {
	unknown: m.invitation_unknown,
	used: m.invitation_used,
	ended: m.invitation_ended,
	expired: m.invitation_expired,
	closed: m.invitation_closed,
	'another address': m.invitation_another_address,
	agree: m.invitation_fault_agree,
	account: m.invitation_used
};

export const actions: Actions = {
	accept: async (event) => {
		const { params, request, locals } = event;
		const here = href(`/invitations/${params.secret}`);
		const person = signedIn(locals, here);
		const { values, refusal } = await readForm(request, v.object({ agree: ticked() }));
		if (!values) return refusal;
		const fault = await accept(params.secret, person.id, values.agree, locals.now);
		if (fault === 'agree') return refuse({}, { agree: faults[fault]() });
		if (fault) return refuse({}, { form: faults[fault]() });
		await dropKept(event);
		// A role ends all sign-ins, this one too: it begins with a new one.
		await beginSession(event, person.id);
		redirect(303, here);
	},
	'sign-up': async (event) => {
		const { params, request, locals, getClientAddress } = event;
		const { values, refusal } = await readForm(
			request,
			v.object({ name: personName, password: newPassword, agree: ticked(m.fault_agree) })
		);
		if (!values) return refusal;
		const typed = { name: [values.name], agree: ['yes'] };
		const wait = await countTry('sign-up-from', getClientAddress());
		if (wait > 0) return refuse(typed, { form: m.fault_too_many_tries({ minutes: Math.ceil(wait / 60) }) }, 429);
		const { name, password } = values;
		const made = await signUpInvited(params.secret, { name, password, language: locals.language }, locals.now);
		if (typeof made === 'string') return refuse(typed, { form: faults[made]() });
		await beginSession(event, made.id);
		redirect(303, href(`/invitations/${params.secret}`));
	}
};
