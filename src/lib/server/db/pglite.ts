import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { existsSync, mkdirSync, openAsBlob, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from './id.ts';
import { migrations } from './migrate.ts';
import { statementLog } from './statements.ts';
import type { Database } from './store.ts';

/** A PostgreSQL inside this process, gone when it ends: for tests. */
export async function openPglite() {
	const client = await freshPglite();
	const db = drizzle(client, { logger: statementLog });
	return {
		db: db as unknown as Database,
		migrate: () => migrate(db, { migrationsFolder: migrations.postgres }),
		close: () => client.close()
	};
}

// Making one costs seconds of work and copying one does not, so the first one that was made is kept, empty, for all that come after.
async function freshPglite(): Promise<PGlite> {
	const { version } = JSON.parse(readFileSync('node_modules/@electric-sql/pglite/package.json', 'utf8')) as {
		version: string;
	};
	const folder = 'node_modules/.cache/puente';
	const kept = join(folder, `pglite-${version}.tar`);
	if (existsSync(kept)) return PGlite.create({ loadDataDir: await openAsBlob(kept) });

	const client = await PGlite.create();
	const copy = await client.dumpDataDir('none');
	mkdirSync(folder, { recursive: true });
	const half = join(folder, newId());
	writeFileSync(half, Buffer.from(await copy.arrayBuffer()));
	renameSync(half, kept);
	return client;
}
