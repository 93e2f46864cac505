import { error } from '@sveltejs/kit';
import { m } from '#lib/i18n/paraglide/messages.js';
import { showsDemo } from '#lib/web/start.ts';
import { listLetters } from '#server/mail/outbox.ts';
import type { PageServerLoad } from './$types';

// In a demo nobody has a mailbox, so everybody may read all letters: they are invented like their readers.
export const load: PageServerLoad = async () => {
	if (!showsDemo()) error(404, m.error_not_found());
	return {
		letters: (await listLetters(1)).letters
			.slice(0, 20)
			.map(({ id, address, subject, writtenAt }) => ({ id, address, subject, writtenAt }))
	};
};
