import { index, instant, integer, table, text, uniqueIndex, id } from '#server/db/columns.ts';

/** A letter in the outbox. `link` is the secret part of its text and is forgotten once the letter has gone. */
export const letter = table(
	'letter',
	{
		id: id(),
		/** Nobody's, where the address belongs to no account. */
		personId: text('person_id'),
		address: text('address').notNull(),
		language: text('language').notNull(),
		kind: text('kind').notNull(),
		subject: text('subject').notNull(),
		/** Plain text; `{link}` stands where the link goes. */
		body: text('body').notNull(),
		link: text('link'),
		/** Two letters with the same key are one letter. */
		once: text('once'),
		/** Letters that were written together, such as a reminder to many, share it. */
		batch: text('batch'),
		writtenAt: instant('written_at').notNull(),
		/** When a sender took it in hand. With neither `sentAt` nor `nextTryAt` after it, nobody knows whether it went. */
		takenAt: instant('taken_at'),
		sentAt: instant('sent_at'),
		attempts: integer('attempts').notNull(),
		nextTryAt: instant('next_try_at'),
		problem: text('problem')
	},
	(t) => [
		uniqueIndex('letter_once').on(t.once),
		index('letter_next_try').on(t.nextTryAt),
		index('letter_written').on(t.writtenAt),
		index('letter_person').on(t.personId),
		index('letter_batch').on(t.batch)
	]
);
