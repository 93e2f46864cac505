import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { href } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { newPassword, readForm, refuse } from '#lib/web/form.ts';
import { replacePassword } from '#server/people/access.ts';
import { findToken } from '#server/people/token.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, setHeaders }) => {
	setHeaders({ 'referrer-policy': 'no-referrer' });
	return { email: (await findToken('reset-password', params.secret, locals.now))?.email ?? undefined };
};

export const actions: Actions = {
	default: async ({ params, request, locals }) => {
		const { values, refusal } = await readForm(request, v.object({ password: newPassword }));
		if (!values) return refusal;
		const person = await replacePassword(params.secret, values.password, locals.now);
		if (!person) return refuse({}, { form: m.fault_link() });
		redirect(303, `${href('/sign-in')}?news=password&email=${encodeURIComponent(person.email ?? '')}`);
	}
};
