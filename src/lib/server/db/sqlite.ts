import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate as othersFirst, setTimeout as sleep } from 'node:timers/promises';
import { migrateSqlite } from './migrate.ts';
import { restoreSqlite } from './restore.ts';
import { statementLog } from './statements.ts';
import type { Database, Store } from './store.ts';
import { storeTrouble } from './trouble.ts';

/** How long a write waits for its turn before it says that the database is busy, in milliseconds. */
export const patience = 5000;

/** How long opening waits for others who start or migrate at the same moment, in milliseconds. */
export const openingPatience = 30_000;

/** Opens a SQLite file with one connection for questions and one for work. */
export async function openSqlite(file: string): Promise<Store> {
	if (Number(process.versions.napi) < 10)
		throw new Error(
			`Puente needs Node 24, this is ${process.version}. Start it with npm, which brings its own: npm start`
		);
	mkdirSync(dirname(file), { recursive: true });

	const writer = connect(file);
	const reader = connect(file, { readonly: true });
	const writing = drizzle(writer, { logger: statementLog }) as unknown as Database;
	let last: Promise<unknown> = Promise.resolve();

	async function inTurn<T>(work: (tx: Database) => Promise<T>, deadline: number): Promise<T> {
		await begin(writer, deadline);
		try {
			const result = await work(writing);
			writer.exec('COMMIT');
			return result;
		} catch (error) {
			if (writer.inTransaction) writer.exec('ROLLBACK');
			throw error;
		}
	}

	return {
		reader: drizzle(reader, { logger: statementLog }) as unknown as Database,
		write(work) {
			const deadline = Date.now() + patience;
			const turn = last.then(() => inTurn(work, deadline));
			// SQLite works without a pause: those who read get theirs between two writes.
			last = turn.catch(() => undefined).then(() => othersFirst());
			return turn;
		},
		async migrate() {
			await migrateSqlite(file);
		},
		async backup(copy) {
			await copySqlite(file, copy);
		},
		async restore(copy) {
			await restoreSqlite(file, copy);
		},
		async empty() {
			writer.pragma('foreign_keys = OFF');
			for (const name of tableNames(writer)) writer.exec(`DELETE FROM "${name}"`);
			writer.pragma('foreign_keys = ON');
		},
		async close() {
			await last;
			reader.close();
			writer.close();
		}
	};
}

/** Our own tables' names, without SQLite's and the migrator's. */
export function tableNames(connection: Sqlite.Database): string[] {
	return connection
		.prepare(
			`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '__drizzle_migrations' ORDER BY name`
		)
		.pluck()
		.all() as string[];
}

/** One connection, set so that a certificate that was shown is on the disk and nobody waits inside SQLite. */
export function connect(file: string, { readonly = false } = {}): Sqlite.Database {
	if (readonly && !existsSync(file)) throw new Error(`There is no database at ${file}`);
	// Where others start or stop at the same moment, opening waits for them.
	const connection = new Sqlite(file, { readonly, timeout: openingPatience });
	if (!readonly) useWriteAheadLog(connection);
	connection.pragma('synchronous = FULL');
	connection.pragma('foreign_keys = ON');
	connection.pragma('cache_size = -16000');
	connection.pragma('busy_timeout = 0');
	return connection;
}

// Of two who change the journal of a new file at once, SQLite tells one "busy" without letting it wait.
function useWriteAheadLog(connection: Sqlite.Database): void {
	const deadline = Date.now() + openingPatience;
	const pause = new Int32Array(new SharedArrayBuffer(4));
	for (;;) {
		try {
			if (connection.pragma('journal_mode', { simple: true }) !== 'wal') connection.pragma('journal_mode = WAL');
			return;
		} catch (error) {
			if (storeTrouble(error) !== 'busy' || Date.now() > deadline) throw error;
			Atomics.wait(pause, 0, 0, 20);
		}
	}
}

/** Copies a database file as it stands at this moment, however much is written to it meanwhile. */
export async function copySqlite(file: string, copy: string): Promise<void> {
	const connection = connect(file, { readonly: true });
	try {
		// One reading for the whole copy: otherwise each write that comes between makes it begin anew, and it may never end.
		connection.exec('BEGIN');
		connection.prepare('SELECT count(*) FROM sqlite_master').get();
		await connection.backup(copy);
	} finally {
		connection.close();
	}
}

// SQLite's own waiting would hold the whole process; ours lets everybody else go on.
async function begin(connection: Sqlite.Database, deadline: number): Promise<void> {
	for (;;) {
		try {
			connection.exec('BEGIN IMMEDIATE');
			return;
		} catch (error) {
			if (storeTrouble(error) !== 'busy' || Date.now() > deadline) throw error;
			await sleep(10 + Math.random() * 20);
		}
	}
}
