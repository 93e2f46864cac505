import { mayOpen } from '#lib/web/access.ts';
import { signedIn } from '#lib/web/guard.ts';
import { findReadiness } from '#server/workshops/readiness.ts';
import { daysUntil, stateOf } from '#server/workshops/schedule.ts';
import { listAttended, listFacilitated, type AttendedWorkshop, type Workshop } from '#server/workshops/workshop.ts';
import type { PageServerLoad } from './$types';

// Older ones are asked for.
const fewPast = 10;

export const load: PageServerLoad = async ({ locals, url }) => {
	const person = signedIn(locals);
	const card = (workshop: Workshop | AttendedWorkshop) => ({
		id: workshop.id,
		title: workshop.title,
		startsOn: workshop.startsOn,
		endsOn: workshop.endsOn,
		place: workshop.place,
		host: workshop.organization[locals.language],
		state: stateOf(workshop, locals.now),
		daysUntil: daysUntil(workshop, locals.now)
	});
	const isAhead = ({ state }: { state: string }) => state === 'coming' || state === 'on';
	const soonestFirst = <Each extends { startsOn: string }>(cards: Each[]) =>
		cards.toSorted((a, b) => a.startsOn.localeCompare(b.startsOn));

	const facilitated = (await listFacilitated(person)).map(card);
	const ahead = soonestFirst(facilitated.filter(isAhead));
	const past = facilitated.filter((each) => !isAhead(each));
	const shown = url.searchParams.has('all') ? past : past.slice(0, fewPast);
	const readiness = await findReadiness(
		[...ahead, ...shown].map(({ id }) => id),
		locals.now
	);
	const withNumbers = (each: ReturnType<typeof card>) => {
		const { people, joined, late } = readiness.get(each.id)!;
		return { ...each, people, joined, late };
	};
	const attended = (await listAttended(person.id)).map((each) => ({
		...card(each),
		joined: each.joinedAt !== undefined
	}));
	return {
		mayPlan: mayOpen('/workshops/new', person) === 'yes',
		ahead: ahead.map(withNumbers),
		past: shown.map(withNumbers),
		morePast: past.length - shown.length,
		attending: soonestFirst(attended.filter(isAhead)),
		attended: attended.filter((each) => !isAhead(each))
	};
};
