import { inWords } from '#lib/i18n/href.ts';
import { signedIn } from '#lib/web/guard.ts';
import { listCredentials } from '#server/certification/credential.ts';
import { printedNumber } from '#server/certification/number.ts';
import { listRecord, sumByTopic } from '#server/learning/record.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const person = signedIn(locals);
	const entries = await listRecord(person.id);
	return {
		name: person.name,
		timeZone: person.timeZone,
		now: locals.now,
		entries: entries.map(({ id, kind, title, courseTitle, minutes, topics, doneAt, enteredByName, isCorrection }) => ({
			...{ id, kind, minutes, topics, doneAt, enteredByName, isCorrection },
			title: inWords(title),
			course: inWords(courseTitle)
		})),
		sums: sumByTopic(entries),
		certificates: (await listCredentials(person.id)).map(({ number, snapshot }) => ({
			number: printedNumber(number),
			title: inWords(snapshot.course.title),
			issuedOn: snapshot.issuedOn
		}))
	};
};
