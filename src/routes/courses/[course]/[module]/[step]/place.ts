import { error, redirect } from '@sveltejs/kit';
import { href } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { signedIn } from '#lib/web/guard.ts';
import { findCourse } from '#server/content/catalogue.ts';
import { findStep, getEdition } from '#server/content/edition.ts';
import { findPlace } from '#server/learning/enrollment.ts';

/** The step that an address names, in the edition of whoever asks. Those without a place in the course are shown the way to one. */
export async function findHere(params: { course: string; module: string; step: string }, locals: App.Locals) {
	const person = signedIn(locals);
	const place = await findPlace(person.id, params.course);
	if (!place || place.leftAt) {
		const { course } = place ?? (await findCourse(params.course)) ?? error(404, m.error_not_found());
		redirect(303, href(`/courses/${course}`));
	}
	const edition = await getEdition(place.edition);
	const { module, step } = findStep(edition, params.module, params.step) ?? error(404, m.error_not_found());
	return {
		person,
		place,
		edition,
		module,
		step,
		name: `${module.id}/${step.id}`,
		path: href(`/courses/${params.course}/${module.id}/${step.id}`)
	};
}

export type Here = Awaited<ReturnType<typeof findHere>>;
