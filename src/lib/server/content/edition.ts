import { desc, eq, inArray } from 'drizzle-orm';
import { newId } from '#server/db/id.ts';
import { read, write } from '#server/db/store.ts';
import type { Edition, Module, Step } from './course.ts';
import { edition, publication } from './tables.ts';

// Editions never change, so those that were read once are kept.
const known = new Map<string, Edition>();

/** Stores an edition and makes it the one that new learners get. Publishing what is current already changes nothing. Returns whether it did. */
export async function publish(compiled: Edition, now: Date): Promise<boolean> {
	return write(async (tx) => {
		const [current] = await tx
			.select()
			.from(publication)
			.where(eq(publication.course, compiled.course))
			.orderBy(desc(publication.publishedAt), desc(publication.id))
			.limit(1);
		if (current?.edition === compiled.hash) return false;
		await tx
			.insert(edition)
			.values({ hash: compiled.hash, course: compiled.course, content: JSON.stringify(compiled), createdAt: now })
			.onConflictDoNothing();
		await tx
			.insert(publication)
			.values({ id: newId(), course: compiled.course, edition: compiled.hash, publishedAt: now });
		return true;
	});
}

/** An edition by its hash. Throws where there is none: whoever names one has it from a row. */
export async function getEdition(hash: string): Promise<Edition> {
	const found = known.get(hash);
	if (found) return found;
	const [row] = await read().select().from(edition).where(eq(edition.hash, hash));
	if (!row) throw new Error(`There is no edition ${hash}`);
	const parsed = JSON.parse(row.content) as Edition;
	known.set(hash, parsed);
	return parsed;
}

/** Several editions by their hashes, in one question at most. */
export async function getEditions(hashes: string[]): Promise<Edition[]> {
	const missing = [...new Set(hashes)].filter((hash) => !known.has(hash));
	if (missing.length > 0)
		for (const row of await read().select().from(edition).where(inArray(edition.hash, missing)))
			known.set(row.hash, JSON.parse(row.content) as Edition);
	return hashes.map((hash) => {
		const found = known.get(hash);
		if (!found) throw new Error(`There is no edition ${hash}`);
		return found;
	});
}

/** A module and a step of an edition by their names. */
export function findStep(
	edition: Edition,
	moduleId: string,
	stepId: string
): { module: Module; step: Step } | undefined {
	const module = edition.modules.find(({ id }) => id === moduleId);
	const step = module?.steps.find(({ id }) => id === stepId);
	return module && step && { module, step };
}

/** A step's name within its course, as progress is kept by it. */
export function stepName(module: Pick<Module, 'id'>, step: Pick<Step, 'id'>): string {
	return `${module.id}/${step.id}`;
}

/** The steps that complete a course: all that are not workshop sessions. */
export function onlineSteps(module: Module): Step[] {
	return module.steps.filter(({ kind }) => kind !== 'session');
}

/** All online steps of an edition in order, with their modules. */
export function path(edition: Edition): { module: Module; step: Step; name: string }[] {
	return edition.modules.flatMap((module) =>
		onlineSteps(module).map((step) => ({ module, step, name: stepName(module, step) }))
	);
}
