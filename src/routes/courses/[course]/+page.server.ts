import { error, redirect } from '@sveltejs/kit';
import { href, inWords } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { dueModule } from '#lib/web/due.ts';
import { signedIn } from '#lib/web/guard.ts';
import { issueDue, listCredentials } from '#server/certification/credential.ts';
import { printedNumber } from '#server/certification/number.ts';
import { findCourse } from '#server/content/catalogue.ts';
import { getEdition, onlineSteps, path, stepName } from '#server/content/edition.ts';
import { listForPerson } from '#server/learning/assignment.ts';
import { moduleStanding } from '#server/learning/due.ts';
import { enroll, findPlace, leave } from '#server/learning/enrollment.ts';
import { standing } from '#server/learning/progress.ts';
import { setModules } from '#server/learning/set-module.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => {
	const place = locals.person && (await findPlace(locals.person.id, params.course));
	const edition = place
		? await getEdition(place.edition)
		: ((await findCourse(params.course)) ?? error(404, m.error_not_found()));
	const credential =
		place?.completedAt && locals.person
			? (await listCredentials(locals.person.id)).find(({ snapshot }) => snapshot.course.id === edition.course)
			: undefined;
	const { percent, minutesLeft, next } = standing(edition, place);
	const assignments = locals.person ? await listForPerson(locals.person.id) : [];
	const ofCourse = assignments.filter(({ course }) => course === edition.course);
	const set = setModules(ofCourse, place ? [place] : [], [edition], [edition], locals.now);
	const due = new Map(set.map((each) => [each.module, dueModule(each, locals.now)]));
	return {
		timeZone: locals.person?.timeZone,
		course: edition.course,
		code: edition.code,
		title: inWords(edition.title),
		summary: inWords(edition.summary),
		languages: edition.languages,
		audience: edition.audience,
		onlineMinutes: edition.onlineMinutes,
		sessionMinutes: edition.sessionMinutes,
		outcomes: edition.outcomes.map(({ words }) => inWords(words)),
		modules: edition.modules.map((module) => ({
			id: module.id,
			title: inWords(module.title),
			minutes: module.steps.reduce((total, step) => total + step.minutes, 0),
			due: due.get(module.id),
			done: onlineSteps(module).every((step) => place?.done.has(stepName(module, step))),
			steps: module.steps.map((step) => ({
				name: stepName(module, step),
				kind: step.kind,
				title: inWords(step.title),
				minutes: step.minutes,
				done: place?.done.has(stepName(module, step)) ?? false
			}))
		})),
		place: place && {
			percent,
			minutesLeft,
			leftAt: place.leftAt,
			completedAt: place.completedAt,
			begun: place.done.size > 0,
			next: next && { name: next.name, title: inWords(next.step.title), minutes: next.step.minutes }
		},
		certificate: credential && printedNumber(credential.number)
	};
};

const pageOf = (course: string) => href(`/courses/${encodeURIComponent(course)}`);

export const actions: Actions = {
	/** Leads to the first open step: of the whole course, or of the module that the form names, where one was set. */
	enroll: async ({ params, request, locals }) => {
		const person = signedIn(locals, pageOf(params.course));
		const id = (await request.formData()).get('module');
		const course = (await findCourse(params.course)) ?? error(404, m.error_not_found());
		const { edition } = await enroll(person.id, course, locals.now);
		const place = await findPlace(person.id, course.course);
		const pinned = await getEdition(edition);
		const module = pinned.modules.find((each) => each.id === id);
		const wanted = module && moduleStanding(module, place?.done ?? new Map(), undefined, locals.now).next;
		const first = standing(pinned, place).next ?? path(pinned)[0]!;
		redirect(303, href(`/courses/${course.course}/${wanted ?? first.name}`));
	},
	leave: async ({ params, locals }) => {
		const person = signedIn(locals, pageOf(params.course));
		await leave(person.id, params.course, locals.now);
		redirect(303, pageOf(params.course));
	},
	// For somebody whose paper is late: it is issued by the server's own event, and by a job if that was cut short.
	certificate: async ({ params, locals }) => {
		const person = signedIn(locals, pageOf(params.course));
		const place = (await findPlace(person.id, params.course)) ?? error(404, m.error_not_found());
		await issueDue(locals.origin, locals.now, place.id);
		redirect(303, pageOf(params.course));
	}
};
