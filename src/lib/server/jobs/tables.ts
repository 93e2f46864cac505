import { instant, table, text } from '#server/db/columns.ts';

/** When each piece of recurring work began last, and how it ended. One server at a time takes it. */
export const job = table('job', {
	name: text('name').primaryKey(),
	startedAt: instant('started_at').notNull(),
	endedAt: instant('ended_at'),
	problem: text('problem')
});
