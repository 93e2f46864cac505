import { id, index, instant, table, text, uniqueIndex } from '#server/db/columns.ts';

/** A paper that was issued. It outlives the account, the course and the workshop, so it refers to none of them by a constraint. */
export const credential = table(
	'credential',
	{
		id: id(),
		/** As printed, without its hyphens. */
		number: text('number').notNull(),
		kind: text('kind').$type<'completion'>().notNull(),
		/** Absent once the person's data was erased. */
		personId: text('person_id'),
		/** The enrollment it was earned with: one paper each. */
		earnedWith: text('earned_with').notNull(),
		/** All the paper says, as JSON, word for word. */
		snapshot: text('snapshot').notNull(),
		issuedAt: instant('issued_at').notNull()
	},
	(t) => [
		uniqueIndex('credential_number').on(t.number),
		uniqueIndex('credential_once').on(t.kind, t.earnedWith),
		index('credential_person').on(t.personId)
	]
);
