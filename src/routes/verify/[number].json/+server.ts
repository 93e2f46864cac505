import { json } from '@sveltejs/kit';
import { findCredential } from '#server/certification/credential.ts';
import { printedNumber, readNumber } from '#server/certification/number.ts';
import type { RequestHandler } from './$types';

/** The same facts for machines: `valid`, `unknown` (404) or `mistyped` (400). */
export const GET: RequestHandler = async ({ params, locals }) => {
	const number = readNumber(params.number);
	if (!number) return json({ status: 'mistyped' }, { status: 400 });
	const credential = await findCredential(number);
	if (!credential) return json({ status: 'unknown' }, { status: 404 });
	const { kind, snapshot } = credential;
	return json({
		status: 'valid',
		statusAsOf: locals.now.toISOString(),
		number: printedNumber(number),
		kind,
		...snapshot
	});
};
