import { error } from '@sveltejs/kit';
import { m } from '#lib/i18n/paraglide/messages.js';
import { currentRefusal } from '#lib/web/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = () => {
	const refusal = currentRefusal();
	if (!refusal) error(404, m.error_not_found());
	error(refusal.status, refusal.error);
};
