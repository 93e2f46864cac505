import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { connect, tableNames } from './sqlite.ts';

/** Where the migrations of each dialect lie, seen from the project's folder. */
export const migrations = { sqlite: 'drizzle/sqlite', postgres: 'drizzle/postgres' };

/**
 * Brings a SQLite file up to date. Runs with foreign keys off (rebuilding a table would cascade its deletions), keeps a copy from before beside the file, and
 * compares references and row counts afterwards. Throws, with the old state in that copy, where something was lost.
 */
export async function migrateSqlite(file: string): Promise<void> {
	const connection = connect(file);
	try {
		if (!isBehind(connection)) return;
		const before = rowCounts(connection);
		const copy = `${file}.before-migration`;
		if (before.size > 0) await connection.backup(copy);

		connection.pragma('foreign_keys = OFF');
		migrate(drizzle(connection), { migrationsFolder: migrations.sqlite });

		const broken = connection.pragma('foreign_key_check') as unknown[];
		const after = rowCounts(connection);
		const lost = [...before].filter(([name, rows]) => after.has(name) && after.get(name)! < rows);
		if (broken.length > 0 || lost.length > 0)
			throw new Error(
				`The migration lost rows (${lost.map(([name]) => name).join(', ')}) or references (${broken.length}). The state from before is in ${copy}`
			);
	} finally {
		connection.close();
	}
}

function isBehind(connection: Sqlite.Database): boolean {
	const known = connection.prepare(`SELECT 1 FROM sqlite_master WHERE name = '__drizzle_migrations'`).get();
	if (!known) return true;
	const done = connection.prepare('SELECT count(*) FROM __drizzle_migrations').pluck().get() as number;
	return done < readMigrationFiles({ migrationsFolder: migrations.sqlite }).length;
}

function rowCounts(connection: Sqlite.Database): Map<string, number> {
	return new Map(
		tableNames(connection).map((name) => [
			name,
			connection.prepare(`SELECT count(*) FROM "${name}"`).pluck().get() as number
		])
	);
}
