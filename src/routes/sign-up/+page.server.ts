import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { href } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { email, newPassword, oneOf, personName, readForm, refuse, ticked } from '#lib/web/form.ts';
import { afterSignIn, nextPath, withNext } from '#lib/web/session.ts';
import { countries } from '#server/people/country.ts';
import { signUp } from '#server/people/person.ts';
import { countTry } from '#server/people/rate-limit.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	if (locals.person) redirect(303, afterSignIn(url));
	return { countries, signIn: withNext(href('/sign-in'), url) };
};

export const actions: Actions = {
	default: async ({ request, locals, url, getClientAddress, cookies }) => {
		const { values, refusal } = await readForm(
			request,
			v.object({
				name: personName,
				email,
				password: newPassword,
				country: oneOf(countries, m.fault_country_missing),
				agree: ticked(m.fault_agree)
			})
		);
		if (!values) return refusal;
		const { name, country } = values;
		const typed = { name: [name], email: [values.email], country: [country ?? ''], agree: ['yes'] };
		if (values.password.toLowerCase().includes(values.email.split('@')[0]!))
			return refuse(typed, { password: m.fault_password_name() });
		const wait = Math.max(await countTry('sign-up-from', getClientAddress()), await countTry('letter', values.email));
		if (wait > 0) return refuse(typed, { form: m.fault_too_many_tries({ minutes: Math.ceil(wait / 60) }) }, 429);

		await signUp(
			{
				...{ name, email: values.email, password: values.password, country },
				...{ language: locals.language, next: nextPath(url) }
			},
			locals.origin,
			locals.now
		);
		cookies.set('puente_letter_to', values.email, {
			path: '/',
			httpOnly: true,
			sameSite: 'lax',
			secure: locals.origin.startsWith('https:'),
			maxAge: 600
		});
		redirect(303, withNext(href('/sign-up/letter'), url));
	}
};
