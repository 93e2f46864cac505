import { alias as postgresAlias } from 'drizzle-orm/pg-core';
import * as postgres from './columns.postgres.ts';
import * as sqlite from './columns.sqlite.ts';
import { dialect } from './dialect.ts';

// Typed as PostgreSQL's on purpose: typed as SQLite's, `.all()` would compile and fail on a server.
const columns = dialect === 'sqlite' ? (sqlite as unknown as typeof postgres) : postgres;

export const { table, text, integer, real, instant, flag, json, index, uniqueIndex, primaryKey } = columns;

/** The primary key most tables have: a random id from `newId`. */
export const id = () => text('id').primaryKey();

/** A table under another name, to join it twice. Both dialects alias alike. */
export const alias = postgresAlias;
