import { href } from '#lib/i18n/href.ts';
import { listCourses } from '#server/content/catalogue.ts';
import { getEditions } from '#server/content/edition.ts';
import { findAgenda } from '#server/learning/agenda.ts';
import { setModules } from '#server/learning/set-module.ts';
import type { Workshop } from '#server/workshops/workshop.ts';

/** Where somebody goes on who opens their invitation again: the next step of the first module that is set for the workshop, if they have begun its course; else the workshop's page. */
export async function whereLeftOff(personId: string, { id }: Pick<Workshop, 'id'>, now: Date): Promise<string> {
	const { places, assignments } = await findAgenda(personId);
	const pinned = await getEditions(places.map(({ edition }) => edition));
	const own = assignments.filter(({ occasion }) => occasion === id);
	const due = setModules(own, places, pinned, await listCourses(), now).find(({ next }) => next);
	return href(due?.next && due.enrolled ? `/courses/${due.course}/${due.next.name}` : `/workshops/${id}`);
}
