import { error, redirect } from '@sveltejs/kit';
import { href } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { administrator } from '#lib/web/guard.ts';
import { findLetter, stateOf, tryAgain } from '#server/mail/outbox.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => {
	const person = administrator(locals);
	const row = (await findLetter(params.letter)) ?? error(404, m.error_not_found());
	const { address, language, subject, body, link, writtenAt, sentAt, attempts, nextTryAt, problem } = row;
	return {
		letter: { address, language, subject, body, link },
		writtenAt,
		sentAt,
		attempts,
		nextTryAt,
		problem,
		state: stateOf(row),
		timeZone: person.timeZone
	};
};

export const actions: Actions = {
	again: async ({ params, locals }) => {
		administrator(locals);
		await tryAgain(params.letter, locals.now);
		redirect(303, href(`/admin/outbox/${encodeURIComponent(params.letter)}`));
	}
};
