import { id, index, instant, integer, json, primaryKey, table, text, uniqueIndex } from '#server/db/columns.ts';
import { organization, person } from '#server/people/tables.ts';

/** Days together: when and where, on which courses, run by which organization. Days and times are local to its time zone. */
export const workshop = table(
	'workshop',
	{
		id: id(),
		/** The host. */
		organizationId: text('organization_id')
			.notNull()
			.references(() => organization.id),
		title: text('title').notNull(),
		/** In which it is held. */
		language: text('language').$type<'en' | 'es'>().notNull(),
		/** ISO days, the first and the last. */
		startsOn: text('starts_on').notNull(),
		endsOn: text('ends_on').notNull(),
		/** Times of day, such as `08:30`: when each day begins and ends. */
		opensAt: text('opens_at').notNull(),
		closesAt: text('closes_at').notNull(),
		/** IANA name. */
		timeZone: text('time_zone').notNull(),
		/** Where people meet, in words; empty where they meet online only. */
		place: text('place').notNull(),
		/** Where they meet online; empty where they meet in a room only. */
		link: text('link').notNull(),
		/** What participants should know besides. */
		note: text('note').notNull(),
		/** What its shared link ends with: an address to post on a wall, not a secret. */
		joinCode: text('join_code').notNull(),
		/** Counts its changes, so that of two people who edit it nobody undoes the other's work unseen. */
		version: integer('version').notNull(),
		createdBy: text('created_by').notNull(),
		createdAt: instant('created_at').notNull(),
		cancelledBy: text('cancelled_by'),
		cancelledAt: instant('cancelled_at'),
		cancelReason: text('cancel_reason')
	},
	(t) => [uniqueIndex('workshop_join_code').on(t.joinCode), index('workshop_organization').on(t.organizationId)]
);

/** A course that a workshop is about, in the order of its places. */
export const workshopCourse = table(
	'workshop_course',
	{
		workshopId: text('workshop_id')
			.notNull()
			.references(() => workshop.id),
		course: text('course').notNull(),
		position: integer('position').notNull()
	},
	(t) => [primaryKey({ columns: [t.workshopId, t.course] })]
);

/** Who runs a workshop, besides those who hold a role in its host. */
export const workshopFacilitator = table(
	'workshop_facilitator',
	{
		workshopId: text('workshop_id')
			.notNull()
			.references(() => workshop.id),
		personId: text('person_id')
			.notNull()
			.references(() => person.id),
		addedBy: text('added_by').notNull(),
		addedAt: instant('added_at').notNull(),
		removedBy: text('removed_by'),
		removedAt: instant('removed_at')
	},
	(t) => [primaryKey({ columns: [t.workshopId, t.personId] }), index('workshop_facilitator_person').on(t.personId)]
);

/** Somebody who takes part, or is invited to: what they learn is shown to facilitators once they joined. */
export const participant = table(
	'participant',
	{
		id: id(),
		workshopId: text('workshop_id')
			.notNull()
			.references(() => workshop.id),
		personId: text('person_id')
			.notNull()
			.references(() => person.id),
		via: text('via').$type<'list' | 'search' | 'link'>().notNull(),
		/** The list they came with, if they came with one. */
		listId: text('list_id'),
		addedBy: text('added_by').notNull(),
		addedAt: instant('added_at').notNull(),
		/** The SHA-256 of the secret in their own invitation. */
		invitationHash: text('invitation_hash'),
		/** When they accepted, or were added by somebody whose people they are. */
		joinedAt: instant('joined_at'),
		removedBy: text('removed_by'),
		removedAt: instant('removed_at')
	},
	(t) => [
		uniqueIndex('participant_once').on(t.workshopId, t.personId),
		uniqueIndex('participant_invitation').on(t.invitationHash),
		index('participant_person').on(t.personId)
	]
);

/** A list of people that was pasted or uploaded, until somebody confirms it: before that nobody is added, and afterwards it can be undone. */
export const participantList = table(
	'participant_list',
	{
		id: id(),
		workshopId: text('workshop_id')
			.notNull()
			.references(() => workshop.id),
		/** The file's name; empty where it was pasted. */
		fileName: text('file_name').notNull(),
		/** Its rows as they came; emptied once it was confirmed, or a day old. */
		rows: json<string[][]>('rows').notNull(),
		/** Which column holds what: a field's name for each column, or nothing. */
		mapping: json<(string | null)[]>('mapping').notNull(),
		/** How many rows at the top are headings. */
		headings: integer('headings').notNull(),
		createdBy: text('created_by').notNull(),
		createdAt: instant('created_at').notNull(),
		confirmedBy: text('confirmed_by'),
		confirmedAt: instant('confirmed_at'),
		/** What confirming it made, by ids, so that undoing takes back just that; of those who returned their rows as they stood before, as JSON. */
		made: json<{ people: string[]; participants: string[]; returned: string[] }>('made'),
		undoneBy: text('undone_by'),
		undoneAt: instant('undone_at')
	},
	(t) => [index('participant_list_workshop').on(t.workshopId)]
);

/** A part of a workshop day whose attended minutes count: from the courses' session steps, or added by a facilitator. */
export const workshopSession = table(
	'workshop_session',
	{
		id: id(),
		workshopId: text('workshop_id')
			.notNull()
			.references(() => workshop.id),
		course: text('course').notNull(),
		/** The session step it follows, as `module/step`. */
		step: text('step'),
		title: json<Record<string, string>>('title').notNull(),
		/** As long as it is planned. */
		minutes: integer('minutes').notNull(),
		position: integer('position').notNull(),
		/** The ISO day it is held on, where that was said. */
		heldOn: text('held_on'),
		addedBy: text('added_by').notNull(),
		addedAt: instant('added_at').notNull(),
		removedBy: text('removed_by'),
		removedAt: instant('removed_at')
	},
	(t) => [uniqueIndex('workshop_session_once').on(t.workshopId, t.course, t.step)]
);

/** How many minutes of a session somebody was there for, as it stands now; the record keeps each change. */
export const attendance = table(
	'attendance',
	{
		sessionId: text('session_id')
			.notNull()
			.references(() => workshopSession.id),
		personId: text('person_id')
			.notNull()
			.references(() => person.id),
		minutes: integer('minutes').notNull(),
		markedBy: text('marked_by').notNull(),
		markedAt: instant('marked_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.sessionId, t.personId] }), index('attendance_person').on(t.personId)]
);

/** Letters that went to several participants at once. `once` is what the preview showed: sending the same preview twice is one mailing. */
export const mailing = table(
	'mailing',
	{
		id: id(),
		workshopId: text('workshop_id')
			.notNull()
			.references(() => workshop.id),
		kind: text('kind').$type<'invitation' | 'late' | 'changed' | 'postponed' | 'cancelled'>().notNull(),
		once: text('once').notNull(),
		/** What its writer added in their own words. */
		note: text('note').notNull(),
		/** How many letters. */
		count: integer('count').notNull(),
		writtenBy: text('written_by').notNull(),
		writtenAt: instant('written_at').notNull()
	},
	(t) => [uniqueIndex('mailing_once').on(t.once), index('mailing_workshop').on(t.workshopId)]
);
