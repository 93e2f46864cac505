import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { href } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { email, newPassword, password, readForm, refuse, text } from '#lib/web/form.ts';
import { signedIn } from '#lib/web/guard.ts';
import { beginSession } from '#lib/web/session.ts';
import { showsDemo } from '#lib/web/start.ts';
import { askToChangeEmail, changePassword } from '#server/people/access.ts';
import { findByPassword } from '#server/people/person.ts';
import { countTry } from '#server/people/rate-limit.ts';
import { endOtherSignIns, endSignIn, listSignIns } from '#server/people/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const person = signedIn(locals);
	return {
		email: person.email,
		timeZone: person.timeZone,
		signIns: await listSignIns(person.id, locals.session, locals.now),
		inDemo: showsDemo()
	};
};

// Whoever found a phone that is signed in must not be able to take the account over.
async function knowsPassword(person: { email: string }, typed: string): Promise<string | undefined> {
	if ((await countTry('sign-in', person.email)) > 0) return m.fault_too_many_tries({ minutes: 15 });
	return (await findByPassword(person.email, typed)) ? undefined : m.fault_password_wrong();
}

export const actions: Actions = {
	password: async (event) => {
		const { request, locals } = event;
		const person = signedIn(locals);
		const { values, refusal } = await readForm(request, v.object({ currentPassword: password, newPassword }));
		if (!values) return refusal;
		const fault = await knowsPassword(person, values.currentPassword);
		if (fault) return refuse({}, { currentPassword: fault });
		await changePassword(person.id, values.newPassword, locals.session, locals.origin, locals.now);
		await beginSession(event, person.id);
		return { news: 'password' as const };
	},
	email: async ({ request, locals }) => {
		const person = signedIn(locals);
		const { values, refusal } = await readForm(request, v.object({ email, passwordForEmail: password }));
		if (!values) return refusal;
		const typed = { email: [values.email] };
		const fault = await knowsPassword(person, values.passwordForEmail);
		if (fault) return refuse(typed, { passwordForEmail: fault });
		if (values.email === person.email) return refuse(typed, { email: m.fault_email_same() });
		if ((await countTry('letter', values.email)) > 0)
			return refuse(typed, { email: m.fault_too_many_tries({ minutes: 60 }) }, 429);
		await askToChangeEmail(person.id, values.email, locals.origin, locals.now);
		return { news: 'email' as const, email: values.email };
	},
	end: async ({ request, locals }) => {
		const person = signedIn(locals);
		const { values } = await readForm(request, v.object({ id: text(100) }));
		if (values?.id) await endSignIn(person.id, values.id);
		redirect(303, href('/account/sign-in'));
	},
	'end-others': async ({ locals }) => {
		const person = signedIn(locals);
		await endOtherSignIns(person.id, locals.session);
		redirect(303, href('/account/sign-in'));
	}
};
