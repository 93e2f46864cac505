import { listCourses } from '#server/content/catalogue.ts';
import { inWords } from '#lib/i18n/href.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async () => ({
	courses: (await listCourses()).map(({ course, title, onlineMinutes, sessionMinutes }) => ({
		course,
		title: inWords(title),
		minutes: onlineMinutes + sessionMinutes
	}))
});
