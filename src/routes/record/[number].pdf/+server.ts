import { error } from '@sveltejs/kit';
import { m } from '#lib/i18n/paraglide/messages.js';
import { signedIn } from '#lib/web/guard.ts';
import { findCredential } from '#server/certification/credential.ts';
import { printedNumber, readNumber } from '#server/certification/number.ts';
import { completionPaper } from '#server/certification/paper.ts';
import type { RequestHandler } from './$types';

/** The holder's own paper. Others see its facts at /verify. */
export const GET: RequestHandler = async ({ params, locals }) => {
	const person = signedIn(locals);
	const number = readNumber(params.number);
	const credential = number && (await findCredential(number));
	if (!credential || credential.personId !== person.id) error(404, m.error_not_found());
	const printed = printedNumber(credential.number);
	const pdf = await completionPaper(credential, `${locals.origin}/verify/${printed}`, locals.language);
	return new Response(new Uint8Array(pdf), {
		headers: {
			'content-type': 'application/pdf',
			'content-disposition': `inline; filename="puente-${printed}.pdf"`,
			'cache-control': 'private, no-store'
		}
	});
};
