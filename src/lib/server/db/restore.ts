import type Sqlite from 'better-sqlite3';
import { statSync } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { connect, copySqlite, tableNames } from './sqlite.ts';
import { migrateSqlite, missingMigrations } from './migrate.ts';

/**
 * Replaces the content of a database file by a backup's, in one step that others see whole, while they work. The state from before is kept beside the file
 * as `….before-restore`. Refuses a file that is damaged or not Puente's.
 */
export async function restoreSqlite(file: string, backup: string): Promise<void> {
	// The backup may be older than the program: it is brought up to date as a copy, so that the file itself stays as it was handed over.
	const candidate = `${file}.restoring`;
	await copyFile(backup, candidate);
	try {
		check(candidate, backup);
		await migrateSqlite(candidate);

		await copySqlite(file, `${file}.before-restore`);
		await copySqlite(candidate, file);
	} finally {
		for (const ending of ['', '-wal', '-shm', '.before-migration']) await rm(candidate + ending, { force: true });
	}
}

function check(candidate: string, name: string): void {
	let missing: number | undefined;
	try {
		const connection = connect(candidate);
		if (isWhole(connection, name)) missing = missingMigrations(connection);
		connection.close();
	} catch {
		missing = undefined;
	}
	if (missing === undefined)
		throw new Error(`${name} is not a backup of Puente, or it is damaged. Nothing was changed`);
	if (missing < 0) throw new Error(`${name} was made by a newer version of Puente. Nothing was changed`);
}

// SQLite reads a file whose end is missing as if zeros stood there, so its length is compared too.
function isWhole(connection: Sqlite.Database, name: string): boolean {
	const one = (pragma: string) => connection.pragma(pragma, { simple: true });
	return (
		statSync(name).size === Number(one('page_count')) * Number(one('page_size')) &&
		one('integrity_check') === 'ok' &&
		tableNames(connection).includes('person') &&
		connection.prepare('SELECT count(*) FROM __drizzle_migrations').pluck().get() !== 0
	);
}
