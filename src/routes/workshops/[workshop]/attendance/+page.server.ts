import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { href, inWords } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { oneOf, readForm, refuse, text } from '#lib/web/form.ts';
import { dropKept } from '#lib/web/kept.ts';
import { wholeMinutes } from '#lib/web/minutes.ts';
import { facilitated } from '#lib/web/workshop.ts';
import { findCourse } from '#server/content/catalogue.ts';
import { dayIn } from '#server/people/time-zone.ts';
import { listParticipants } from '#server/workshops/participant.ts';
import { listDays } from '#server/workshops/schedule.ts';
import {
	addSession,
	bringBack,
	holdOn,
	listRemoved,
	listSessions,
	removeSession,
	sessionMinutes,
	type Session
} from '#server/workshops/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => {
	const { workshop } = await facilitated(locals, params);
	const sessions = await listSessions(workshop.id);
	const joined = (await listParticipants(workshop.id)).filter(({ joinedAt }) => joinedAt).length;
	const courses = [...new Set([...workshop.courses, ...sessions.map(({ course }) => course)])];
	const titles = new Map<string, string>();
	for (const course of courses) titles.set(course, inWords((await findCourse(course))?.title ?? { en: course }));
	const open = sessions.filter(({ marked }) => marked < joined);
	const today = dayIn(locals.now, workshop.timeZone);
	const next = open.find(({ heldOn }) => heldOn === today) ?? open[0];
	const shown = ({ id, title, minutes, heldOn, marked, isMarked }: Session) => ({
		...{ id, title: inWords(title), minutes, heldOn: heldOn ?? undefined, marked, isMarked },
		isNext: joined > 0 && id === next?.id
	});
	return {
		workshop: { id: workshop.id, title: workshop.title, cancelled: workshop.cancelledAt !== null },
		joined,
		days: listDays(workshop).map(({ day }) => day),
		groups: courses
			.map((course) => ({
				course,
				title: titles.get(course)!,
				sessions: sessions.filter((each) => each.course === course).map(shown)
			}))
			.filter((group) => group.sessions.length > 0),
		courses: workshop.courses.map((course) => ({ value: course, name: titles.get(course)! })),
		removed: (await listRemoved(workshop.id)).map(shown)
	};
};

export const actions: Actions = {
	add: async (event) => {
		const { person, workshop } = await facilitated(event.locals, event.params);
		const { values, refusal } = await readForm(event.request, schema(workshop.courses));
		if (!values) return refusal;
		const minutes = wholeMinutes(values.minutes, sessionMinutes.least, sessionMinutes.most)!;
		const session = { title: values.title, course: values.course!, minutes };
		const id = await addSession(workshop, session, person.id, event.locals.now);
		await dropKept(event);
		return backTo(event, `session-${id}`);
	},
	day: async (event) => {
		const { workshop } = await facilitated(event.locals, event.params);
		const days = listDays(workshop).map(({ day }) => day);
		const { values, refusal } = await readForm(event.request, v.object({ session: text(100), day: oneOf(days) }));
		if (!values) return refusal;
		const changed = await holdOn(workshop, values.session, values.day);
		return changed ? backTo(event, `session-${values.session}`) : tooLate();
	},
	remove: async (event) => {
		const { person, workshop } = await facilitated(event.locals, event.params);
		const { values, refusal } = await readForm(event.request, v.object({ session: text(100) }));
		if (!values) return refusal;
		const removed = await removeSession(workshop.id, values.session, person.id, event.locals.now);
		return removed ? backTo(event, 'removed') : tooLate();
	},
	back: async (event) => {
		const { workshop } = await facilitated(event.locals, event.params);
		const { values, refusal } = await readForm(event.request, v.object({ session: text(100) }));
		if (!values) return refusal;
		const returned = await bringBack(workshop.id, values.session);
		return returned ? backTo(event, `session-${values.session}`) : tooLate();
	}
};

const schema = (courses: string[]) =>
	v.object({
		title: text(200, m.attendance_fault_title),
		course: oneOf(courses, m.fault_not_offered),
		minutes: v.pipe(
			text(20),
			v.check(
				(typed) => wholeMinutes(typed, sessionMinutes.least, sessionMinutes.most) !== undefined,
				() => m.attendance_fault_length(sessionMinutes)
			)
		)
	});

const tooLate = () => refuse({}, { session: m.attendance_fault_marked() }, 409);

function backTo({ params }: RequestEvent<{ workshop: string }>, anchor: string): never {
	redirect(303, `${href(`/workshops/${params.workshop}/attendance`)}#${anchor}`);
}
