import { error } from '@sveltejs/kit';
import { m } from '#lib/i18n/paraglide/messages.js';
import { showsDemo } from '#lib/web/start.ts';
import { findLetter } from '#server/mail/outbox.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params }) => {
	const row = (showsDemo() && (await findLetter(params.letter))) || error(404, m.error_not_found());
	const { address, language, subject, body, link } = row;
	return { letter: { address, language, subject, body, link } };
};
