import { inWords } from '#lib/i18n/href.ts';
import { signedIn } from '#lib/web/guard.ts';
import { findHoldings } from '#server/certification/holdings.ts';
import { printedNumber } from '#server/certification/number.ts';
import { sumByTopic } from '#server/learning/record.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const person = signedIn(locals);
	const { record, credentials } = await findHoldings(person.id);
	return {
		name: person.name,
		timeZone: person.timeZone,
		now: locals.now,
		entries: record.map(({ id, kind, title, courseTitle, minutes, topics, doneAt, enteredByName, isCorrection }) => ({
			...{ id, kind, minutes, topics, doneAt, enteredByName, isCorrection },
			title: inWords(title),
			course: inWords(courseTitle)
		})),
		sums: sumByTopic(record),
		certificates: credentials.map(({ number, snapshot }) => ({
			number: printedNumber(number),
			title: inWords(snapshot.course.title),
			issuedOn: snapshot.issuedOn
		}))
	};
};
