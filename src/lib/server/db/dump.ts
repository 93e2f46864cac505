import { sql } from 'drizzle-orm';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { publicTables } from './postgres.ts';
import type { Database } from './store.ts';
import { storeTrouble } from './trouble.ts';

const heading = 'puente-backup-1';
const page = 1000;

/** Writes every table of one moment to a compressed file, a row a line. Others go on working meanwhile. */
export async function dumpPostgres(db: Database, file: string): Promise<void> {
	await db.transaction(
		async (tx) => {
			await pipeline(Readable.from(lines(tx)), createGzip(), createWriteStream(`${file}.part`));
		},
		{ isolationLevel: 'repeatable read', accessMode: 'read only' }
	);
	await rename(`${file}.part`, file);
}

async function* lines(tx: Database): AsyncGenerator<string> {
	yield JSON.stringify([heading]) + '\n';
	for (const name of await publicTables(tx)) {
		// Rows leave as PostgreSQL writes them, so that instants and numbers come back exactly. A cursor keeps memory flat.
		await tx.execute(
			sql.raw(`DECLARE dump_rows NO SCROLL CURSOR FOR SELECT to_jsonb(t)::text AS row FROM "${name}" t`)
		);
		for (;;) {
			const { rows } = (await tx.execute(sql.raw(`FETCH ${page} FROM dump_rows`))) as unknown as {
				rows: { row: string }[];
			};
			if (rows.length === 0) break;
			for (const { row } of rows) yield JSON.stringify([name, row]) + '\n';
		}
		await tx.execute(sql.raw('CLOSE dump_rows'));
	}
	yield JSON.stringify([`${heading}-end`]) + '\n';
}

/** Replaces everything by what a dump holds, in one transaction: whoever reads sees the old state or the new one. Refuses a file that is not whole. */
export async function loadPostgres(db: Database, file: string): Promise<void> {
	try {
		await db.transaction((tx) => load(tx, file));
	} catch (error) {
		if (storeTrouble(error)) throw error;
		throw new Error(
			`${file} is not a backup of Puente that this version can read, or it is damaged. Nothing was changed`,
			{ cause: error }
		);
	}
}

async function load(tx: Database, file: string): Promise<void> {
	const names = await publicTables(tx);
	// Rows arrive in the order of the tables' names, so the references between them are taken off and put back, checked, at the end.
	const references = await foreignKeys(tx);
	for (const { table, name } of references) await tx.execute(sql.raw(`ALTER TABLE ${table} DROP CONSTRAINT "${name}"`));
	await tx.execute(sql.raw(`TRUNCATE ${names.map((name) => `"${name}"`).join(', ')}`));
	const state = { began: false, ended: false };
	for await (const line of unpackedLines(file)) {
		const [name, row] = JSON.parse(line) as [string, string?];
		if (name === heading) state.began = true;
		else if (name === `${heading}-end`) state.ended = true;
		else if (state.began && row && names.includes(name)) await insert(tx, name, row);
		else throw new Error(`“${name}” is not known`);
	}
	if (!state.ended) throw new Error('It breaks off before its end');
	for (const { table, name, definition } of references)
		await tx.execute(sql.raw(`ALTER TABLE ${table} ADD CONSTRAINT "${name}" ${definition}`));
}

// A backup from before a migration lacks columns: they are left to their defaults.
async function insert(tx: Database, table: string, row: string): Promise<void> {
	const columns = sql.join(
		Object.keys(JSON.parse(row) as object).map((name) => sql.identifier(name)),
		sql`, `
	);
	const name = sql.identifier(table);
	await tx.execute(
		sql`INSERT INTO ${name} (${columns}) SELECT ${columns} FROM jsonb_populate_record(null::${name}, ${row}::jsonb)`
	);
}

// Line by line, and unlike readline it fails where the file is damaged.
async function* unpackedLines(file: string): AsyncGenerator<string> {
	const packed = createReadStream(file);
	const unpacked = createGunzip().setEncoding('utf8');
	packed.once('error', (error) => unpacked.destroy(error)).pipe(unpacked);
	let rest = '';
	try {
		for await (const words of unpacked as AsyncIterable<string>) {
			const lines = (rest + words).split('\n');
			rest = lines.pop()!;
			yield* lines;
		}
		if (rest) yield rest;
	} finally {
		packed.destroy();
	}
}

async function foreignKeys(tx: Database): Promise<{ table: string; name: string; definition: string }[]> {
	const found = await tx.execute(
		sql`SELECT conrelid::regclass::text AS "table", conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`
	);
	return (found as unknown as { rows: { table: string; name: string; definition: string }[] }).rows;
}
