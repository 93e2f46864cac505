import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileContent } from '#server/content/compile.ts';
import type { Edition, Module, Step } from '#server/content/course.ts';
import { findStep, publish } from '#server/content/edition.ts';
import { writeExampleCourse, type Changes } from '#server/content/example-course.ts';
import { newId } from '#server/db/id.ts';
import { write } from '#server/db/store.ts';
import type { Person } from '#server/people/person.ts';
import { person } from '#server/people/tables.ts';
import { enroll, findPlace, type Place } from './enrollment.ts';

/** Compiles the example course and publishes it: for tests. `changes` make another edition of it. */
export async function publishExample(now: Date, changes?: Changes): Promise<Edition> {
	const edition = await compileExample(changes);
	await publish(edition, now);
	return edition;
}

/** Compiles the example course; nobody can enroll in it until it is published. */
export async function compileExample(changes?: Changes): Promise<Edition> {
	const folder = await mkdtemp(join(tmpdir(), 'puente-content-'));
	try {
		await writeExampleCourse(folder, changes);
		const { editions, faults } = await compileContent(folder);
		if (!editions[0]) throw new Error(`The example course has faults: ${JSON.stringify(faults)}`);
		return editions[0];
	} finally {
		await rm(folder, { recursive: true });
	}
}

/** Adds somebody with an account that is confirmed, without a password. */
export async function addLearner(name: string, now: Date, about: Partial<Person> = {}): Promise<Person> {
	return write(async (tx) => {
		const id = newId();
		const values = {
			id,
			name,
			email: `${id}@example.org`,
			emailConfirmedAt: now,
			language: 'en' as const,
			timeZone: 'UTC',
			wantsReminders: true,
			createdAt: now
		};
		const [added] = await tx
			.insert(person)
			.values({ ...values, ...about })
			.returning();
		return added!;
	});
}

/** Adds a learner and gives them a place in a course that is published. */
export async function addPlace(name: string, edition: Edition, now: Date, about?: Partial<Person>): Promise<Place> {
	const learner = await addLearner(name, now, about);
	await enroll(learner.id, edition, now);
	return getPlace(learner.id, edition.course);
}

/** Somebody's place as it stands now. Throws where there is none. */
export async function getPlace(personId: string, course: string): Promise<Place> {
	const place = await findPlace(personId, course);
	if (!place) throw new Error(`${personId} has no place in ${course}`);
	return place;
}

/** A step by its name in the course, such as `doors/first`, with its module, as `completeStep` takes them. */
export function stepOf<Kind extends Step>(edition: Edition, name: string): [Module, Kind] {
	const [moduleId = '', stepId = ''] = name.split('/');
	const found = findStep(edition, moduleId, stepId);
	if (!found) throw new Error(`${edition.course} has no step ${name}`);
	return [found.module, found.step as Kind];
}
