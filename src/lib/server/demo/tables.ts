import { id, instant, table } from '#server/db/columns.ts';

/** A row here says that everything in this database is invented. */
export const demo = table('demo', {
	id: id(),
	filledAt: instant('filled_at').notNull()
});
