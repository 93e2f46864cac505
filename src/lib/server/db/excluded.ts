import { sql, type Column, type SQL } from 'drizzle-orm';

/** In an insert of many rows that meets rows which are there already: what the new row would have said in a column. */
export function excluded(column: Column): SQL {
	return sql`excluded.${sql.identifier(column.name)}`;
}
