import { flag, id, index, instant, integer, json, primaryKey, table, text, uniqueIndex } from '#server/db/columns.ts';

/** A place in the tree of organizations: region, country, institution, unit or team. */
export const organization = table(
	'organization',
	{
		id: id(),
		kind: text('kind').$type<'region' | 'country' | 'institution' | 'unit' | 'team'>().notNull(),
		parentId: text('parent_id'),
		name: json<{ en: string; es: string }>('name').notNull(),
		/** ISO 3166-1 alpha-2; regions have none. */
		country: text('country'),
		createdAt: instant('created_at').notNull(),
		/** Since when nobody new comes to it. What its people did stays. */
		closedAt: instant('closed_at'),
		closedBy: text('closed_by')
	},
	(t) => [index('organization_parent').on(t.parentId)]
);

/** Every organization with itself and everything below it, so that a role's reach is one join. */
export const organizationBelow = table(
	'organization_below',
	{
		organizationId: text('organization_id')
			.notNull()
			.references(() => organization.id),
		belowId: text('below_id')
			.notNull()
			.references(() => organization.id)
	},
	(t) => [primaryKey({ columns: [t.organizationId, t.belowId] }), index('organization_below_reverse').on(t.belowId)]
);

export const person = table(
	'person',
	{
		id: id(),
		/** Lower case. Absent once the person's data was erased. */
		email: text('email'),
		emailConfirmedAt: instant('email_confirmed_at'),
		passwordHash: text('password_hash'),
		/** As it shall stand on a certificate. */
		name: text('name').notNull(),
		language: text('language').$type<'en' | 'es'>().notNull(),
		/** ISO 3166-1 alpha-2. */
		country: text('country'),
		/** As the person wrote it. */
		institution: text('institution'),
		/** Where in the tree they belong: their institution or a part of it; as long as none is known, their country; else the root. */
		organizationId: text('organization_id').references(() => organization.id),
		sector: text('sector'),
		profession: text('profession'),
		/** Absent means not stated, which is not the same as having chosen not to say. */
		sex: text('sex'),
		/** IANA name. */
		timeZone: text('time_zone').notNull(),
		wantsReminders: flag('wants_reminders').notNull(),
		createdAt: instant('created_at').notNull(),
		erasedAt: instant('erased_at')
	},
	(t) => [uniqueIndex('person_email').on(t.email), index('person_organization').on(t.organizationId, t.id)]
);

