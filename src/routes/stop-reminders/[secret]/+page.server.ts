import { m } from '#lib/i18n/paraglide/messages.js';
import { refuse } from '#lib/web/form.ts';
import { setReminders } from '#server/people/person.ts';
import { findToken, useToken } from '#server/people/token.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => ({
	usable: (await findToken('stop-reminders', params.secret, locals.now)) !== undefined
});

export const actions: Actions = {
	default: async ({ params, locals }) => {
		const token = await useToken('stop-reminders', params.secret, locals.now);
		if (!token) return refuse({}, { form: m.fault_link() });
		await setReminders(token.personId, false);
		return { stopped: true };
	}
};
