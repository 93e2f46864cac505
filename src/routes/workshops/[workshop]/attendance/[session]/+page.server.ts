import { error, type RequestEvent } from '@sveltejs/kit';
import { href, inWords } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { refuse } from '#lib/web/form.ts';
import { dropKept } from '#lib/web/kept.ts';
import { typedFields } from '#lib/web/typed.ts';
import { facilitated } from '#lib/web/workshop.ts';
import { dayIn } from '#server/people/time-zone.ts';
import { listMarks, markAttendance, NotYet } from '#server/workshops/attendance.ts';
import { listParticipants } from '#server/workshops/participant.ts';
import { listDays } from '#server/workshops/schedule.ts';
import { dayOf } from '#server/workshops/session-day.ts';
import { findSession, holdOn, listSessions } from '#server/workshops/session.ts';
import type { Workshop } from '#server/workshops/workshop.ts';
import { readMarks } from './marks.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => {
	const { workshop } = await facilitated(locals, params);
	const sessions = await listSessions(workshop.id);
	const place = sessions.findIndex(({ id }) => id === params.session);
	const session = sessions[place] ?? error(404, m.error_not_found());
	const people = await listParticipants(workshop.id);
	const marks = new Map((await listMarks(session.id)).map((mark) => [mark.personId, mark]));
	const joined = people.filter(({ joinedAt }) => joinedAt);
	const next = sessions.slice(place + 1).find(({ marked }) => marked < joined.length);
	const day = dayOf(session, workshop, locals.now);
	// Once somebody was marked the day stays.
	const past = session.isMarked ? [] : pastDays(workshop, locals.now);
	const takesPart = new Set(joined.map(({ personId }) => personId));
	return {
		workshop: { id: workshop.id, title: workshop.title, cancelled: workshop.cancelledAt !== null },
		timeZone: workshop.timeZone,
		session: { title: inWords(session.title), minutes: session.minutes, marked: session.marked },
		day: past.length > 0 && !past.includes(day) ? past.at(-1)! : day,
		/** The days to choose from, where there is something to choose. */
		days: past.length === 1 && past[0] === day ? [] : past,
		isOpen: session.isMarked || past.length > 0,
		startsOn: workshop.startsOn,
		lines: joined.map(({ personId, name, profession }) => {
			const mark = marks.get(personId);
			return {
				id: personId,
				name,
				profession,
				minutes: mark && String(mark.minutes),
				by: mark?.markedBy,
				at: mark?.markedAt
			};
		}),
		gone: [...marks.values()]
			.filter(({ personId }) => !takesPart.has(personId))
			.map(({ personId, name, minutes }) => ({ id: personId, name, minutes })),
		invited: people.length - joined.length,
		next: next && {
			path: href(`/workshops/${workshop.id}/attendance/${next.id}`),
			title: inWords(next.title)
		}
	};
};

export const actions: Actions = {
	save: (event) => save(event),
	/** What was typed, and everybody who is not marked yet for the whole time. */
	rest: (event) => save(event, 'all of it')
};

async function save(event: RequestEvent<{ workshop: string; session: string }>, others?: 'all of it') {
	const { params, request, locals } = event;
	const { person, workshop } = await facilitated(locals, params);
	const session = (await findSession(workshop.id, params.session)) ?? error(404, m.error_not_found());
	const typed = typedFields(await request.formData());
	const { minutes, faults } = readMarks(typed, session.minutes);
	if (Object.keys(faults).length > 0) return refuse(typed, faults);

	const day = typed.day?.[0];
	const days = pastDays(workshop, locals.now);
	if (!session.isMarked && day !== undefined) {
		if (!days.includes(day)) return refuse(typed, { day: m.attendance_fault_day() });
		await holdOn(workshop, session.id, day);
	}
	try {
		const marked = await markAttendance(workshop, session.id, minutes, person.id, locals.now, { others });
		if (!marked) error(404, m.error_not_found());
		await dropKept(event);
		return { saved: { changed: marked.changed.length, refused: marked.refused.length } };
	} catch (cause) {
		if (!(cause instanceof NotYet)) throw cause;
		return refuse(typed, { day: m.attendance_fault_day() });
	}
}

function pastDays(workshop: Workshop, now: Date): string[] {
	const today = dayIn(now, workshop.timeZone);
	return listDays(workshop).flatMap(({ day }) => (day <= today ? [day] : []));
}
