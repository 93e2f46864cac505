import { redirect } from '@sveltejs/kit';
import { href } from '#lib/i18n/href.ts';
import { forgetOwner } from '#lib/web/kept.ts';
import { sessionCookie, signOut } from '#server/people/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, href('/'));

export const actions: Actions = {
	default: async ({ locals, cookies }) => {
		if (locals.session) await signOut(locals.session);
		cookies.delete(sessionCookie.name, { path: '/' });
		forgetOwner({ cookies });
		redirect(303, href('/'));
	}
};
