import { and, asc, desc, eq, isNull, placeholder } from 'drizzle-orm';
import type { Edition } from '#server/content/course.ts';
import { newId } from '#server/db/id.ts';
import { preparedOnce, read, write } from '#server/db/store.ts';
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
	return gather(await query.execute({ personId, course }))[0];
}

/** All of a person's places with their progress, the latest visited first. */
export async function listPlaces(personId: string): Promise<Place[]> {
	const places = gather(
		await selectPlaces(read())
			.where(eq(enrollment.personId, personId))
			.orderBy(desc(enrollment.enrolledAt), asc(progress.doneAt))
	);
	return places.sort((a, b) => lastVisit(b).getTime() - lastVisit(a).getTime());
}

/** When somebody last did something in a course: finished a step, or enrolled. */
export function lastVisit(place: Place): Date {
	return new Date(Math.max(place.enrolledAt.getTime(), ...[...place.done.values()].map((date) => date.getTime())));
}

function selectPlaces(db: ReturnType<typeof read>) {
	return db
		.select({
			enrollment,
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

function gather(rows: Row[]): Place[] {
	const places = new Map<string, Place>();
	for (const row of rows) {
		const place = places.get(row.enrollment.id) ?? {
			...row.enrollment,
			done: new Map<string, Date>(),
			leftAt: row.leftAt ?? undefined,
			completedAt: row.completedAt ?? undefined
		};
		if (row.step && row.doneAt) place.done.set(row.step, row.doneAt);
		places.set(place.id, place);
	}
	return [...places.values()];
}
