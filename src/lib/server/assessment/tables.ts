import { id, index, instant, integer, json, primaryKey, table, text, uniqueIndex } from '#server/db/columns.ts';
import { enrollment } from '#server/learning/tables.ts';

/** One try at a quiz or a test. `number` counts a person's tries at it from 1. */
export const attempt = table(
	'attempt',
	{
		id: id(),
		enrollmentId: text('enrollment_id')
			.notNull()
			.references(() => enrollment.id),
		/** `module/step` */
		step: text('step').notNull(),
		number: integer('number').notNull(),
		startedAt: instant('started_at').notNull(),
		submittedAt: instant('submitted_at'),
		/** Percent, once handed in. */
		score: integer('score')
	},
	(t) => [uniqueIndex('attempt_once').on(t.enrollmentId, t.step, t.number)]
);

/** What was answered to one item: ids of options, or words typed. */
export const response = table(
	'response',
	{
		attemptId: text('attempt_id')
			.notNull()
			.references(() => attempt.id),
		item: text('item').notNull(),
		answer: json<string[]>('answer').notNull(),
		/** Percent, once marked. */
		score: integer('score'),
		answeredAt: instant('answered_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.attemptId, t.item] })]
);

/** What stands in a practice's fields before it is handed in. */
export const draft = table(
	'draft',
	{
		enrollmentId: text('enrollment_id')
			.notNull()
			.references(() => enrollment.id),
		step: text('step').notNull(),
		answers: json<Record<string, string>>('answers').notNull(),
		savedAt: instant('saved_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.enrollmentId, t.step] })]
);

/** A practice as it was handed in. Never changed; a better one is a new one. */
export const submission = table(
	'submission',
	{
		id: id(),
		enrollmentId: text('enrollment_id')
			.notNull()
			.references(() => enrollment.id),
		step: text('step').notNull(),
		answers: json<Record<string, string>>('answers').notNull(),
		language: text('language').notNull(),
		submittedAt: instant('submitted_at').notNull()
	},
	(t) => [index('submission_step').on(t.enrollmentId, t.step, t.submittedAt)]
);

/** A submission held against the rubric by its author: a level from 1 to 4 for each criterion. */
export const comparison = table('comparison', {
	submissionId: text('submission_id')
		.primaryKey()
		.references(() => submission.id),
	levels: json<Record<string, number>>('levels').notNull(),
	note: text('note').notNull(),
	comparedAt: instant('compared_at').notNull()
});

/** What a facilitator said of a submission: a level from 1 to 4 for each criterion, and words. A later one stands beside the earlier. */
export const feedback = table(
	'feedback',
	{
		id: id(),
		submissionId: text('submission_id')
			.notNull()
			.references(() => submission.id),
		givenBy: text('given_by').notNull(),
		levels: json<Record<string, number>>('levels').notNull(),
		note: text('note').notNull(),
		givenAt: instant('given_at').notNull()
	},
	(t) => [index('feedback_submission').on(t.submissionId)]
);
