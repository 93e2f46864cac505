import { asc } from 'drizzle-orm';
import { read } from '#server/db/store.ts';
import type { Edition } from './course.ts';
import { getEditions } from './edition.ts';
import { publication } from './tables.ts';

let current: { editions: Edition[]; readAt: number } | undefined;
/** How long the list of courses may be old, in milliseconds: another server may have published meanwhile. */
const fresh = 60_000;

/** The courses on offer, each in its current edition, in the order of their codes. */
export async function listCourses(): Promise<Edition[]> {
	if (current && Date.now() - current.readAt < fresh) return current.editions;
	const newest = new Map<string, string>();
	for (const row of await read().select().from(publication).orderBy(asc(publication.publishedAt), asc(publication.id)))
		newest.set(row.course, row.edition);
	const editions = (await getEditions([...newest.values()])).sort((a, b) => a.code.localeCompare(b.code));
	current = { editions, readAt: Date.now() };
	return editions;
}

/** A course on offer, by its name in addresses. */
export async function findCourse(slug: string): Promise<Edition | undefined> {
	return (await listCourses()).find(({ course }) => course === slug);
}

/** Makes the next question for the courses look again. */
export function forgetCatalogue(): void {
	current = undefined;
}
