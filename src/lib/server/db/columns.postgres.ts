import {
	boolean,
	doublePrecision,
	integer as int,
	jsonb,
	pgTable,
	text as varchar,
	timestamp
} from 'drizzle-orm/pg-core';

export { index, primaryKey, uniqueIndex } from 'drizzle-orm/pg-core';

export const table = pgTable;
export const text = (name: string) => varchar(name);
export const integer = (name: string) => int(name);
export const real = (name: string) => doublePrecision(name);
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });
export const flag = (name: string) => boolean(name);
export const json = <T>(name: string) => jsonb(name).$type<T>();
