import { sql, type SQL } from 'drizzle-orm';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { forgetCatalogue } from '#server/content/catalogue.ts';
import { databaseUrl, dialect } from './dialect.ts';
import { newId } from './id.ts';
import { migrations } from './migrate.ts';
import { closeStore, openStore, openedStore, read, type Database } from './store.ts';

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

/** Does some work as a later version of this program would, to which these statements bring the tables. */
export async function asLaterVersion(statements: string[], work: () => Promise<void>): Promise<void> {
	const usual = migrations[dialect];
	const later = mkdtempSync(join(tmpdir(), 'puente-migrations-'));
	cpSync(usual, later, { recursive: true });
	const journalFile = join(later, 'meta/_journal.json');
	const journal = JSON.parse(readFileSync(journalFile, 'utf8')) as { entries: { when: number }[] };
	const last = journal.entries.at(-1)!;
	const tag = `later_${journal.entries.length}`;
	writeFileSync(join(later, `${tag}.sql`), statements.join(';\n--> statement-breakpoint\n'));
	journal.entries.push({ ...last, when: last.when + 1000, ...{ idx: journal.entries.length, tag } });
	writeFileSync(journalFile, JSON.stringify(journal));
	migrations[dialect] = later;
	try {
		await work();
	} finally {
		migrations[dialect] = usual;
		rmSync(later, { recursive: true, force: true });
	}
}

/** The rows a statement of SQL answers with, which both dialects understand. Inside a write it needs the transaction. */
export async function ask(statement: string, db: Database = read()): Promise<Record<string, unknown>[]> {
	if (dialect === 'sqlite')
		return (db as unknown as { all(statement: SQL): Record<string, unknown>[] }).all(sql.raw(statement));
	const { rows } = (await db.execute(sql.raw(statement))) as unknown as { rows: Record<string, unknown>[] };
	return rows;
}

/** Sends a statement of SQL that answers nothing, inside a write. */
export async function command(statement: string, tx: Database): Promise<void> {
	if (dialect === 'sqlite') (tx as unknown as { run(statement: SQL): void }).run(sql.raw(statement));
	else await tx.execute(sql.raw(statement));
}
