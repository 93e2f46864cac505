import { error } from '@sveltejs/kit';
import { m } from '#lib/i18n/paraglide/messages.js';
import { signedIn } from '#lib/web/guard.ts';
import { workshopCalendar } from '#server/workshops/calendar.ts';
import { findAttended, findFacilitated } from '#server/workshops/workshop.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ params, locals }) => {
	const person = signedIn(locals);
	const workshop =
		(await findFacilitated(person, params.workshop)) ??
		(await findAttended(person.id, params.workshop)) ??
		error(404, m.error_not_found());
	return new Response(workshopCalendar(workshop, locals.origin, locals.language, locals.now), {
		headers: {
			'content-type': 'text/calendar; charset=utf-8',
			'content-disposition': `attachment; filename="workshop-${workshop.startsOn}.ics"`
		}
	});
};
