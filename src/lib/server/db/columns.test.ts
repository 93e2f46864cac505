import {
	generateDrizzleJson,
	generateMigration,
	generateSQLiteDrizzleJson,
	generateSQLiteMigration
} from 'drizzle-kit/api';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dialect } from './dialect.ts';
import { ask, kind, useStore } from './testing.ts';

useStore();

interface Snapshot {
	tables: Record<string, Table>;
}
interface Table {
	name: string;
	columns: Record<string, { name: string; type: string; notNull: boolean; primaryKey: boolean; default?: unknown }>;
	indexes: Record<string, { name: string; columns: (string | { expression: string })[]; isUnique: boolean }>;
	foreignKeys: Record<string, { columnsFrom: string[]; tableTo: string; columnsTo: string[]; onDelete: string }>;
	compositePrimaryKeys: Record<string, { columns: string[] }>;
}

function lastSnapshot(of: 'sqlite' | 'postgres'): Snapshot {
	const file = globSync(`drizzle/${of}/meta/*_snapshot.json`).sort().at(-1)!;
	return JSON.parse(readFileSync(file, 'utf8')) as Snapshot;
}

// What both dialects must agree on, whatever each calls its types.
function shape({ tables }: Snapshot) {
	const inOrder = <T>(list: T[]) => list.map((each) => JSON.stringify(each)).sort();
	return Object.fromEntries(
		Object.values(tables)
			.map(
				(table) =>
					[
						table.name,
						{
							columns: inOrder(
								Object.values(table.columns).map(({ name, notNull, primaryKey }) => ({ name, notNull, primaryKey }))
							),
							indexes: inOrder(
								Object.values(table.indexes).map(({ name, columns, isUnique }) => ({
									name,
									columns: columns.map((column) => (typeof column === 'string' ? column : column.expression)),
									isUnique
								}))
							),
							references: inOrder(
								Object.values(table.foreignKeys).map(({ columnsFrom, tableTo, columnsTo, onDelete }) => ({
									columnsFrom,
									tableTo,
									columnsTo,
									onDelete
								}))
							),
							keys: inOrder(Object.values(table.compositePrimaryKeys).map(({ columns }) => columns))
						}
					] as const
			)
			.sort(([a], [b]) => a.localeCompare(b))
	);
}

// The type each kind of column has on PostgreSQL, and what it must then be on SQLite.
const sameTypes: Record<string, string> = {
	text: 'text',
	integer: 'integer',
	'double precision': 'real',
	'timestamp (3) with time zone': 'integer',
	boolean: 'integer',
	jsonb: 'text'
};

test('every table has the same columns, keys, indexes and references in both dialects', () => {
	expect(shape(lastSnapshot('sqlite'))).toEqual(shape(lastSnapshot('postgres')));
});

test('every column has the type on SQLite that belongs to its type on PostgreSQL', () => {
	const sqlite = Object.fromEntries(Object.values(lastSnapshot('sqlite').tables).map((table) => [table.name, table]));
	for (const table of Object.values(lastSnapshot('postgres').tables))
		for (const { name, type } of Object.values(table.columns))
			expect(sqlite[table.name]!.columns[name]!.type, `${table.name}.${name}, ${type}`).toBe(sameTypes[type]);
});

async function allTables(): Promise<Record<string, unknown>> {
	const files = globSync('src/lib/server/*/tables.ts');
	expect(files.length).toBeGreaterThan(5);
	const modules = await Promise.all(
		files.map((file) => import(join(process.cwd(), file)) as Promise<Record<string, unknown>>)
	);
	return Object.assign({}, ...modules) as Record<string, unknown>;
}

test('the migrations say all that the tables say: npm run migration would write nothing', async () => {
	const tables = await allTables();
	const statements =
		dialect === 'sqlite'
			? await generateSQLiteMigration(lastSnapshot('sqlite') as never, await generateSQLiteDrizzleJson(tables))
			: await generateMigration(lastSnapshot('postgres') as never, generateDrizzleJson(tables));
	expect(statements).toEqual([]);
});

test('a migrated database has the columns that the snapshot names', async () => {
	const there =
		kind === 'sqlite'
			? await ask(
					`SELECT m.name AS "table", c.name AS "column" FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'`
				)
			: await ask(
					`SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns WHERE table_schema = 'public'`
				);
	const named = ({ table, column }: Record<string, unknown>) => `${String(table)}.${String(column)}`;
	const expected = Object.values(lastSnapshot(dialect).tables).flatMap((table) =>
		Object.keys(table.columns).map((column) => named({ table: table.name, column }))
	);
	expect(
		there
			.map(named)
			.filter((name) => !/^(__drizzle|sqlite_)/.test(name))
			.sort()
	).toEqual(expected.sort());
});
