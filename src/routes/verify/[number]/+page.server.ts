import { inWords } from '#lib/i18n/href.ts';
import { findCredential } from '#server/certification/credential.ts';
import { printedNumber, readNumber } from '#server/certification/number.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, setHeaders }) => {
	setHeaders({ 'x-robots-tag': 'noindex' });
	const typed = params.number.slice(0, 40);
	// Whoever guesses needs ages: there are 31 to the power of 11 numbers. So nobody's looking is counted, and no look writes.
	const number = readNumber(params.number);
	if (!number) return { outcome: 'mistyped' as const, typed };
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
