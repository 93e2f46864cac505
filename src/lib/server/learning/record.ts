import { desc, eq } from 'drizzle-orm';
import type { Edition, Module } from '#server/content/course.ts';
import { onlineSteps } from '#server/content/edition.ts';
import { newId } from '#server/db/id.ts';
import { read, write } from '#server/db/store.ts';
import type { Enrollment } from './enrollment.ts';
import { completion, departure, enrollment, progress, recordEntry, recordTopic } from './tables.ts';

export type RecordEntry = typeof recordEntry.$inferSelect & { topics: string[] };

/** Enters a finished module's online minutes into its learner's training record, with the course's topics. The same module of the same course counts once, whatever the edition. */
export async function enterModule(
	place: Pick<Enrollment, 'personId' | 'course'>,
	edition: Edition,
	module: Module,
	now: Date
): Promise<void> {
	await write(async (tx) => {
		const [entry] = await tx
			.insert(recordEntry)
			.values({
				id: newId(),
				personId: place.personId,
				kind: 'module',
				course: place.course,
				title: module.title as Record<string, string>,
				courseTitle: edition.title as Record<string, string>,
				minutes: onlineSteps(module).reduce((total, step) => total + step.minutes, 0),
				evidence: `module:${place.course}/${module.id}`,
				edition: edition.hash,
				doneAt: now,
				enteredBy: place.personId
			})
			.onConflictDoNothing()
			.returning();
		if (entry) await tx.insert(recordTopic).values(edition.topics.map((topic) => ({ entryId: entry.id, topic })));
	});
}

/** A person's training record, newest first. */
export async function listRecord(personId: string): Promise<RecordEntry[]> {
	const rows = await read()
		.select({ entry: recordEntry, topic: recordTopic.topic })
		.from(recordEntry)
		.leftJoin(recordTopic, eq(recordTopic.entryId, recordEntry.id))
		.where(eq(recordEntry.personId, personId))
		.orderBy(desc(recordEntry.doneAt), desc(recordEntry.id));
	const entries = new Map<string, RecordEntry>();
	for (const { entry, topic } of rows) {
		const known = entries.get(entry.id) ?? { ...entry, topics: [] };
		if (topic) known.topics.push(topic);
		entries.set(entry.id, known);
	}
	return [...entries.values()];
}

/** The minutes of a record by topic, most first, and in all. An entry counts for each of its topics, but once in all. */
export function sumByTopic(entries: Pick<RecordEntry, 'minutes' | 'topics'>[]): {
	topics: { topic: string; minutes: number }[];
	minutes: number;
} {
	const sums = new Map<string, number>();
	for (const { topics, minutes } of entries)
		for (const topic of topics) sums.set(topic, (sums.get(topic) ?? 0) + minutes);
	return {
		topics: [...sums].map(([topic, minutes]) => ({ topic, minutes })).sort((a, b) => b.minutes - a.minutes),
		minutes: entries.reduce((total, { minutes }) => total + minutes, 0)
	};
}

/** All that learning knows of a person. */
export async function ownData(personId: string) {
	const enrollments = await read().select().from(enrollment).where(eq(enrollment.personId, personId));
	const steps = await read()
		.select({ course: enrollment.course, step: progress.step, doneAt: progress.doneAt })
		.from(progress)
		.innerJoin(enrollment, eq(enrollment.id, progress.enrollmentId))
		.where(eq(enrollment.personId, personId));
	const departures = await read()
		.select({ course: enrollment.course, leftAt: departure.leftAt, returnedAt: departure.returnedAt })
		.from(departure)
		.innerJoin(enrollment, eq(enrollment.id, departure.enrollmentId))
		.where(eq(enrollment.personId, personId));
	const completions = await read()
		.select({ course: enrollment.course, completedAt: completion.completedAt })
		.from(completion)
		.innerJoin(enrollment, eq(enrollment.id, completion.enrollmentId))
		.where(eq(enrollment.personId, personId));
	return { enrollments, steps, departures, completions, record: await listRecord(personId) };
}
