import { and, asc, desc, eq, getTableColumns, inArray, like, or, sum } from 'drizzle-orm';
import type { Edition, Module } from '#server/content/course.ts';
import { onlineSteps } from '#server/content/edition.ts';
import { newId } from '#server/db/id.ts';
import { read, write, type Database } from '#server/db/store.ts';
import { person } from '#server/people/tables.ts';
import { ownAssignments } from './assignment.ts';
import type { Enrollment } from './enrollment.ts';
import { completion, departure, enrollment, progress, recordEntry, recordTopic } from './tables.ts';

export type RecordEntry = typeof recordEntry.$inferSelect & {
	topics: string[];
	/** Who entered it, where that was somebody else; empty where they erased their account. */
	enteredByName?: string;
	/** It takes back or adds to what an earlier entry said of the same session. */
	isCorrection: boolean;
};

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

/** A session of a workshop as a record names it. */
export interface AttendedSession {
	sessionId: string;
	course: string;
	title: Record<string, string>;
	courseTitle: Record<string, string>;
	topics: string[];
	/** The edition of the course in which it was held. */
	edition: string;
}

/**
 * Makes what counts of a session in people's records as many minutes as this says, in all: what the entries so far lack is entered as one more, below zero where
 * they say too much. Where they say just that, nothing is entered.
 */
export async function enterSession(
	minutes: ReadonlyMap<string, number>,
	{ sessionId, topics, ...named }: AttendedSession,
	heldAt: Date,
	enteredBy: string
): Promise<void> {
	const evidence = `session:${sessionId}`;
	await write(async (tx) => {
		const before = await tx
			.select({ personId: recordEntry.personId, minutes: recordEntry.minutes })
			.from(recordEntry)
			.where(
				and(
					inArray(recordEntry.personId, [...minutes.keys()]),
					or(eq(recordEntry.evidence, evidence), like(recordEntry.evidence, `${evidence}#%`))
				)
			);
		const entries = [...minutes].flatMap(([personId, total]) => {
			const own = before.filter((entry) => entry.personId === personId);
			const missing = total - own.reduce((sum, entry) => sum + entry.minutes, 0);
			if (missing === 0) return [];
			const numbered = own.length === 0 ? evidence : `${evidence}#${own.length + 1}`;
			return { id: newId(), personId, kind: 'session' as const, minutes: missing, evidence: numbered };
		});
		if (entries.length === 0) return;
		await tx
			.insert(recordEntry)
			.values(entries.map((entry) => ({ ...entry, ...named, doneAt: heldAt, enteredBy })))
			// Whoever entered the same number meanwhile makes PostgreSQL try this again from the start.
			.onConflictDoNothing();
		const counted = entries.flatMap(({ id }) => topics.map((topic) => ({ entryId: id, topic })));
		if (counted.length > 0) await tx.insert(recordTopic).values(counted);
	});
}

/** How many minutes people attended in workshop sessions of each course, by their records. */
export async function sumAttended(
	people: string[],
	db: Database = read()
): Promise<(personId: string, course: string) => number> {
	const rows = await db
		.select({
			personId: recordEntry.personId,
			course: recordEntry.course,
			minutes: sum(recordEntry.minutes).mapWith(Number)
		})
		.from(recordEntry)
		.where(and(eq(recordEntry.kind, 'session'), inArray(recordEntry.personId, people)))
		.groupBy(recordEntry.personId, recordEntry.course);
	return (personId, course) => rows.find((row) => row.personId === personId && row.course === course)?.minutes ?? 0;
}

/** A person's training record, newest first. */
export async function listRecord(personId: string): Promise<RecordEntry[]> {
	return gatherRecord(await selectRecord(personId, read()));
}

/** The rows behind a person's training record, for a question that asks for more as well. */
export function selectRecord(personId: string, db: Database) {
	return db
		.select({ ...getTableColumns(recordEntry), topic: recordTopic.topic, enteredByName: person.name })
		.from(recordEntry)
		.leftJoin(recordTopic, eq(recordTopic.entryId, recordEntry.id))
		.leftJoin(person, eq(person.id, recordEntry.enteredBy))
		.where(eq(recordEntry.personId, personId))
		.orderBy(desc(recordEntry.doneAt), desc(recordEntry.id), asc(recordTopic.topic));
}

/** Makes the entries of a record of their rows, in the rows' order. */
export function gatherRecord(rows: Awaited<ReturnType<typeof selectRecord>>): RecordEntry[] {
	const entries = new Map<string, RecordEntry>();
	for (const { topic, enteredByName, ...entry } of rows) {
		const known = entries.get(entry.id) ?? {
			...entry,
			topics: [],
			enteredByName: entry.enteredBy === entry.personId ? undefined : (enteredByName ?? ''),
			isCorrection: entry.evidence.includes('#')
		};
		if (topic) known.topics.push(topic);
		entries.set(entry.id, known);
	}
	return [...entries.values()];
}

/** The minutes of a record by topic, most first, and in all. An entry counts for each of its topics, but once in all; a topic whose minutes were all taken back is left out. */
export function sumByTopic(entries: Pick<RecordEntry, 'minutes' | 'topics'>[]): {
	topics: { topic: string; minutes: number }[];
	minutes: number;
} {
	const sums = new Map<string, number>();
	for (const { topics, minutes } of entries)
		for (const topic of topics) sums.set(topic, (sums.get(topic) ?? 0) + minutes);
	return {
		topics: [...sums]
			.map(([topic, minutes]) => ({ topic, minutes }))
			.filter(({ minutes }) => minutes !== 0)
			.sort((a, b) => b.minutes - a.minutes),
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
	const assignments = await ownAssignments(personId);
	return {
		enrollments,
		steps,
		departures,
		completions,
		assignments,
		record: (await listRecord(personId)).map(({ enteredBy: _other, ...entry }) => entry)
	};
}
