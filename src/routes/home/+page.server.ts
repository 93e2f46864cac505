import { inWords } from '#lib/i18n/href.ts';
import { dueModule, type DueModule } from '#lib/web/due.ts';
import { signedIn } from '#lib/web/guard.ts';
import { findHoldings } from '#server/certification/holdings.ts';
import { printedNumber } from '#server/certification/number.ts';
import { listCourses } from '#server/content/catalogue.ts';
import { getEditions } from '#server/content/edition.ts';
import { findAgenda } from '#server/learning/agenda.ts';
import { standing } from '#server/learning/progress.ts';
import { sumByTopic } from '#server/learning/record.ts';
import { setModules } from '#server/learning/set-module.ts';
import { daysUntil, stateOf } from '#server/workshops/schedule.ts';
import { listOwn, type OwnWorkshop } from '#server/workshops/workshop.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const person = signedIn(locals);
	const { places: all, assignments } = await findAgenda(person.id);
	const pinned = await getEditions(all.map(({ edition }) => edition));
	const offered = await listCourses();
	const due = setModules(assignments, all, pinned, offered, locals.now).map((each) => dueModule(each, locals.now));
	const workshops = await listOwn(person.id);
	const { record, credentials } = await findHoldings(person.id);

	const courses = all.flatMap((place, at) => {
		if (place.leftAt) return [];
		const edition = pinned[at]!;
		const { percent, steps, stepsDone, minutesLeft, next } = standing(edition, place);
		return {
			course: place.course,
			title: inWords(edition.title),
			percent,
			steps,
			stepsDone,
			minutesLeft,
			completedAt: place.completedAt,
			due: due.find((each) => each.course === place.course && !each.isDone),
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
		/** What is set for them comes before what they chose. */
		dueNext: due.find(({ next }) => next),
		next: courses.find(({ next }) => next),
		due: due.filter((each) => isOfNow(each, workshops, locals.now)),
		/** For which workshop something is due. */
		occasions: Object.fromEntries(workshops.map(({ id, title }) => [id, title])),
		workshop: nextWorkshop(workshops, locals.now),
		certificates: credentials.map(({ number, snapshot }) => ({
			number: printedNumber(number),
			title: inWords(snapshot.course.title),
			issuedOn: snapshot.issuedOn
		})),
		record: sumByTopic(record)
	};
};

// What is done stays in sight until its workshop is over.
function isOfNow({ isDone, occasion }: DueModule, workshops: OwnWorkshop[], now: Date): boolean {
	const workshop = workshops.find(({ id }) => id === occasion);
	return !isDone || (workshop !== undefined && stateOf(workshop, now) !== 'over');
}

// The one that is on, or the next to come.
function nextWorkshop(workshops: OwnWorkshop[], now: Date) {
	const ahead = workshops.filter((each) => ['coming', 'on'].includes(stateOf(each, now)));
	const [next] = ahead.toSorted((a, b) => a.startsOn.localeCompare(b.startsOn));
	return (
		next && {
			id: next.id,
			title: next.title,
			startsOn: next.startsOn,
			endsOn: next.endsOn,
			place: next.place,
			state: stateOf(next, now),
			daysUntil: daysUntil(next, now),
			facilitates: next.facilitates,
			invited: !next.facilitates && !next.joinedAt,
			more: ahead.length - 1
		}
	);
}
