import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { href } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { password, readForm, refuse } from '#lib/web/form.ts';
import { afterSignIn, beginSession, withNext } from '#lib/web/session.ts';
import { changeToConfirmedEmail } from '#server/people/access.ts';
import { isPassword } from '#server/people/password.ts';
import { confirm, getPerson } from '#server/people/person.ts';
import { countTry } from '#server/people/rate-limit.ts';
import { findToken } from '#server/people/token.ts';
import type { Actions, PageServerLoad } from './$types';

// Opening the link changes nothing: mail scanners open links too.
export const load: PageServerLoad = async ({ params, url, locals, setHeaders }) => {
	setHeaders({ 'referrer-policy': 'no-referrer' });
	const change = url.searchParams.has('change');
	const token = await findToken(change ? 'change-email' : 'confirm-email', params.secret, locals.now);
	return {
		change,
		email: token?.email ?? undefined,
		confirm: withNext('?/confirm', url),
		signIn: withNext(href('/sign-in'), url)
	};
};

export const actions: Actions = {
	// The password shows that whoever reads the letters is who signed up, and signs them in at once.
	confirm: async (event) => {
		const { params, request, locals, url } = event;
		const { values, refusal } = await readForm(request, v.object({ password }));
		if (!values) return refusal;
		const token = await findToken('confirm-email', params.secret, locals.now);
		if (!token?.email) return refuse({}, { form: m.fault_link() });
		if ((await countTry('sign-in', token.email)) > 0)
			return refuse({}, { form: m.fault_too_many_tries({ minutes: 15 }) }, 429);
		const account = await getPerson(token.personId);
		if (!(await isPassword(values.password, account.passwordHash)))
			return refuse({}, { password: m.fault_confirm_password() });
		const person = await confirm(params.secret, locals.now);
		if (!person) return refuse({}, { form: m.fault_link() });
		await beginSession(event, person.id);
		redirect(303, afterSignIn(url));
	},
	change: async ({ params, locals }) => {
		const changed = await changeToConfirmedEmail(params.secret, locals.now);
		if (!changed) return refuse({}, { form: m.fault_link() });
		redirect(
			303,
			locals.person
				? href('/account/sign-in')
				: `${href('/sign-in')}?news=confirmed&email=${encodeURIComponent(changed.email ?? '')}`
		);
	}
};
