import { eq } from 'drizzle-orm';
import type { Edition, Module, Step } from '#server/content/course.ts';
import { onlineSteps, path, stepName } from '#server/content/edition.ts';
import { write } from '#server/db/store.ts';
import type { Enrollment, Place } from './enrollment.ts';
import { enterModule } from './record.ts';
import { completion, progress } from './tables.ts';

/** What finishing a step brought about. */
export interface Finished {
	/** The step was the last open one of its module, whose minutes now stand in the record. */
	module: boolean;
	/** It was the last open one of the course. */
	course: boolean;
}

/**
 * Notes that a step is done. With a module's last step the module's minutes enter the training record; with the course's last step the course is complete.
 * Doing a step twice changes nothing. The edition is the one the enrollment pins.
 */
export async function completeStep(
	place: Pick<Enrollment, 'id' | 'personId' | 'course' | 'edition'>,
	edition: Edition,
	module: Module,
	step: Step,
	now: Date
): Promise<Finished> {
	if (edition.hash !== place.edition) throw new Error('A step is done in the edition that the enrollment pins');
	return write(async (tx) => {
		const added = await tx
			.insert(progress)
			.values({ enrollmentId: place.id, step: stepName(module, step), doneAt: now })
			.onConflictDoNothing()
			.returning();
		if (added.length === 0) return { module: false, course: false };

		const rows = await tx.select({ step: progress.step }).from(progress).where(eq(progress.enrollmentId, place.id));
		const done = new Set(rows.map((row) => row.step));
		const counts = step.kind !== 'session';
		const moduleDone = counts && onlineSteps(module).every((each) => done.has(stepName(module, each)));
		const courseDone = counts && path(edition).every(({ name }) => done.has(name));
		if (moduleDone) await enterModule(place, edition, module, now);
		if (courseDone)
			await tx.insert(completion).values({ enrollmentId: place.id, completedAt: now }).onConflictDoNothing();
		return { module: moduleDone, course: courseDone };
	});
}

/** How far somebody is in a course: steps and minutes done and left, and the next step that is open. */
export interface Standing {
	steps: number;
	stepsDone: number;
	minutes: number;
	minutesLeft: number;
	/** From 0 to 100, by minutes; 100 only when everything is done. */
	percent: number;
	next?: { module: Module; step: Step; name: string };
}

/** Works out how far somebody is. Workshop sessions do not count: they never block. */
export function standing(edition: Edition, place: Pick<Place, 'done'> | undefined): Standing {
	const steps = path(edition);
	const open = steps.filter(({ name }) => !place?.done.has(name));
	const minutes = sum(steps.map(({ step }) => step.minutes));
	const minutesLeft = sum(open.map(({ step }) => step.minutes));
	return {
		steps: steps.length,
		stepsDone: steps.length - open.length,
		minutes,
		minutesLeft,
		percent: open.length === 0 ? 100 : Math.min(99, Math.round(((minutes - minutesLeft) / minutes) * 100)),
		next: open[0]
	};
}

/** The open step that comes after a given one; where none does, the first open one; where all is done, nothing. */
export function nextOpen(
	edition: Edition,
	place: Pick<Place, 'done'>,
	after: string
): { module: Module; step: Step; name: string } | undefined {
	const steps = path(edition);
	const here = steps.findIndex(({ name }) => name === after);
	const isOpen = ({ name }: { name: string }) => name !== after && !place.done.has(name);
	return steps.slice(here + 1).find(isOpen) ?? steps.find(isOpen);
}

const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);
