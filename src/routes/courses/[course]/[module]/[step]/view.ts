import { inWords } from '#lib/i18n/href.ts';
import { writable } from '#lib/web/form.ts';
import { shownFeedback, shownFields, shownRubric } from '#lib/web/practice.ts';
import type { TypedFields } from '#server/people/kept-form.ts';
import { listAttempts, quizStanding, type Answers, type Attempt } from '#server/assessment/attempt.ts';
import { emptyFields, findDraft, findSubmission, names, type PracticeAnswers } from '#server/assessment/practice.ts';
import { review, sheet } from '#server/assessment/sheet.ts';
import type { Practice, Quiz, Session } from '#server/content/course.ts';
import type { Here } from './place.ts';

/** What a quiz or a test shows now: its questions, or how the last try went. */
export async function quizView(
	{ place, name }: Here,
	quiz: Quiz,
	typed: TypedFields | undefined,
	{ language, now }: App.Locals
) {
	const attempts = await listAttempts(place.id, name);
	const standing = quizStanding(quiz, attempts, now);
	const result = (attempt: Attempt | undefined) =>
		attempt && { score: attempt.score ?? 0, ...review(quiz, attempt, language) };
	const fixed = { pass: quiz.pass, count: quiz.items.length };
	if (standing.may !== 'answer')
		return {
			...fixed,
			may: standing.may,
			number: standing.last.number,
			until: standing.may === 'wait' ? standing.until : undefined,
			questions: undefined,
			result: result(standing.last)
		};
	const answers = typed ? quizAnswers(quiz, (field) => typed[field] ?? []) : (standing.open?.answers ?? {});
	return {
		...fixed,
		may: standing.may,
		number: standing.number,
		until: undefined,
		questions: sheet(quiz, answers, `${place.id}/${standing.number}`, language),
		result: result(standing.last)
	};
}

/** Reads the answers of a quiz off its form. A question that is not in it stays as it was; one that is there and empty was taken back. */
export function quizAnswers(quiz: Quiz, all: (field: string) => string[]): Answers {
	return Object.fromEntries(
		quiz.items.flatMap((item) => {
			const sent = all(`q.${item.id}`);
			const answer = sent.map((each) => writable(each.slice(0, 500))).filter((each) => each !== '');
			// Ticks that were all taken back are not sent at all.
			const isThere = sent.length > 0 || (item.kind === 'choice' && item.several);
			return isThere ? [[item.id, answer]] : [];
		})
	);
}

/** What a practice shows now: its fields, or what was handed in with rubric and sample. */
export async function practiceView(
	{ place, name }: Here,
	practice: Practice,
	typed: TypedFields | undefined,
	locals: App.Locals
) {
	const draft = await findDraft(place.id, name);
	const submission = await findSubmission(place.id, name);
	const writing = draft !== undefined || submission === undefined;
	const stored = writing ? (draft?.answers ?? {}) : submission.answers;
	// What was typed may also be the comparison, which holds none of the work.
	const isWork = typed && Object.keys(typed).some((field) => field.startsWith('f.'));
	const answers = isWork ? practiceAnswers(practice, (field) => typed[field]?.[0]) : stored;
	const { language } = locals;
	return {
		tasks: practice.tasks.map((task) => ({ do: inWords(task.do), minutes: task.minutes })),
		writing,
		/** The submission after which this is written; empty before the first. */
		after: submission?.id ?? '',
		savedAt: draft?.savedAt,
		fields: shownFields(practice, answers),
		empty: writing ? [] : emptyFields(practice, answers),
		rubric: shownRubric(practice, submission?.comparison?.levels),
		submission: submission && {
			submittedAt: submission.submittedAt,
			compared: submission.comparison !== undefined,
			note: submission.comparison?.note ?? ''
		},
		feedback: shownFeedback(practice, submission?.feedback ?? [], submission?.id),
		// The sample comes once one's own work is handed in.
		sample: submission ? (practice.sample[language] ?? inWords(practice.sample)) : undefined
	};
}

/** Reads what was written in a practice off its form. */
export function practiceAnswers(practice: Practice, one: (field: string) => string | undefined): PracticeAnswers {
	return Object.fromEntries(
		names(practice).flatMap((name) => {
			const answer = one(`f.${name}`);
			return answer === undefined ? [] : [[name, answer]];
		})
	);
}

/** What a session shows besides its text. */
export function sessionView(session: Session, { language }: App.Locals) {
	return {
		room: inWords(session.room),
		materials: session.materials[language] ?? session.materials.en ?? [],
		agenda: session.agenda.map(({ what, minutes }) => ({ what: inWords(what), minutes }))
	};
}
