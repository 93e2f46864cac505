import { and, asc, desc, eq, isNull, placeholder } from 'drizzle-orm';
import type { Edition, Module, Quiz } from '#server/content/course.ts';
import { stepName } from '#server/content/edition.ts';
import { excluded } from '#server/db/excluded.ts';
import { newId } from '#server/db/id.ts';
import { preparedOnce, write, type Database } from '#server/db/store.ts';
import type { Enrollment } from '#server/learning/enrollment.ts';
import { completeStep } from '#server/learning/progress.ts';
import { markItem, totalScore } from './marking.ts';
import { attempt, response } from './tables.ts';

/** What was answered, by item. */
export type Answers = Record<string, string[]>;

/** One try with what was answered in it. */
export interface Attempt {
	id: string;
	number: number;
	submittedAt?: Date;
	/** Percent, once handed in. */
	score?: number;
	answers: Answers;
}

/** Somebody's tries at a quiz or a test, the latest first, in one question. */
export async function listAttempts(enrollmentId: string, step: string): Promise<Attempt[]> {
	const query = preparedOnce('attempts', (db) =>
		selectAttempts(db)
			.where(and(eq(attempt.enrollmentId, placeholder('enrollmentId')), eq(attempt.step, placeholder('step'))))
			.orderBy(desc(attempt.number), asc(response.item))
			.prepare('attempts')
	);
	return gather(await query.execute({ enrollmentId, step }));
}

/** Where somebody stands with a quiz: what they may do now. */
export type QuizStanding =
	/** Answer: the try that is open, or a new one. */
	| { may: 'answer'; number: number; open?: Attempt; last?: Attempt }
	/** Look at the result and wait for the next try. */
	| { may: 'wait'; until: Date; last: Attempt }
	/** Look at the result: it is passed. */
	| { may: 'go on'; last: Attempt };

/** Works out what somebody may do with a quiz, from their tries (latest first). A test without a pass mark is passed by handing it in. */
export function quizStanding(quiz: Quiz, attempts: Attempt[], now: Date): QuizStanding {
	const [last] = attempts;
	const passed = attempts.find((each) => each.submittedAt && isPassed(quiz, each.score ?? 0));
	if (passed) return { may: 'go on', last: passed };
	if (!last) return { may: 'answer', number: 1 };
	if (!last.submittedAt) return { may: 'answer', number: last.number, open: last, last: attempts[1] };
	const until = new Date(last.submittedAt.getTime() + quiz.wait * 60_000);
	return until > now ? { may: 'wait', until, last } : { may: 'answer', number: last.number + 1, last };
}

/** Whether a score in percent passes. */
export function isPassed(quiz: Pick<Quiz, 'pass'>, score: number): boolean {
	return quiz.pass === undefined || score >= quiz.pass;
}

type Place = Pick<Enrollment, 'id' | 'personId' | 'course' | 'edition'>;

/** Keeps answers as they are given, in the open try or a new one. Answers to items that are not in the quiz are ignored. Says whether they were kept: a try that was handed in takes none. */
export async function keepAnswers(
	place: Place,
	module: Module,
	quiz: Quiz,
	answers: Answers,
	now: Date
): Promise<boolean> {
	return write(async (tx) => (await openAttempt(tx, place, module, quiz, answers, now)) !== undefined);
}

/** What handing in led to. */
export type HandedIn =
	| { outcome: 'marked'; score: number; passed: boolean }
	/** Items that have no answer yet; what was answered is kept. */
	| { outcome: 'open items'; items: string[] }
	/** Handed in already, or it is too early for another try. */
	| { outcome: 'closed' };

/**
 * Hands a try in: keeps the answers, marks them, and completes the step where the score passes. Every item needs an answer, except in a test without a pass mark,
 * where an open item says "I don't know yet".
 */
export async function handIn(
	place: Place,
	edition: Edition,
	module: Module,
	quiz: Quiz,
	answers: Answers,
	now: Date
): Promise<HandedIn> {
	return write(async (tx) => {
		const open = await openAttempt(tx, place, module, quiz, answers, now);
		if (!open) return { outcome: 'closed' };
		const missing = quiz.items.filter(({ id }) => !open.answers[id]?.some((each) => each !== '')).map(({ id }) => id);
		if (missing.length > 0 && quiz.pass !== undefined) return { outcome: 'open items', items: missing };

		const marked = quiz.items.map((item) => {
			const answer = open.answers[item.id];
			return { item: item.id, answer, score: markItem(item, answer ?? []).score };
		});
		// Each of these has its row by now: only the score is new.
		const rows = marked.flatMap(({ item, answer, score }) =>
			answer ? [{ attemptId: open.id, item, answer, score, answeredAt: now }] : []
		);
		if (rows.length > 0)
			await tx
				.insert(response)
				.values(rows)
				.onConflictDoUpdate({
					target: [response.attemptId, response.item],
					set: { score: excluded(response.score) }
				});
		const score = totalScore(marked.map((each) => each.score));
		await tx
			.update(attempt)
			.set({ submittedAt: now, score })
			.where(and(eq(attempt.id, open.id), isNull(attempt.submittedAt)));
		const passed = isPassed(quiz, score);
		if (passed) await completeStep(place, edition, module, quiz, now);
		return { outcome: 'marked', score, passed };
	});
}

// The open try with the answers added to it; made where somebody may begin one.
async function openAttempt(
	tx: Database,
	place: Place,
	module: Module,
	quiz: Quiz,
	answers: Answers,
	now: Date
): Promise<Attempt | undefined> {
	const step = stepName(module, quiz);
	const attempts = gather(
		await selectAttempts(tx)
			.where(and(eq(attempt.enrollmentId, place.id), eq(attempt.step, step)))
			.orderBy(desc(attempt.number))
	);
	const standing = quizStanding(quiz, attempts, now);
	if (standing.may !== 'answer') return undefined;
	const open = standing.open ?? { id: newId(), number: standing.number, answers: {} };
	if (!standing.open)
		await tx.insert(attempt).values({ id: open.id, enrollmentId: place.id, step, number: open.number, startedAt: now });
	const given = quiz.items.flatMap(({ id: item }) => {
		const answer = answers[item];
		return answer ? [{ attemptId: open.id, item, answer, answeredAt: now }] : [];
	});
	if (given.length > 0)
		await tx
			.insert(response)
			.values(given)
			.onConflictDoUpdate({
				target: [response.attemptId, response.item],
				set: { answer: excluded(response.answer), answeredAt: excluded(response.answeredAt) }
			});
	for (const { item, answer } of given) open.answers[item] = answer;
	return open;
}

function selectAttempts(db: Database) {
	return db
		.select({
			id: attempt.id,
			number: attempt.number,
			submittedAt: attempt.submittedAt,
			score: attempt.score,
			item: response.item,
			answer: response.answer
		})
		.from(attempt)
		.leftJoin(response, eq(response.attemptId, attempt.id));
}

function gather(rows: Awaited<ReturnType<typeof selectAttempts>>): Attempt[] {
	const attempts = new Map<string, Attempt>();
	for (const { id, number, submittedAt, score, item, answer } of rows) {
		const known = attempts.get(id) ?? {
			id,
			number,
			submittedAt: submittedAt ?? undefined,
			score: score ?? undefined,
			answers: {}
		};
		if (item && answer) known.answers[item] = answer;
		attempts.set(id, known);
	}
	return [...attempts.values()];
}
