import * as v from 'valibot';
import { m } from '#lib/i18n/paraglide/messages.js';
import { email, readForm, refuse } from '#lib/web/form.ts';
import { showsDemo } from '#lib/web/start.ts';
import { forgotPassword } from '#server/people/access.ts';
import { countTry } from '#server/people/rate-limit.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ inDemo: showsDemo() });

export const actions: Actions = {
	default: async ({ request, locals, getClientAddress }) => {
		const { values, refusal } = await readForm(request, v.object({ email }));
		if (!values) return refusal;
		const wait = Math.max(await countTry('letter', values.email), await countTry('sign-up-from', getClientAddress()));
		if (wait > 0)
			return refuse(
				{ email: [values.email] },
				{ form: m.fault_too_many_tries({ minutes: Math.ceil(wait / 60) }) },
				429
			);
		await forgotPassword(values.email, locals.origin, locals.now);
		return { sent: values.email };
	}
};
