import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Edition, Module, Practice } from '#server/content/course.ts';
import { stepName } from '#server/content/edition.ts';
import { newId } from '#server/db/id.ts';
import { read, write } from '#server/db/store.ts';
import type { Enrollment } from '#server/learning/enrollment.ts';
import { completeStep } from '#server/learning/progress.ts';
import { enrollment } from '#server/learning/tables.ts';
import { person } from '#server/people/tables.ts';
import { asFeedback, forget as forgetFeedback, ownData as ownFeedback, type Feedback } from './feedback.ts';
import { attempt, comparison, draft, feedback, response, submission } from './tables.ts';

/** What stands in a practice's fields: text and choices by field, ratings by `field.row`. */
export type PracticeAnswers = Record<string, string>;

/** A practice as it was handed in, with what its author made of it. */
export interface Submission {
	id: string;
	answers: PracticeAnswers;
	submittedAt: Date;
	comparison?: { levels: Record<string, number>; note: string; comparedAt: Date };
	/** What facilitators said of it, and of what was handed in for the same step before; the latest first. */
	feedback: Feedback[];
}

type Place = Pick<Enrollment, 'id' | 'personId' | 'course' | 'edition'>;

/** Keeps what stands in the fields so far. */
export async function saveDraft(
	place: Place,
	module: Module,
	practice: Practice,
	answers: PracticeAnswers,
	now: Date
): Promise<void> {
	const values = { answers: known(practice, answers), savedAt: now };
	await write(async (tx) => {
		await tx
			.insert(draft)
			.values({ enrollmentId: place.id, step: stepName(module, practice), ...values })
			.onConflictDoUpdate({ target: [draft.enrollmentId, draft.step], set: values });
	});
}

/** What was saved and not handed in yet, and when. */
export async function findDraft(
	enrollmentId: string,
	step: string
): Promise<{ answers: PracticeAnswers; savedAt: Date } | undefined> {
	const [found] = await read()
		.select({ answers: draft.answers, savedAt: draft.savedAt })
		.from(draft)
		.where(and(eq(draft.enrollmentId, enrollmentId), eq(draft.step, step)));
	return found;
}

/** What was handed in last, with its comparison and the feedback on it and on what came before. */
export async function findSubmission(enrollmentId: string, step: string): Promise<Submission | undefined> {
	const rows = await read()
		.select({ submission, comparison, feedback, by: person.name })
		.from(submission)
		.leftJoin(comparison, eq(comparison.submissionId, submission.id))
		.leftJoin(feedback, eq(feedback.submissionId, submission.id))
		.leftJoin(person, eq(person.id, feedback.givenBy))
		.where(and(eq(submission.enrollmentId, enrollmentId), eq(submission.step, step)))
		.orderBy(desc(submission.submittedAt), desc(submission.id));
	const [found] = rows;
	const said = rows.flatMap(asFeedback).sort((a, b) => b.givenAt.getTime() - a.givenAt.getTime());
	return found && { ...found.submission, comparison: found.comparison ?? undefined, feedback: said };
}

/** The fields that are still empty. Of ratings some may be open (what is not known is not rated), but not all. */
export function emptyFields(practice: Practice, answers: PracticeAnswers): string[] {
	const isFilled = (name: string) => Boolean(answers[name]?.trim());
	return practice.fields
		.filter(
			(field) =>
				!(field.kind === 'ratings'
					? field.groups.some(({ rows }) => rows.some((row) => isFilled(`${field.id}.${row.id}`)))
					: isFilled(field.id))
		)
		.map(({ id }) => id);
}

/** Hands a practice in as it stands. What was handed in before stays; the draft has served. */
export async function submitPractice(
	place: Place,
	module: Module,
	practice: Practice,
	answers: PracticeAnswers,
	language: string,
	now: Date
): Promise<void> {
	const step = stepName(module, practice);
	await write(async (tx) => {
		const [last] = await tx
			.select()
			.from(submission)
			.where(and(eq(submission.enrollmentId, place.id), eq(submission.step, step)))
			.orderBy(desc(submission.submittedAt), desc(submission.id))
			.limit(1);
		const kept = known(practice, answers);
		// The same form sent twice is one submission.
		if (!last || !same(last.answers, kept))
			await tx
				.insert(submission)
				.values({ id: newId(), enrollmentId: place.id, step, answers: kept, language, submittedAt: now });
		await tx.delete(draft).where(and(eq(draft.enrollmentId, place.id), eq(draft.step, step)));
	});
}

