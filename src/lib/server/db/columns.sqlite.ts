import { integer as int, real as double, sqliteTable, text as varchar } from 'drizzle-orm/sqlite-core';

export { index, primaryKey, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const table = sqliteTable;
export const text = (name: string) => varchar(name);
export const integer = (name: string) => int(name);
export const real = (name: string) => double(name);
export const instant = (name: string) => int(name, { mode: 'timestamp_ms' });
export const flag = (name: string) => int(name, { mode: 'boolean' });
export const json = <T>(name: string) => varchar(name, { mode: 'json' }).$type<T>();
