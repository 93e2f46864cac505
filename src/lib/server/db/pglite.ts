import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { migrations } from './migrate.ts';
import { statementLog } from './statements.ts';
import type { Database } from './store.ts';

/** A PostgreSQL inside this process, gone when it ends: for tests. */
export function openPglite() {
	const client = new PGlite();
	const db = drizzle(client, { logger: statementLog });
	return {
		db: db as unknown as Database,
		migrate: () => migrate(db, { migrationsFolder: migrations.postgres }),
		close: () => client.close()
	};
}