/** What somebody agreed to, in which version. */
export const consent = table(
	'consent',
	{
		personId: text('person_id')
			.notNull()
			.references(() => person.id),
		document: text('document').$type<'privacy' | 'terms'>().notNull(),
		version: text('version').notNull(),
		givenAt: instant('given_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.personId, t.document, t.version] })]
);

/** A sign-in. The id is the SHA-256 of what the browser holds. */
export const session = table(
	'session',
	{
		id: id(),
		personId: text('person_id')
			.notNull()
			.references(() => person.id),
		createdAt: instant('created_at').notNull(),
		expiresAt: instant('expires_at').notNull(),
		/** What the browser says of itself. */
		device: text('device').notNull()
	},
	(t) => [index('session_person').on(t.personId), index('session_expires').on(t.expiresAt)]
);

/** A single-use link. Only the SHA-256 of its secret is kept. */
export const token = table(
	'token',
	{
		hash: text('hash').primaryKey(),
		purpose: text('purpose')
			.$type<'confirm-email' | 'change-email' | 'reset-password' | 'first-sign-in' | 'stop-reminders'>()
			.notNull(),
		personId: text('person_id')
			.notNull()
			.references(() => person.id),
		/** The address the link was sent to. */
		email: text('email'),
		createdAt: instant('created_at').notNull(),
		expiresAt: instant('expires_at').notNull(),
		usedAt: instant('used_at')
	},
	(t) => [index('token_person').on(t.personId)]
);

/** A role held in an organization, for it and everything below it, from one day to another. */
export const role = table(
	'role',
	{
		id: id(),
		personId: text('person_id')
			.notNull()
			.references(() => person.id),
		organizationId: text('organization_id')
			.notNull()
			.references(() => organization.id),
		role: text('role').$type<'facilitator' | 'examiner' | 'observer' | 'manager' | 'administrator'>().notNull(),
		givenBy: text('given_by'),
		givenAt: instant('given_at').notNull(),
		endedBy: text('ended_by'),
		endedAt: instant('ended_at')
	},
	(t) => [index('role_person').on(t.personId), index('role_organization').on(t.organizationId)]
);

/** A time in which somebody can't sign in, because somebody with a role decided so. It ends when they are let in again. */
export const deactivation = table(
	'deactivation',
	{
		id: id(),
		personId: text('person_id')
			.notNull()
			.references(() => person.id),
		reason: text('reason').notNull(),
		deactivatedBy: text('deactivated_by').notNull(),
		deactivatedAt: instant('deactivated_at').notNull(),
		endedBy: text('ended_by'),
		endedAt: instant('ended_at')
	},
	(t) => [index('deactivation_person').on(t.personId)]
);

/** An invitation into an organization, by a letter to one address or by a link to pass on. Only the SHA-256 of its secret is kept. */
export const invitation = table(
	'invitation',
	{
		id: id(),
		hash: text('hash').notNull(),
		organizationId: text('organization_id')
			.notNull()
			.references(() => organization.id),
		/** The role it gives, if it gives one. */
		role: text('role').$type<'facilitator' | 'examiner' | 'observer' | 'manager' | 'administrator'>(),
		/** Whom the letter went to; absent for a link. */
		email: text('email'),
		language: text('language').$type<'en' | 'es'>().notNull(),
		invitedBy: text('invited_by')
			.notNull()
			.references(() => person.id),
		invitedAt: instant('invited_at').notNull(),
		expiresAt: instant('expires_at').notNull(),
		withdrawnBy: text('withdrawn_by'),
		withdrawnAt: instant('withdrawn_at')
	},
	(t) => [uniqueIndex('invitation_hash').on(t.hash), index('invitation_organization').on(t.organizationId)]
);

/** Somebody came by an invitation. */
export const invitationAcceptance = table(
	'invitation_acceptance',
	{
		invitationId: text('invitation_id')
			.notNull()
			.references(() => invitation.id),
		personId: text('person_id')
			.notNull()
			.references(() => person.id),
		acceptedAt: instant('accepted_at').notNull()
	},
	(t) => [primaryKey({ columns: [t.invitationId, t.personId] }), index('invitation_acceptance_person').on(t.personId)]
);

/** What somebody with a role did to organizations, roles and people: those concerned can read it. Lines are added, never changed. */
export const act = table(
	'act',
	{
		id: id(),
		kind: text('kind').notNull(),
		/** Who did it. */
		byId: text('by_id').notNull(),
		at: instant('at').notNull(),
		/** Where it was done. */
		organizationId: text('organization_id'),
		/** Whom it concerns. */
		personId: text('person_id'),
		/** What the sentence about it needs besides, such as a role or a former name. */
		details: json<Record<string, string>>('details').notNull()
	},
	(t) => [
		index('act_organization').on(t.organizationId, t.at),
		index('act_person').on(t.personId, t.at),
		index('act_by').on(t.byId)
	]
);

/** How often something was tried lately, by whom (a key without names). */
export const rateLimit = table('rate_limit', {
	key: text('key').primaryKey(),
	points: integer('points').notNull(),
	expiresAt: instant('expires_at')
});

/** What somebody had typed when their sign-in had run out, kept for after the next one. The key is the SHA-256 of what the browser holds. */
export const keptForm = table('kept_form', {
	hash: text('hash').primaryKey(),
	path: text('path').notNull(),
	fields: json<Record<string, string[]>>('fields').notNull(),
	keptAt: instant('kept_at').notNull()
});
