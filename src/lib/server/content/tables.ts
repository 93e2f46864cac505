import { id, index, instant, table, text } from '#server/db/columns.ts';

/** A course's content as it was once published, word for word. Never changed. */
export const edition = table('edition', {
	hash: text('hash').primaryKey(),
	course: text('course').notNull(),
	/** The edition as JSON, exactly as its hash was taken. */
	content: text('content').notNull(),
	createdAt: instant('created_at').notNull()
});

/** Which edition new learners get: the newest publication of a course counts. */
export const publication = table(
	'publication',
	{
		id: id(),
		course: text('course').notNull(),
		edition: text('edition')
			.notNull()
			.references(() => edition.hash),
		publishedAt: instant('published_at').notNull()
	},
	(t) => [index('publication_course').on(t.course, t.publishedAt)]
);
