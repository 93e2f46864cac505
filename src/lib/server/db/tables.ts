import { id, instant, table, text } from './columns.ts';

/** A backup that was made, so that its absence is noticed. */
export const backup = table('backup', {
	id: id(),
	file: text('file').notNull(),
	madeAt: instant('made_at').notNull()
});
