import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { href } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { email, password, readForm, refuse } from '#lib/web/form.ts';
import { keepsTyped } from '#lib/web/kept.ts';
import { afterSignIn, beginSession, nextPath, withNext } from '#lib/web/session.ts';
import { showsDemo } from '#lib/web/start.ts';
import { demoAccounts } from '#server/demo/accounts.ts';
import { askToConfirm, findByPassword } from '#server/people/person.ts';
import { countTry, forgetTries } from '#server/people/rate-limit.ts';
import type { Actions, PageServerLoad } from './$types';

const allNews = ['confirmed', 'password', 'erased', 'deactivated'] as const;

export const load: PageServerLoad = ({ locals, url, cookies }) => {
	if (locals.person) redirect(303, afterSignIn(url));
	return {
		accounts: showsDemo() ? demoAccounts.map(({ email, role }) => ({ email, role })) : [],
		keptTyping: keepsTyped({ cookies }),
		email: url.searchParams.get('email') ?? '',
		news: allNews.find((each) => each === url.searchParams.get('news')),
		signUp: withNext(href('/sign-up'), url)
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { request, locals, url, getClientAddress } = event;
		const { values, refusal } = await readForm(request, v.object({ email, password }));
		if (!values) return refusal;
		const typed = { email: [values.email] };
		const wait = Math.max(await countTry('sign-in', values.email), await countTry('sign-in-from', getClientAddress()));
		if (wait > 0) return refuse(typed, { form: m.fault_too_many_tries({ minutes: Math.ceil(wait / 60) }) }, 429);

		const person = await findByPassword(values.email, values.password);
		if (!person) return refuse(typed, { form: m.fault_sign_in() });
		if (!person.emailConfirmedAt) {
			if ((await countTry('letter', values.email)) === 0)
				await askToConfirm(person, locals.origin, locals.now, nextPath(url));
			return refuse(typed, { form: m.fault_not_confirmed({ email: values.email }) });
		}
		await forgetTries('sign-in', values.email);
		await beginSession(event, person.id);
		redirect(303, afterSignIn(url));
	}
};
