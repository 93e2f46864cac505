import { m } from '#lib/i18n/paraglide/messages.js';
import { signedIn } from '#lib/web/guard.ts';
import { refusalPage } from '#lib/web/refusal.ts';
import { findCredential } from '#server/certification/credential.ts';
import { printedNumber, readNumber } from '#server/certification/number.ts';
import { completionPaper } from '#server/certification/paper.ts';
import type { RequestHandler } from './$types';

/** The holder's own paper. Others see its facts at /verify. */
export const GET: RequestHandler = async (event) => {
	const { params, locals } = event;
	const person = signedIn(locals);
	const number = readNumber(params.number);
	const credential = number ? await findCredential(number) : undefined;
	if (credential?.personId !== person.id) return refusalPage(event, 404, { message: m.error_not_found() });
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
