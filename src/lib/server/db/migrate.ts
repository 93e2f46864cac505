import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { connect, copySqlite, openingPatience, tableNames } from './sqlite.ts';

/** Where the migrations of each dialect lie, seen from the project's folder. */
export const migrations = { sqlite: 'drizzle/sqlite', postgres: 'drizzle/postgres' };

/**
 * Brings a SQLite file up to date. Runs with foreign keys off (rebuilding a table would cascade its deletions), keeps a copy from before beside the file, and
 * compares references and row counts afterwards. Throws where something would be lost, and then leaves everything as it was.
 */
export async function migrateSqlite(file: string): Promise<void> {
	const connection = connect(file);
	try {
		// Servers that start together migrate one after the other.
		connection.pragma(`busy_timeout = ${openingPatience}`);
		if (missingMigrations(connection) <= 0) return;
		const before = rowCounts(connection);
		const copy = `${file}.before-migration`;
		if (before.size > 0) await connection.backup(copy);

		connection.pragma('foreign_keys = OFF');
		try {
			migrate(drizzle(connection), { migrationsFolder: migrations.sqlite });
		} catch (error) {
			if (missingMigrations(connection) > 0) throw error;
			return;
		}

		const loss = before.size > 0 && whatIsLost(connection, before);
		if (loss) {
			// Otherwise the next start would find nothing left to do, and serve what is left.
			await copySqlite(copy, file);
			throw new Error(`The migration would lose something, so the database is as it was before: ${loss}`);
		}
	} finally {
		connection.close();
	}
}

/** How many migrations a database lacks; negative where a newer version made it. */
export function missingMigrations(connection: Sqlite.Database): number {
	const all = readMigrationFiles({ migrationsFolder: migrations.sqlite }).length;
	const known = connection.prepare(`SELECT 1 FROM sqlite_master WHERE name = '__drizzle_migrations'`).get();
	if (!known) return all;
	return all - (connection.prepare('SELECT count(*) FROM __drizzle_migrations').pluck().get() as number);
}

function whatIsLost(connection: Sqlite.Database, before: Map<string, number>): string | undefined {
	try {
		const broken = connection.pragma('foreign_key_check') as { table: string }[];
		const after = rowCounts(connection);
		const fewer = [...before].filter(([name, rows]) => after.has(name) && after.get(name)! < rows);
		const lost = [...fewer.map(([name]) => `rows of ${name}`), ...broken.map(({ table }) => `references of ${table}`)];
		return lost.length > 0 ? [...new Set(lost)].join(', ') : undefined;
	} catch (error) {
		return String(error);
	}
}

function rowCounts(connection: Sqlite.Database): Map<string, number> {
	return new Map(
		tableNames(connection).map((name) => [
			name,
			connection.prepare(`SELECT count(*) FROM "${name}"`).pluck().get() as number
		])
	);
}
