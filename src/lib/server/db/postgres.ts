import { drizzle as drizzleServer } from 'drizzle-orm/node-postgres';
import { migrate as migrateServer } from 'drizzle-orm/node-postgres/migrator';
import { sql } from 'drizzle-orm';
import { setTimeout as sleep } from 'node:timers/promises';
import { dumpPostgres, loadPostgres } from './dump.ts';
import { migrations } from './migrate.ts';
import { statementLog } from './statements.ts';
import type { Database, Store } from './store.ts';

/** How often work is tried when others came first. */
const tries = 20;

/** Opens a PostgreSQL server (`postgres://…`), or one inside this process (`pglite:`, for tests). */
export async function openPostgres(url: string): Promise<Store> {
	const { db, migrate, close } = url.startsWith('pglite:') ? await insideProcess() : await onServer(url);
	return {
		reader: db,
		write: (work) => untilFree(() => db.transaction(work, { isolationLevel: 'serializable' })),
		migrate,
		backup: (file) => dumpPostgres(db, file),
		restore: (file) => untilFree(() => loadPostgres(db, file)),
		async empty() {
			const names = await publicTables(db);
			if (names.length === 0) return;
			const deletions = names.map((name, place) => `d${place} AS (DELETE FROM "${name}")`).join(', ');
			await db.transaction(async (tx) => {
				// Without looking at references: much quicker than TRUNCATE where there is little.
				await tx.execute(sql`SET LOCAL session_replication_role = replica`);
				await tx.execute(sql.raw(`WITH ${deletions} SELECT 1`));
			});
		},
		close
	};
}

async function untilFree<T>(work: () => Promise<T>): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await work();
		} catch (error) {
			if (!isConflict(error) || attempt === tries) throw error;
			await sleep(Math.random() * 10 * attempt);
		}
	}
}

// 40001: another transaction came first. 40P01: a deadlock was broken.
function isConflict(error: unknown): boolean {
	for (let cause = error; cause instanceof Error; cause = cause.cause) {
		const code = (cause as { code?: string }).code;
		if (code === '40001' || code === '40P01') return true;
	}
	return false;
}

/** Our own tables' names. */
export async function publicTables(db: Database): Promise<string[]> {
	const found = await db.execute(sql`SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`);
	return (found as unknown as { rows: { tablename: string }[] }).rows.map((row) => row.tablename);
}

// Only tests run PostgreSQL inside their process: its name is kept from the bundler.
async function insideProcess() {
	const file = ['.', 'pglite.ts'].join('/');
	const { openPglite } = (await import(/* @vite-ignore */ file)) as typeof import('./pglite.ts');
	return await openPglite();
}

async function onServer(url: string) {
	const { default: pg } = await import('pg');
	const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 5000 });
	// A connection that the server ends while idle is no reason to end this process.
	pool.on('error', () => undefined);
	const db = drizzleServer(pool, { logger: statementLog });
	return {
		db: db as unknown as Database,
		async migrate() {
			const client = await pool.connect();
			try {
				// Servers that start together migrate one after the other.
				await client.query('SELECT pg_advisory_lock(7083)');
				await migrateServer(drizzleServer(client), { migrationsFolder: migrations.postgres });
			} finally {
				await client.query('SELECT pg_advisory_unlock(7083)');
				client.release();
			}
		},
		close: () => pool.end()
	};
}