/**
 * Holds one's latest submission against the rubric: a level from 1 to 4 for each criterion. That completes the step. Says whether there was a submission to compare.
 */
export async function compareSubmission(
	place: Place,
	edition: Edition,
	module: Module,
	practice: Practice,
	levels: Record<string, number>,
	note: string,
	now: Date
): Promise<boolean> {
	const step = stepName(module, practice);
	return write(async (tx) => {
		const [last] = await tx
			.select({ id: submission.id })
			.from(submission)
			.where(and(eq(submission.enrollmentId, place.id), eq(submission.step, step)))
			.orderBy(desc(submission.submittedAt), desc(submission.id))
			.limit(1);
		if (!last) return false;
		const values = { levels, note, comparedAt: now };
		await tx
			.insert(comparison)
			.values({ submissionId: last.id, ...values })
			.onConflictDoUpdate({ target: comparison.submissionId, set: values });
		await completeStep(place, edition, module, practice, now);
		return true;
	});
}

/** Takes the last submission back into the fields, to write a better one. */
export async function writeAgain(place: Place, module: Module, practice: Practice, now: Date): Promise<void> {
	const last = await findSubmission(place.id, stepName(module, practice));
	if (last) await saveDraft(place, module, practice, last.answers, now);
}

/** The names of a practice's inputs, in order. */
export function names(practice: Practice): string[] {
	return practice.fields.flatMap((field) =>
		field.kind === 'ratings'
			? field.groups.flatMap(({ rows }) => rows.map((row) => `${field.id}.${row.id}`))
			: [field.id]
	);
}

const same = (a: PracticeAnswers, b: PracticeAnswers) =>
	JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());

function known(practice: Practice, answers: PracticeAnswers): PracticeAnswers {
	return Object.fromEntries(
		names(practice).flatMap((name) => (answers[name] === undefined ? [] : [[name, answers[name]]]))
	);
}

/** All that assessment knows of a person: tries with their answers, drafts, submissions and comparisons, feedback they received and gave. */
export async function ownData(personId: string) {
	const own = eq(enrollment.personId, personId);
	const attempts = await read()
		.select({
			course: enrollment.course,
			step: attempt.step,
			number: attempt.number,
			score: attempt.score,
			submittedAt: attempt.submittedAt,
			item: response.item,
			answer: response.answer
		})
		.from(attempt)
		.innerJoin(enrollment, eq(enrollment.id, attempt.enrollmentId))
		.leftJoin(response, eq(response.attemptId, attempt.id))
		.where(own);
	const drafts = await read()
		.select({ course: enrollment.course, step: draft.step, answers: draft.answers })
		.from(draft)
		.innerJoin(enrollment, eq(enrollment.id, draft.enrollmentId))
		.where(own);
	const submissions = await read()
		.select({
			course: enrollment.course,
			step: submission.step,
			answers: submission.answers,
			submittedAt: submission.submittedAt,
			levels: comparison.levels,
			note: comparison.note
		})
		.from(submission)
		.innerJoin(enrollment, eq(enrollment.id, submission.enrollmentId))
		.leftJoin(comparison, eq(comparison.submissionId, submission.id))
		.where(own);
	return { attempts, drafts, submissions, ...(await ownFeedback(personId)) };
}

/** Empties what a person answered and wrote in their own words: it may say who they or others are. That they handed it in stays, and how it scored. */
export async function forget(personId: string): Promise<void> {
	await write(async (tx) => {
		await forgetFeedback(personId);
		const places = await tx.select({ id: enrollment.id }).from(enrollment).where(eq(enrollment.personId, personId));
		for (const { id } of places) {
			await tx.delete(draft).where(eq(draft.enrollmentId, id));
			const tries = await tx.select({ id: attempt.id }).from(attempt).where(eq(attempt.enrollmentId, id));
			const ids = tries.map((each) => each.id);
			if (ids.length > 0) await tx.update(response).set({ answer: [] }).where(inArray(response.attemptId, ids));
			const written = await tx
				.update(submission)
				.set({ answers: {} })
				.where(eq(submission.enrollmentId, id))
				.returning({ id: submission.id });
			for (const each of written)
				await tx.update(comparison).set({ note: '' }).where(eq(comparison.submissionId, each.id));
		}
	});
}
