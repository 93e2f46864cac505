import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { AsyncLocalStorage } from 'node:async_hooks';
import { databaseUrl } from './dialect.ts';

/** What both dialects answer to. */
export type Database = PgDatabase<PgQueryResultHKT>;

/** An open database. Only `db/` knows more of it than `read` and `write`. */
export interface Store {
	reader: Database;
	write<T>(work: (tx: Database) => Promise<T>): Promise<T>;
	/** Brings the tables up to date. */
	migrate(): Promise<void>;
	/** Writes a whole, consistent copy to a file while others go on working. */
	backup(file: string): Promise<void>;
	/** Replaces everything by what such a file holds. */
	restore(file: string): Promise<void>;
	/** Removes every row (tests). */
	empty(): Promise<void>;
	close(): Promise<void>;
}

let store: Store | undefined;
const transaction = new AsyncLocalStorage<Database>();

/** Opens the database this process works on and brings its tables up to date. Every later `read` and `write` goes there. */
export async function openStore(url = databaseUrl): Promise<Store> {
	const opened = url.startsWith('file:')
		? await (await import('./sqlite.ts')).openSqlite(url.slice('file:'.length))
		: await (await import('./postgres.ts')).openPostgres(url);
	try {
		await opened.migrate();
	} catch (error) {
		await opened.close();
		throw error;
	}
	store = opened;
	return opened;
}

/** The open database, for those who copy or close it. */
export function openedStore(): Store {
	if (!store) throw new Error('The database is not open: call openStore() first');
	return store;
}

/** Closes the database; calls after that fail until another is opened. */
export async function closeStore(): Promise<void> {
	const closing = store;
	store = undefined;
	prepared.clear();
	await closing?.close();
}

/** For questions. Throws inside `write`, where the question belongs to the transaction. */
export function read(): Database {
	if (transaction.getStore()) throw new Error('read() inside write(): ask the transaction you were given');
	return openedStore().reader;
}

/**
 * For work that changes something: all of it happens, or nothing. A `write` inside a `write` joins it. The work may run twice (PostgreSQL tries again after a
 * serialization failure), so it sends no mail, calls nobody and hashes no password.
 */
export async function write<T>(work: (tx: Database) => Promise<T>): Promise<T> {
	const outer = transaction.getStore();
	if (outer) return work(outer);
	return openedStore().write((tx) => transaction.run(tx, () => work(tx)));
}

const prepared = new Map<string, unknown>();

/** A query that is prepared once and asked often. `name` is unique in the program. */
export function preparedOnce<Query>(name: string, prepare: (db: Database) => Query): Query {
	const db = read();
	if (!prepared.has(name)) prepared.set(name, prepare(db));
	return prepared.get(name) as Query;
}
