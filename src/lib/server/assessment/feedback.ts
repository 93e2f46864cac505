import { and, asc, count, desc, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import type { Practice } from '#server/content/course.ts';
import { alias } from '#server/db/columns.ts';
import { newId } from '#server/db/id.ts';
import { read, write, type Database } from '#server/db/store.ts';
import { enrollment } from '#server/learning/tables.ts';
import { practiceRead } from '#server/mail/letters.ts';
import { post } from '#server/mail/outbox.ts';
import { person } from '#server/people/tables.ts';
import { comparison, feedback, submission } from './tables.ts';

/** What a facilitator said of a practice. */
export interface Feedback {
	id: string;
	submissionId: string;
	givenBy: string;
	/** The name of who said it; empty where they erased their account. */
	by: string;
	/** A level from 1 to 4 for each criterion of the rubric. */
	levels: Record<string, number>;
	note: string;
	givenAt: Date;
}

/** What somebody handed in last for a step, as a list names it. */
export interface SubmissionLine {
	id: string;
	personId: string;
	name: string;
	course: string;
	edition: string;
	/** `module/step` */
	step: string;
	submittedAt: Date;
	/** How often somebody gave feedback on it. */
	feedback: number;
	/** All that they handed in for this step, the latest first, by id. */
	versions: string[];
}

/** A submission for somebody else to read, with what its author made of it and what was said of it, the latest last. */
export interface Work {
	id: string;
	author: { id: string; name: string; email: string | null; language: 'en' | 'es' };
	course: string;
	edition: string;
	step: string;
	answers: Record<string, string>;
	submittedAt: Date;
	comparison?: { levels: Record<string, number>; note: string };
	feedback: Feedback[];
}

/** How many characters a note may have. */
export const longestNote = 4000;

/** What was handed in last for each step, in the order it came. `whose` says by whom and in which courses, in terms of `enrollment`: who may ask stands there. */
export async function listSubmissions(whose: SQL): Promise<SubmissionLine[]> {
	const rows = await read()
		.select({
			...{ id: submission.id, step: submission.step, submittedAt: submission.submittedAt },
			...{ enrollmentId: enrollment.id, course: enrollment.course, edition: enrollment.edition },
			...{ personId: person.id, name: person.name },
			feedback: count(feedback.id)
		})
		.from(submission)
		.innerJoin(enrollment, eq(enrollment.id, submission.enrollmentId))
		.innerJoin(person, eq(person.id, enrollment.personId))
		.leftJoin(feedback, eq(feedback.submissionId, submission.id))
		.where(and(whose, isNull(person.erasedAt)))
		.groupBy(submission.id, enrollment.id, person.id)
		.orderBy(desc(submission.submittedAt), desc(submission.id));
	const latest = new Map<string, SubmissionLine>();
	for (const { enrollmentId, ...row } of rows) {
		const key = `${enrollmentId}/${row.step}`;
		const known = latest.get(key);
		if (known) known.versions.push(row.id);
		else latest.set(key, { ...row, versions: [row.id] });
	}
	return [...latest.values()].reverse();
}

/** A submission by its id, if it is one of those that `whose` says (see `listSubmissions`). Absent for everybody else, and once its author erased their account. */
export async function findSubmissionFor(id: string, whose: SQL, db: Database = read()): Promise<Work | undefined> {
	const giver = alias(person, 'giver');
	const rows = await db
		.select({ submission, enrollment, author: person, comparison, feedback, by: giver.name })
		.from(submission)
		.innerJoin(enrollment, eq(enrollment.id, submission.enrollmentId))
		.innerJoin(person, eq(person.id, enrollment.personId))
		.leftJoin(comparison, eq(comparison.submissionId, submission.id))
		.leftJoin(feedback, eq(feedback.submissionId, submission.id))
		.leftJoin(giver, eq(giver.id, feedback.givenBy))
		.where(and(eq(submission.id, id), whose, isNull(person.erasedAt)))
		.orderBy(asc(feedback.givenAt), asc(feedback.id));
	const [found] = rows;
	if (!found) return undefined;
	const { id: authorId, name, email, language } = found.author;
	return {
		...{ id, author: { id: authorId, name, email, language } },
		...{ course: found.enrollment.course, edition: found.enrollment.edition, step: found.submission.step },
		...{ answers: found.submission.answers, submittedAt: found.submission.submittedAt },
		comparison: found.comparison ?? undefined,
		feedback: rows.flatMap(asFeedback)
	};
}

/** A row of feedback with its giver's name, where a question that joined it found one. */
export function asFeedback(row: { feedback: typeof feedback.$inferSelect | null; by: string | null }): Feedback[] {
	return row.feedback ? [{ ...row.feedback, by: row.by ?? '' }] : [];
}

/**
 * Keeps what somebody says of a submission, beside what was said before, and writes its author a letter that leads to it. The same said twice by the same person is
 * said once. Changes nothing of the author's own: neither their comparison nor what they completed. Throws where a level is missing or out of 1 to 4, or the note is
 * too long. Returns whether it was new.
 */
export async function giveFeedback(
	work: Work,
	practice: Practice,
	{ levels, note }: Pick<Feedback, 'levels' | 'note'>,
	giver: { id: string; name: string },
	origin: string,
	now: Date
): Promise<boolean> {
	const kept = Object.fromEntries(practice.rubric.map(({ id }) => [id, levels[id] ?? 0]));
	if (Object.values(kept).some((level) => ![1, 2, 3, 4].includes(level)))
		throw new RangeError('Feedback gives every criterion a level from 1 to 4');
	if (note.length > longestNote) throw new RangeError(`A note of ${note.length} characters is too long`);
	return write(async (tx) => {
		const [before] = await tx
			.select()
			.from(feedback)
			.where(and(eq(feedback.submissionId, work.id), eq(feedback.givenBy, giver.id)))
			.orderBy(desc(feedback.givenAt), desc(feedback.id))
			.limit(1);
		if (before?.note === note && Object.entries(kept).every(([id, level]) => before.levels[id] === level)) return false;
		const id = newId();
		await tx
			.insert(feedback)
			.values({ id, submissionId: work.id, givenBy: giver.id, levels: kept, note, givenAt: now });
		const { author } = work;
		if (author.email)
			await post(
				{ id: author.id, email: author.email, language: author.language },
				practiceRead(author.name, giver.name, practice.title[author.language] ?? work.step, author.language),
				now,
				{
					link: `${origin}${author.language === 'es' ? '/es' : ''}/courses/${work.course}/${work.step}#feedback`,
					once: `feedback:${id}`
				}
			);
		return true;
	});
}

/** The feedback somebody received, and what they gave: of the latter only their own words. */
export async function ownData(personId: string) {
	const received = await read()
		.select({ step: submission.step, levels: feedback.levels, note: feedback.note, givenAt: feedback.givenAt })
		.from(feedback)
		.innerJoin(submission, eq(submission.id, feedback.submissionId))
		.innerJoin(enrollment, eq(enrollment.id, submission.enrollmentId))
		.where(eq(enrollment.personId, personId));
	const given = await read()
		.select({ step: submission.step, levels: feedback.levels, note: feedback.note, givenAt: feedback.givenAt })
		.from(feedback)
		.innerJoin(submission, eq(submission.id, feedback.submissionId))
		.where(eq(feedback.givenBy, personId));
	return { feedbackReceived: received, feedbackGiven: given };
}

/** Empties the notes that were written about a person's work, and those they wrote. That feedback was given stays, and its levels. */
export async function forget(personId: string): Promise<void> {
	await write(async (tx) => {
		const own = tx
			.select({ id: submission.id })
			.from(submission)
			.innerJoin(enrollment, eq(enrollment.id, submission.enrollmentId))
			.where(eq(enrollment.personId, personId));
		await tx.update(feedback).set({ note: '' }).where(inArray(feedback.submissionId, own));
		await tx.update(feedback).set({ note: '' }).where(eq(feedback.givenBy, personId));
	});
}
