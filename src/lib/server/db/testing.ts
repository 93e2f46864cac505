import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { forgetCatalogue } from '#server/content/catalogue.ts';
import { databaseUrl } from './dialect.ts';
import { newId } from './id.ts';
import { closeStore, openStore, openedStore } from './store.ts';

/** Which kind of database the tests run on. `pglite` lives inside one process; the others can be shared between several. */
export const kind = databaseUrl.startsWith('file:')
	? 'sqlite'
	: databaseUrl.startsWith('pglite:')
		? 'pglite'
		: 'postgres';

/** Gives a test file a real, migrated database of its own, of the kind that DATABASE_URL names, empty before each test. `url` is known once tests run. */
export function useStore(): { readonly url: string } {
	const database = { url: '' };
	let drop: (() => Promise<void>) | undefined;
	beforeAll(async () => {
		const fresh = await freshDatabase();
		drop = fresh.drop;
		database.url = fresh.url;
		await openStore(fresh.url);
	});
	afterEach(async () => {
		forgetCatalogue();
		await openedStore().empty();
	});
	afterAll(async () => {
		await closeStore();
		await drop?.();
	});
	return database;
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
