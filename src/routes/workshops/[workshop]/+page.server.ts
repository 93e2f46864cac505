import { error, redirect } from '@sveltejs/kit';
import { inLanguage } from '#lib/i18n/address.ts';
import { href, inWords } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { dueModule } from '#lib/web/due.ts';
import { signedIn } from '#lib/web/guard.ts';
import { listCourses } from '#server/content/catalogue.ts';
import { getEditions } from '#server/content/edition.ts';
import { findAgenda } from '#server/learning/agenda.ts';
import { setModules } from '#server/learning/set-module.ts';
import type { SignedIn } from '#server/people/session.ts';
import { listFacilitators } from '#server/workshops/facilitator.ts';
import { joinWorkshop } from '#server/workshops/joining.ts';
import { findReadiness } from '#server/workshops/readiness.ts';
import { daysUntil, stateOf } from '#server/workshops/schedule.ts';
import { findAttended, findFacilitated, type AttendedWorkshop, type Workshop } from '#server/workshops/workshop.ts';
import { whenWhere } from '../when-where.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, url }) => {
	const person = signedIn(locals);
	const facilitated = await findFacilitated(person, params.workshop);
	const workshop = facilitated ?? (await findAttended(person.id, params.workshop)) ?? error(404, m.error_not_found());
	return {
		workshop: {
			id: workshop.id,
			title: workshop.title,
			cancelled: workshop.cancelledAt !== null,
			cancelReason: workshop.cancelReason ?? '',
			note: workshop.note,
			host: workshop.organization[locals.language],
			state: stateOf(workshop, locals.now),
			daysUntil: daysUntil(workshop, locals.now)
		},
		at: whenWhere(workshop, person.timeZone),
		facilitators: (await listFacilitators(workshop.id)).map(({ name, email }) => ({ name, email })),
		news: url.searchParams.get('news') ?? '',
		facilitating: facilitated && (await facilitating(facilitated, locals)),
		attending: facilitated ? undefined : await attending(person, workshop, locals.now)
	};
};

// What a facilitator sees of the preparation.
async function facilitating({ id, joinCode, language, courses }: Workshop, { origin, now }: App.Locals) {
	const { modules, ...counts } = (await findReadiness([id], now)).get(id)!;
	const offered = await listCourses();
	const titleOf = (course: string) => {
		const edition = offered.find((each) => each.course === course);
		return edition ? inWords(edition.title) : course;
	};
	return {
		...counts,
		share: `${origin}${inLanguage(`/join/${joinCode}`, language)}`,
		courses: courses.map(titleOf),
		modules: modules.map((each) => {
			const edition = offered.find(({ course }) => course === each.course);
			const module = edition?.modules.find(({ id }) => id === each.module);
			return { ...each, title: module ? inWords(module.title) : each.module, courseTitle: titleOf(each.course) };
		})
	};
}

// What somebody on the list has to do for it.
async function attending(person: SignedIn, workshop: AttendedWorkshop, now: Date) {
	const { places, assignments } = await findAgenda(person.id);
	const pinned = await getEditions(places.map(({ edition }) => edition));
	const own = assignments.filter(({ occasion }) => occasion === workshop.id);
	return {
		joined: workshop.joinedAt !== undefined,
		modules: setModules(own, places, pinned, await listCourses(), now).map((each) => dueModule(each, now))
	};
}

export const actions: Actions = {
	/** Somebody who is invited accepts here, without looking for their letter. */
	join: async ({ params, locals }) => {
		const person = signedIn(locals, href(`/workshops/${encodeURIComponent(params.workshop)}`));
		const workshop = (await findAttended(person.id, params.workshop)) ?? error(404, m.error_not_found());
		const joined = await joinWorkshop(workshop.joinCode, person, locals.now);
		redirect(303, href(`/workshops/${workshop.id}${typeof joined === 'string' ? '' : '?news=joined'}`));
	}
};
