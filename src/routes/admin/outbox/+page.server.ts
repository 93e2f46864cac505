import { administrator } from '#lib/web/guard.ts';
import { listLetters, stateOf, type LetterState } from '#server/mail/outbox.ts';
import type { PageServerLoad } from './$types';

const states: LetterState[] = ['waiting', 'sent', 'failed', 'unclear'];

export const load: PageServerLoad = async ({ locals, url }) => {
	const person = administrator(locals);
	const state = states.find((each) => each === url.searchParams.get('state'));
	const page = Math.max(1, Math.min(100_000, Math.floor(Number(url.searchParams.get('page')) || 1)));
	const { letters, total } = await listLetters(page, state);
	return {
		states,
		state,
		page,
		pages: Math.max(1, Math.ceil(total / 50)),
		total,
		timeZone: person.timeZone,
		isSent: Boolean(process.env.SMTP_URL),
		letters: letters.map((row) => ({
			id: row.id,
			address: row.address,
			subject: row.subject,
			writtenAt: row.writtenAt,
			state: stateOf(row)
		}))
	};
};
