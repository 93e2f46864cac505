import { copyFile, rm } from 'node:fs/promises';
import { connect, copySqlite, tableNames } from './sqlite.ts';
import { migrateSqlite } from './migrate.ts';

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
	let sound = false;
	try {
		const connection = connect(candidate);
		sound =
			connection.pragma('integrity_check', { simple: true }) === 'ok' && tableNames(connection).includes('person');
		connection.close();
	} catch {
		sound = false;
	}
	if (!sound) throw new Error(`${name} is not a backup of Puente, or it is damaged. Nothing was changed`);
}
