import { desc } from 'drizzle-orm';
import { newId } from './id.ts';
import { openedStore, read, write } from './store.ts';
import { backup } from './tables.ts';

/** Writes a whole copy of the database to a file, while people work, and notes that it was made. */
export async function makeBackup(file: string, now: Date): Promise<void> {
	await openedStore().backup(file);
	await write(async (tx) => {
		await tx.insert(backup).values({ id: newId(), file, madeAt: now });
	});
}

/** Replaces the database's content by a backup's. Servers that are running go on with what it holds. */
export async function restoreBackup(file: string): Promise<void> {
	await openedStore().restore(file);
}

/** When the last backup was made. */
export async function lastBackup(): Promise<Date | undefined> {
	const [last] = await read().select({ madeAt: backup.madeAt }).from(backup).orderBy(desc(backup.madeAt)).limit(1);
	return last?.madeAt;
}
