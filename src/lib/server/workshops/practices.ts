import { and, eq, inArray, isNotNull, isNull, type SQL } from 'drizzle-orm';
import { findSubmissionFor, giveFeedback, listSubmissions } from '#server/assessment/feedback.ts';
import type { Feedback, SubmissionLine, Work } from '#server/assessment/feedback.ts';
import type { Practice, Words } from '#server/content/course.ts';
import { findStep, getEdition, getEditions } from '#server/content/edition.ts';
import { read, write, type Database } from '#server/db/store.ts';
import { enrollment } from '#server/learning/tables.ts';
import { participant, workshopCourse } from './tables.ts';

/** What somebody handed in last for a practice, with the practice's title. */
export interface PracticeLine extends SubmissionLine {
	title: Words;
}

/**
 * The practices that the facilitators of a workshop may read: handed in by those who joined, in the workshop's courses. Those without feedback come first, in the
 * order they were handed in; then the others, the latest first.
 */
export async function listPractices(workshopId: string): Promise<PracticeLine[]> {
	const lines = await listSubmissions(ofWorkshop(workshopId, read()));
	const editions = await getEditions(lines.map(({ edition }) => edition));
	const titled = lines.flatMap((line, place) => {
		const [moduleId = '', stepId = ''] = line.step.split('/');
		const found = findStep(editions[place]!, moduleId, stepId);
		return found ? [{ ...line, title: found.step.title }] : [];
	});
	const isOpen = ({ feedback }: PracticeLine) => feedback === 0;
	return [...titled.filter(isOpen), ...titled.filter((line) => !isOpen(line)).reverse()];
}

/** A practice that was handed in, for the facilitators of a workshop who may read it (see `listPractices`), with the step it was written for. Absent for others. */
export async function findPractice(
	workshopId: string,
	submissionId: string
): Promise<{ work: Work; practice: Practice } | undefined> {
	const work = await findSubmissionFor(submissionId, ofWorkshop(workshopId, read()));
	if (!work) return undefined;
	const [moduleId = '', stepId = ''] = work.step.split('/');
	const practice = findStep(await getEdition(work.edition), moduleId, stepId)?.step;
	return practice?.kind === 'practice' ? { work, practice } : undefined;
}

/** Keeps what a facilitator of a workshop says of a practice (see `giveFeedback`). Says whether they may: its author may have left the workshop meanwhile. */
export async function commentPractice(
	workshopId: string,
	submissionId: string,
	words: Pick<Feedback, 'levels' | 'note'>,
	giver: { id: string; name: string },
	origin: string,
	now: Date
): Promise<boolean> {
	const practice = (await findPractice(workshopId, submissionId))?.practice;
	if (!practice) return false;
	return write(async (tx) => {
		const work = await findSubmissionFor(submissionId, ofWorkshop(workshopId, tx), tx);
		if (work) await giveFeedback(work, practice, words, giver, origin, now);
		return work !== undefined;
	});
}

// Of those who joined and still take part, and in the workshop's courses only.
function ofWorkshop(workshopId: string, db: Database): SQL {
	const joined = db
		.select({ id: participant.personId })
		.from(participant)
		.where(and(eq(participant.workshopId, workshopId), isNotNull(participant.joinedAt), isNull(participant.removedAt)));
	const courses = db
		.select({ course: workshopCourse.course })
		.from(workshopCourse)
		.where(eq(workshopCourse.workshopId, workshopId));
	return and(inArray(enrollment.personId, joined), inArray(enrollment.course, courses))!;
}
