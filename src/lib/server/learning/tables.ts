import { edition } from '#server/content/tables.ts';
import { id, index, instant, integer, json, primaryKey, table, text, uniqueIndex } from '#server/db/columns.ts';
import { person } from '#server/people/tables.ts';

/** One person's place in one course. The edition is pinned on the day they enroll. */
export const enrollment = table(
	'enrollment',
	{
		id: id(),
		personId: text('person_id')
			.notNull()
			.references(() => person.id),
		course: text('course').notNull(),
		edition: text('edition')
			.notNull()
			.references(() => edition.hash),
		enrolledAt: instant('enrolled_at').notNull()
	},
	(t) => [uniqueIndex('enrollment_once').on(t.personId, t.course), index('enrollment_course').on(t.course)]
);

/** A time away from a course: it ends when the person comes back. */
export const departure = table(
	'departure',
	{
		id: id(),
		enrollmentId: text('enrollment_id')
			.notNull()
			.references(() => enrollment.id),
		leftAt: instant('left_at').notNull(),
		returnedAt: instant('returned_at')
	},
	(t) => [index('departure_enrollment').on(t.enrollmentId)]
);

/** A step that is done. `step` is `module/step`. */
export const progress = table(
	'progress',
	{
		enrollmentId: text('enrollment_id')
			.notNull()
			.references(() => enrollment.id),
		step: text('step').notNull(),
		doneAt: instant('done_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.enrollmentId, t.step] })]
);

/** All online steps of a course are done. Certification turns these into papers. */
export const completion = table(
	'completion',
	{
		enrollmentId: text('enrollment_id')
			.primaryKey()
			.references(() => enrollment.id),
		completedAt: instant('completed_at').notNull()
	},
	(t) => [index('completion_completed').on(t.completedAt)]
);

/** A module that was set for somebody, with a day by which it shall be done. Setting it again changes the day; it is withdrawn, never removed. */
export const assignment = table(
	'assignment',
	{
		id: id(),
		personId: text('person_id')
			.notNull()
			.references(() => person.id),
		course: text('course').notNull(),
		module: text('module').notNull(),
		/** What it prepares for: a workshop's id, or that of the batch it was set with. */
		occasion: text('occasion').notNull(),
		/** ISO day, in `timeZone`. */
		dueOn: text('due_on').notNull(),
		timeZone: text('time_zone').notNull(),
		/** The end of that day, after which it is late. */
		dueAt: instant('due_at').notNull(),
		setBy: text('set_by').notNull(),
		setAt: instant('set_at').notNull(),
		withdrawnBy: text('withdrawn_by'),
		withdrawnAt: instant('withdrawn_at')
	},
	(t) => [
		uniqueIndex('assignment_once').on(t.personId, t.course, t.module, t.occasion),
		index('assignment_occasion').on(t.occasion),
		index('assignment_due').on(t.dueAt)
	]
);

/** A line of somebody's training record: a fact with its evidence. Lines are added, never changed. */
export const recordEntry = table(
	'record_entry',
	{
		id: id(),
		personId: text('person_id')
			.notNull()
			.references(() => person.id),
		kind: text('kind').$type<'module' | 'session'>().notNull(),
		course: text('course').notNull(),
		/** What the minutes were earned with, in words, as they stood on that day. */
		title: json<Record<string, string>>('title').notNull(),
		courseTitle: json<Record<string, string>>('course_title').notNull(),
		/** Below zero where the line takes back what another said too much. */
		minutes: integer('minutes').notNull(),
		/** What proves it, such as `module:social-integration/exclusion` or `session:<id>#2`. The same evidence counts once. */
		evidence: text('evidence').notNull(),
		edition: text('edition').notNull(),
		/** The day the work was done. */
		doneAt: instant('done_at').notNull(),
		/** Who entered it: the person themselves by learning, or somebody with a role. */
		enteredBy: text('entered_by').notNull()
	},
	(t) => [uniqueIndex('record_entry_once').on(t.personId, t.evidence), index('record_entry_done').on(t.doneAt)]
);

/** What an entry's minutes count for. */
export const recordTopic = table(
	'record_topic',
	{
		entryId: text('entry_id')
			.notNull()
			.references(() => recordEntry.id),
		topic: text('topic').notNull()
	},
	(t) => [primaryKey({ columns: [t.entryId, t.topic] })]
);
