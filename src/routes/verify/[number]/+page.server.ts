import { error } from '@sveltejs/kit';
import { inWords } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { findCredential } from '#server/certification/credential.ts';
import { printedNumber, readNumber } from '#server/certification/number.ts';
import { countTry } from '#server/people/rate-limit.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, getClientAddress, setHeaders }) => {
	setHeaders({ 'x-robots-tag': 'noindex' });
	const typed = params.number.slice(0, 40);
	const number = readNumber(params.number);
	if (!number) return { outcome: 'mistyped' as const, typed };
	if ((await countTry('verify-from', getClientAddress())) > 0) error(429, m.fault_too_many_tries({ minutes: 15 }));
	const credential = await findCredential(number);
	if (!credential) return { outcome: 'unknown' as const, typed: printedNumber(number) };
	const { snapshot } = credential;
	return {
		outcome: 'valid' as const,
		number: printedNumber(number),
		isOwn: credential.personId !== undefined && credential.personId === locals.person?.id,
		today: locals.now,
		name: snapshot.name,
		course: { code: snapshot.course.code, title: inWords(snapshot.course.title), edition: snapshot.course.edition },
		outcomes: snapshot.outcomes.map(inWords),
		minutesOnline: snapshot.minutesOnline,
		minutesAttended: snapshot.minutesAttended,
		completedOn: snapshot.completedOn,
		issuedOn: snapshot.issuedOn,
		issuer: inWords(snapshot.issuer)
	};
};
