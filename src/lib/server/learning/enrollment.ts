import { and, eq, getTableColumns, isNull, placeholder } from 'drizzle-orm';
import type { Edition } from '#server/content/course.ts';
import { newId } from '#server/db/id.ts';
import { preparedOnce, read, write, type Database } from '#server/db/store.ts';
import { completion, departure, enrollment, progress } from './tables.ts';

export type Enrollment = typeof enrollment.$inferSelect;

/** A person's place in a course with what they have done there. */
export interface Place extends Enrollment {
	/** The steps that are done, by `module/step`, and when. */
	done: Map<string, Date>;
	/** Since when they are away, if they left. */
	leftAt?: Date;
	completedAt?: Date;
}

/**
 * Gives a person their place in a course, on the edition published today. Enrolling twice is harmless: the first place counts, and whoever had left comes back
 * to it, with all they had done.
 */
export async function enroll(
	personId: string,
	course: Pick<Edition, 'course' | 'hash'>,
	now: Date
): Promise<Enrollment> {
	return write(async (tx) => {
		await tx
			.insert(enrollment)
			.values({ id: newId(), personId, course: course.course, edition: course.hash, enrolledAt: now })
			.onConflictDoNothing();
		const [place] = await tx
			.select()
			.from(enrollment)
			.where(and(eq(enrollment.personId, personId), eq(enrollment.course, course.course)));
		await tx
			.update(departure)
			.set({ returnedAt: now })
			.where(and(eq(departure.enrollmentId, place!.id), isNull(departure.returnedAt)));
		return place!;
	});
}

/** Lets a person leave a course. What they did stays; leaving twice, or a course one is not in, changes nothing. */
export async function leave(personId: string, course: string, now: Date): Promise<void> {
	await write(async (tx) => {
		const [place] = await tx
			.select()
			.from(enrollment)
			.where(and(eq(enrollment.personId, personId), eq(enrollment.course, course)));
		if (!place) return;
		const away = await tx
			.select()
			.from(departure)
			.where(and(eq(departure.enrollmentId, place.id), isNull(departure.returnedAt)));
		if (away.length === 0) await tx.insert(departure).values({ id: newId(), enrollmentId: place.id, leftAt: now });
	});
}

/** A person's place in one course, with its progress, in one question. */
export async function findPlace(personId: string, course: string): Promise<Place | undefined> {
	const query = preparedOnce('place in a course', (db) =>
		selectPlaces(db)
			.where(and(eq(enrollment.personId, placeholder('personId')), eq(enrollment.course, placeholder('course'))))
			.prepare('place_in_a_course')
	);
	return gatherPlaces(await query.execute({ personId, course }))[0];
}

/** All of a person's places with their progress, the latest visited first. */
export async function listPlaces(personId: string): Promise<Place[]> {
	return gatherPlaces(await selectOwnPlaces(personId, read()));
}

/** When somebody last did something in a course: finished a step, or enrolled. */
export function lastVisit(place: Place): Date {
	return new Date(Math.max(place.enrolledAt.getTime(), ...[...place.done.values()].map((date) => date.getTime())));
}

/** The rows behind a person's places, for a question that asks for more as well. */
export function selectOwnPlaces(personId: string, db: Database) {
	return selectPlaces(db).where(eq(enrollment.personId, personId));
}

function selectPlaces(db: Database) {
	return db
		.select({
			...getTableColumns(enrollment),
			step: progress.step,
			doneAt: progress.doneAt,
			leftAt: departure.leftAt,
			completedAt: completion.completedAt
		})
		.from(enrollment)
		.leftJoin(progress, eq(progress.enrollmentId, enrollment.id))
		.leftJoin(departure, and(eq(departure.enrollmentId, enrollment.id), isNull(departure.returnedAt)))
		.leftJoin(completion, eq(completion.enrollmentId, enrollment.id));
}

type Row = Awaited<ReturnType<typeof selectPlaces>>[number];

/** Makes places of their rows, the latest visited first. */
export function gatherPlaces(rows: Row[]): Place[] {
	const places = new Map<string, Place>();
	for (const { step, doneAt, leftAt, completedAt, ...enrollment } of rows) {
		const place = places.get(enrollment.id) ?? {
			...enrollment,
			done: new Map<string, Date>(),
			leftAt: leftAt ?? undefined,
			completedAt: completedAt ?? undefined
		};
		if (step && doneAt) place.done.set(step, doneAt);
		places.set(place.id, place);
	}
	return [...places.values()].sort(
		(a, b) => lastVisit(b).getTime() - lastVisit(a).getTime() || b.enrolledAt.getTime() - a.enrolledAt.getTime()
	);
}
