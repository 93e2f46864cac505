import { edition, publication } from '#server/content/tables.ts';
import { newId } from '#server/db/id.ts';
import { write } from '#server/db/store.ts';
import { completion, departure, enrollment, progress, recordEntry } from '#server/learning/tables.ts';
import { addOrganization, type Organization } from '#server/people/organization.ts';
import { professions, sectors, sexes } from '#server/people/profile.ts';
import { person } from '#server/people/tables.ts';
import { notStated, type Filter } from './filter.ts';

/** Numbers from 0 to below 1 that look random, and are the same for the same seed. */
export function dice(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

/** Picks one of a list. */
export function pick<Each>(list: readonly Each[], roll: () => number): Each {
	return list[Math.floor(roll() * list.length)]!;
}

/** A random tree of organizations with random people in it and what they learned, for tests. */
export interface World {
	organizations: Organization[];
	root: Organization;
	countries: Organization[];
	/** Ids. */
	people: string[];
	courses: string[];
}

const courses = ['doors', 'bridges', 'streets'];
/** Instants around the midnights at which months and years begin in UTC. */
const edges = [
	'2025-12-31T23:59:59.999Z',
	'2026-01-01T00:00:00.000Z',
	'2026-02-28T23:59:59.999Z',
	'2026-03-01T00:00:00.000Z'
];

/** Fills the database with a random world in which everything is there that numbers stumble over: nothing stated, values not offered any more, erased accounts, several courses, entries that take others back, and instants at midnight. */
export async function plantWorld(seed: number, size: number, now: Date): Promise<World> {
	const roll = dice(seed);
	const organizations = await plantOrganizations(roll, now);
	const instant = () =>
		roll() < 0.15
			? new Date(pick(edges, roll))
			: new Date(Date.UTC(2024, 5, 1) + Math.floor(roll() * 29 * 30 * 24 * 3600_000));
	const people = Array.from({ length: size }, () => somebody(organizations, now, roll));
	const places = people.flatMap(({ id }) =>
		courses
			.filter(() => roll() < 0.5)
			.map((course) => ({ id: newId(), personId: id, course, edition: course, enrolledAt: instant() }))
	);
	const begun = places.filter(() => roll() < 0.7);
	await write(async (tx) => {
		await tx
			.insert(edition)
			.values(
				courses.map((course) => ({ hash: course, course, content: JSON.stringify(draft(course)), createdAt: now }))
			);
		await tx
			.insert(publication)
			.values(courses.map((course) => ({ id: newId(), course, edition: course, publishedAt: now })));
		await tx.insert(person).values(people);
		await tx.insert(enrollment).values(places);
		await tx
			.insert(progress)
			.values(begun.map(({ id }) => ({ enrollmentId: id, step: 'first/one', doneAt: instant() })));
		await tx
			.insert(completion)
			.values(begun.filter(() => roll() < 0.5).map(({ id }) => ({ enrollmentId: id, completedAt: instant() })));
		await tx.insert(departure).values(
			places
				.filter(() => roll() < 0.1)
				.map(({ id }) => ({
					id: newId(),
					enrollmentId: id,
					leftAt: instant(),
					returnedAt: roll() < 0.5 ? instant() : null
				}))
		);
		await tx.insert(recordEntry).values(begun.flatMap((place) => entries(place, instant, roll)));
	});
	const [root] = organizations;
	return {
		organizations,
		root: root!,
		countries: organizations.filter(({ kind }) => kind === 'country'),
		people: people.map(({ id }) => id),
		courses
	};
}

async function plantOrganizations(roll: () => number, now: Date): Promise<Organization[]> {
	const all: Organization[] = [];
	const add = async (kind: Organization['kind'], parent?: Organization, country = parent?.country ?? undefined) => {
		const name = `${kind} ${all.length}`;
		const added = await addOrganization(
			{ kind, name: { en: name, es: `${name} (es)` }, country, parentId: parent?.id },
			now
		);
		all.push(added);
		return added;
	};
	const root = await add('region');
	for (const code of ['GT', 'CL', 'MX'].slice(0, 2 + Math.round(roll()))) {
		const country = await add('country', root, code);
		for (let left = 1 + Math.floor(roll() * 3); left > 0; left--) {
			const institution = await add('institution', country);
			if (roll() < 0.6) await add('unit', institution);
			if (roll() < 0.6) await add('team', institution);
		}
	}
	return all;
}

function somebody(
	organizations: Organization[],
	now: Date,
	roll: () => number
): typeof person.$inferInsert & { id: string } {
	const id = newId();
	const isErased = roll() < 0.1;
	const home = pick(organizations, roll);
	return {
		id,
		name: isErased ? '' : `${pick(['Ana', 'Óscar', 'Íñigo', 'Noah'], roll)} ${id.slice(-5)}`,
		email: isErased ? null : `${id}@example.org`,
		emailConfirmedAt: roll() < 0.9 && !isErased ? now : null,
		language: pick(['en', 'es'] as const, roll),
		timeZone: 'UTC',
		wantsReminders: roll() < 0.8,
		organizationId: home.id,
		country: pick([home.country, home.country, 'GD', null, 'ZZ'], roll),
		sector: isErased ? null : pick([...sectors, null, 'a sector of old'], roll),
		profession: isErased ? null : pick([...professions.slice(0, 4), null, 'a profession of old'], roll),
		sex: isErased ? null : pick([...sexes, null], roll),
		createdAt: now,
		erasedAt: isErased ? now : null
	};
}

function entries({ personId, course }: { personId: string; course: string }, instant: () => Date, roll: () => number) {
	const entry = (minutes: number, evidence: string) => ({
		...{ id: newId(), personId, kind: 'module' as const, course, title: {}, courseTitle: {}, minutes, evidence },
		...{ edition: course, doneAt: instant(), enteredBy: personId }
	});
	const minutes = 5 + Math.floor(roll() * 90);
	const first = entry(minutes, `module:${course}/first`);
	return roll() < 0.2 ? [first, entry(-Math.floor(roll() * minutes), `module:${course}/first#2`)] : [first];
}

// As much of a course as reports look at.
const draft = (course: string) => ({
	...{
		hash: course,
		course,
		code: course,
		languages: ['en', 'es'],
		title: { en: course, es: course },
		summary: {},
		topics: []
	},
	...{ audience: [], outcomes: [], onlineMinutes: 5, sessionMinutes: 0 },
	modules: [
		{
			id: 'first',
			title: { en: 'First', es: 'Primero' },
			steps: [{ id: 'one', kind: 'lesson', minutes: 5, outcomes: [], title: {} }]
		}
	]
});

/** A random filter for questions about a world: of each field nothing, a value, or those of whom it is not known. */
export function someFilter(world: World, organizationIds: readonly string[], roll: () => number): Filter {
	const maybe = (share: number, value: string | undefined) => (roll() < share ? value : undefined);
	const theirs = world.organizations.filter(({ id }) => isBelow(world, id, organizationIds));
	const institutions = theirs.filter(({ kind }) => kind === 'institution').map(({ id }) => id);
	const [from, to] = [pick(days, roll), pick(days, roll)].sort();
	const filter: Filter = {
		organization: maybe(0.3, pick(theirs, roll).id),
		course: maybe(0.3, pick(world.courses, roll)),
		country: maybe(0.2, pick(['GT', 'CL', 'GD', notStated], roll)),
		sector: maybe(0.2, pick(['health', 'justice', notStated], roll)),
		profession: maybe(0.1, pick(['counselor', notStated], roll)),
		sex: maybe(0.2, pick(['female', 'undisclosed', notStated], roll)),
		from: maybe(0.4, from),
		to: maybe(0.4, to)
	};
	const below = institutions.filter((id) => isBelow(world, id, [filter.organization ?? id]));
	return { ...filter, institution: maybe(0.2, pick([...below, notStated], roll)) };
}

const days = ['2024-08-15', '2025-12-31', '2026-01-01', '2026-02-28', '2026-03-01', '2026-10-01'];

function isBelow({ organizations }: World, id: string | null, above: readonly string[]): boolean {
	if (!id) return false;
	return (
		above.includes(id) ||
		isBelow({ organizations } as World, organizations.find((each) => each.id === id)!.parentId, above)
	);
}
