import { inWords } from '#lib/i18n/href.ts';
import { signedIn } from '#lib/web/guard.ts';
import { listCredentials } from '#server/certification/credential.ts';
import { printedNumber } from '#server/certification/number.ts';
import { getEditions } from '#server/content/edition.ts';
import { listPlaces } from '#server/learning/enrollment.ts';
import { standing } from '#server/learning/progress.ts';
import { listRecord, sumByTopic } from '#server/learning/record.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const person = signedIn(locals);
	const places = (await listPlaces(person.id)).filter(({ leftAt }) => !leftAt);
	const editions = await getEditions(places.map(({ edition }) => edition));
	const courses = places.map((place, at) => {
		const edition = editions[at]!;
		const { percent, steps, stepsDone, minutesLeft, next } = standing(edition, place);
		return {
			course: place.course,
			title: inWords(edition.title),
			percent,
			steps,
			stepsDone,
			minutesLeft,
			completedAt: place.completedAt,
			next: next && {
				name: next.name,
				title: inWords(next.step.title),
				minutes: next.step.minutes,
				kind: next.step.kind,
				module: inWords(next.module.title)
			}
		};
	});
	return {
		name: person.name,
		hour: Number(
			new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone: person.timeZone }).format(locals.now)
		),
		timeZone: person.timeZone,
		courses,
		next: courses.find(({ next }) => next),
		certificates: (await listCredentials(person.id)).map(({ number, snapshot }) => ({
			number: printedNumber(number),
			title: inWords(snapshot.course.title),
			issuedOn: snapshot.issuedOn
		})),
		record: sumByTopic(await listRecord(person.id))
	};
};
