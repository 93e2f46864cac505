import { inWords } from '#lib/i18n/href.ts';
import { listCourses } from '#server/content/catalogue.ts';
import { getEditions } from '#server/content/edition.ts';
import { listPlaces } from '#server/learning/enrollment.ts';
import { standing } from '#server/learning/progress.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const places = locals.person ? await listPlaces(locals.person.id) : [];
	const pinned = await getEditions(places.map(({ edition }) => edition));
	return {
		courses: (await listCourses()).map((edition) => {
			const at = places.findIndex(({ course }) => course === edition.course);
			const place = places[at];
			return {
				course: edition.course,
				code: edition.code,
				title: inWords(edition.title),
				summary: inWords(edition.summary),
				languages: edition.languages,
				onlineMinutes: edition.onlineMinutes,
				sessionMinutes: edition.sessionMinutes,
				percent: place && !place.leftAt ? standing(pinned[at]!, place).percent : undefined
			};
		})
	};
};
