import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { href } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { password, readForm, refuse, ticked } from '#lib/web/form.ts';
import { signedIn } from '#lib/web/guard.ts';
import { forgetOwner } from '#lib/web/kept.ts';
import { eraseAccount } from '#server/account/account.ts';
import { listCredentials } from '#server/certification/credential.ts';
import { printedNumber } from '#server/certification/number.ts';
import { findByPassword } from '#server/people/person.ts';
import { countTry } from '#server/people/rate-limit.ts';
import { sessionCookie } from '#server/people/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
	papers: (await listCredentials(signedIn(locals).id)).map(({ number }) => printedNumber(number))
});

export const actions: Actions = {
	default: async ({ request, locals, cookies }) => {
		const person = signedIn(locals);
		const { values, refusal } = await readForm(request, v.object({ password, sure: ticked(m.erase_not_sure) }));
		if (!values) return refusal;
		if ((await countTry('sign-in', person.email)) > 0)
			return refuse({ sure: ['yes'] }, { password: m.fault_too_many_tries({ minutes: 15 }) }, 429);
		if (!(await findByPassword(person.email, values.password)))
			return refuse({ sure: ['yes'] }, { password: m.fault_password_wrong() });
		await eraseAccount(person.id, locals.now);
		cookies.delete(sessionCookie.name, { path: '/' });
		forgetOwner({ cookies });
		redirect(303, `${href('/sign-in')}?news=erased`);
	}
};
