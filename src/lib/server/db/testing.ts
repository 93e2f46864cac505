import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { forgetCatalogue } from '#server/content/catalogue.ts';
import { databaseUrl } from './dialect.ts';
import { newId } from './id.ts';
import { closeStore, openStore, openedStore } from './store.ts';

/** Gives a test file a real, migrated database of its own, of the kind that DATABASE_URL names, empty before each test. */
export function useStore(): void {
	let drop: () => Promise<void>;
	beforeAll(async () => {
		const fresh = await freshDatabase();
		drop = fresh.drop;
		await openStore(fresh.url);
	});
	afterEach(async () => {
		forgetCatalogue();
		await openedStore().empty();
	});
	afterAll(async () => {
		await closeStore();
		await drop();
	});
}

/** A new database's address, and how to remove it. */
export async function freshDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
	if (databaseUrl.startsWith('file:')) {
		const folder = mkdtempSync(join(tmpdir(), 'puente-'));
		return {
			url: `file:${join(folder, 'test.db')}`,
			drop: async () => rmSync(folder, { recursive: true, force: true })
		};
	}
	if (databaseUrl.startsWith('pglite:')) return { url: databaseUrl, drop: async () => undefined };

	const { default: pg } = await import('pg');
	const name = `puente_${newId()}`;
	const ask = async (statement: string) => {
		const client = new pg.Client({ connectionString: databaseUrl });
		await client.connect();
		await client.query(statement);
		await client.end();
	};
	await ask(`CREATE DATABASE ${name}`);
	const url = new URL(databaseUrl);
	url.pathname = `/${name}`;
	return { url: url.href, drop: () => ask(`DROP DATABASE ${name} WITH (FORCE)`) };
}
