import { createHash } from 'node:crypto';
import type { Words } from '#server/content/course.ts';
import type { Grid, GridPerson } from './progress.ts';

/** Whether a letter may be written to somebody who is late, and why not. `no account`: they get their invitation again instead. */
export type Way = 'letter' | 'no reminders' | 'no account' | 'deactivated';

/** Somebody who is late, with what. */
export interface LatePerson {
	personId: string;
	name: string;
	email: string;
	language: 'en' | 'es';
	way: Way;
	/** The day that passed first comes first. */
	modules: { key: string; title: Words; /** ISO day. */ dueOn: string }[];
}

/** Who of a grid is late, whether or not a letter reaches them, in its order. Whoever is only invited is not known to be. */
export function listLate({ modules, people }: Grid): LatePerson[] {
	return people.flatMap((person) => {
		const late = person.cells.flatMap(({ state, dueOn }, column) =>
			state === 'late' ? { key: modules[column]!.key, title: modules[column]!.title, dueOn: dueOn! } : []
		);
		if (late.length === 0) return [];
		const { personId, name, email, language } = person;
		const inOrder = late.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
		return { personId, name, email, language, way: wayTo(person), modules: inOrder };
	});
}

function wayTo({ isDeactivated, hasAccount, email, wantsReminders }: GridPerson): Way {
	if (isDeactivated) return 'deactivated';
	if (!hasAccount || !email) return 'no account';
	return wantsReminders ? 'letter' : 'no reminders';
}

/** A short sign that is the same as long as the same people are late with the same modules, and nobody has written to them since. */
export function fingerprint(workshopId: string, people: LatePerson[], lastMailingId: string | undefined): string {
	const who = people.map(({ personId, modules }) => [personId, ...modules.map(({ key, dueOn }) => `${key} ${dueOn}`)]);
	const what = JSON.stringify([workshopId, lastMailingId ?? '', who.sort((a, b) => (a[0]! < b[0]! ? -1 : 1))]);
	return createHash('sha256').update(what).digest('base64url').slice(0, 22);
}
