import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { href } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { newPassword, personName, readForm, refuse } from '#lib/web/form.ts';
import { beginSession } from '#lib/web/session.ts';
import { replacePassword } from '#server/people/access.ts';
import { changeProfile } from '#server/people/person.ts';
import { findToken } from '#server/people/token.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, setHeaders }) => {
	setHeaders({ 'referrer-policy': 'no-referrer' });
	return { email: (await findToken('first-sign-in', params.secret, locals.now))?.email ?? undefined };
};

export const actions: Actions = {
	default: async (event) => {
		const { params, request, locals } = event;
		const { values, refusal } = await readForm(request, v.object({ name: personName, password: newPassword }));
		if (!values) return refusal;
		const person = await replacePassword(params.secret, values.password, locals.now, 'first-sign-in');
		if (!person) return refuse({ name: [values.name] }, { form: m.fault_link() });
		await changeProfile(person.id, { name: values.name, language: locals.language });
		await beginSession(event, person.id);
		redirect(303, href('/admin'));
	}
};
