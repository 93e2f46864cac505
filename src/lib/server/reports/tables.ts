import { id, index, instant, json, table, text } from '#server/db/columns.ts';

/** Something done to many people at once, chosen on a manager's list: previewed, done once, and undone where it can be. */
export const batch = table(
	'batch',
	{
		id: id(),
		kind: text('kind').$type<'remind' | 'assign' | 'move'>().notNull(),
		/** The people as they were chosen. */
		people: json<string[]>('people').notNull(),
		/** What is to be done to them, such as the module and the day it is due. */
		change: json<Record<string, string>>('change').notNull(),
		preparedBy: text('prepared_by').notNull(),
		preparedAt: instant('prepared_at').notNull(),
		doneAt: instant('done_at'),
		/** How it was before, for whom it changed, so that undoing restores just that. */
		before: json<Record<string, string>>('before'),
		undoneBy: text('undone_by'),
		undoneAt: instant('undone_at')
	},
	(t) => [index('batch_prepared').on(t.preparedBy, t.preparedAt)]
);
