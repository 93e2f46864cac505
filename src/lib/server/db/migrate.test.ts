import Sqlite from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addLearner } from '#server/learning/example.ts';
import { findSignedIn, signIn } from '#server/people/session.ts';
import { runProcess } from '../../../../tests/crash/process.ts';
import { closeStore, openStore } from './store.ts';
import { ask, asLaterVersion, freshDatabase, kind } from './testing.ts';

const monday = new Date('2026-11-02T08:00:00Z');

// A database that survives being closed: PGlite's would not, so there this is only a fresh one.
let database: { url: string; drop: () => Promise<void> };
beforeEach(async () => {
	database = await freshDatabase();
});
afterEach(async () => {
	await closeStore();
	await database.drop();
});

const file = () => database.url.slice('file:'.length);
const copy = () => `${file()}.before-migration`;
const people = () => ask('SELECT name FROM person ORDER BY name');

async function openAgain(): Promise<void> {
	await closeStore();
	await openStore(database.url);
}

test('a fresh database gets its tables, and no copy of nothing is kept', async () => {
	await openStore(database.url);
	expect(await people()).toEqual([]);
	if (kind === 'sqlite') expect(existsSync(copy())).toBe(false);
});

test.skipIf(kind === 'pglite')('a database that is up to date stays as it is', async () => {
	await openStore(database.url);
	await addLearner('Ana', monday);
	await openAgain();
	await openAgain();
	expect(await people()).toEqual([{ name: 'Ana' }]);
	if (kind === 'sqlite') expect(existsSync(copy())).toBe(false);
});

test.skipIf(kind === 'pglite')(
	'servers that start together on a fresh database all find it complete',
	{ timeout: 60_000 },
	async () => {
		const moment = String(Date.now() + 3000);
		const opened = await Promise.all(
			Array.from({ length: 4 }, () => runProcess('tests/crash/opener.ts', database.url, moment))
		);
		expect(opened).toEqual([['open'], ['open'], ['open'], ['open']]);
		await openStore(database.url);
		expect(await people()).toEqual([]);
	}
);

test.runIf(kind === 'sqlite')(
	'a new file that somebody else is just writing to is opened once they are done',
	async () => {
		const other = new Sqlite(file());
		other.exec('BEGIN IMMEDIATE; CREATE TABLE note (words text)');
		const opening = runProcess('tests/crash/opener.ts', database.url, '0');
		await sleep(1500);
		other.exec('COMMIT');
		other.close();
		expect(await opening).toEqual(['open']);
	}
);

test.skipIf(kind === 'pglite')('a migration keeps every row, and on SQLite a copy from before', async () => {
	await openStore(database.url);
	await addLearner('Ana', monday);
	await addLearner('Luis', monday);
	await asLaterVersion([`ALTER TABLE person ADD COLUMN nickname text NOT NULL DEFAULT 'none'`], async () => {
		await openAgain();
		expect(await ask('SELECT name, nickname FROM person ORDER BY name')).toEqual([
			{ name: 'Ana', nickname: 'none' },
			{ name: 'Luis', nickname: 'none' }
		]);
	});
	if (kind !== 'sqlite') return;
	const before = new Sqlite(copy());
	expect(before.prepare('SELECT * FROM person ORDER BY name').all()).toMatchObject([{ name: 'Ana' }, { name: 'Luis' }]);
	expect(
		before
			.prepare('SELECT * FROM person')
			.columns()
			.map(({ name }) => name)
	).not.toContain('nickname');
	before.close();
});

test.skipIf(kind === 'pglite')('a migration that fails halfway changes nothing', async () => {
	await openStore(database.url);
	await addLearner('Ana', monday);
	await asLaterVersion(
		[`UPDATE person SET name = 'Nobody'`, 'ALTER TABLE no_such_table ADD COLUMN x text'],
		async () => {
			await expect(openAgain()).rejects.toThrow();
		}
	);
	await openAgain();
	expect(await people()).toEqual([{ name: 'Ana' }]);
});

test.runIf(kind === 'sqlite')('rebuilding a table takes nothing with it, even where deletions cascade', async () => {
	await openStore(database.url);
	const tables = [
		'CREATE TABLE parent (id text PRIMARY KEY)',
		'CREATE TABLE child (id text PRIMARY KEY, parent_id text REFERENCES parent(id) ON DELETE CASCADE)',
		`INSERT INTO parent VALUES ('p')`,
		`INSERT INTO child VALUES ('c', 'p')`
	];
	// As drizzle-kit writes it.
	const rebuild = [
		'PRAGMA foreign_keys=OFF',
		'CREATE TABLE __new_parent (id text PRIMARY KEY, name text)',
		'INSERT INTO __new_parent (id) SELECT id FROM parent',
		'DROP TABLE parent',
		'ALTER TABLE __new_parent RENAME TO parent',
		'PRAGMA foreign_keys=ON'
	];
	await asLaterVersion(tables, async () => {
		await openAgain();
		await asLaterVersion(rebuild, async () => {
			await openAgain();
			expect(await ask('SELECT * FROM child')).toEqual([{ id: 'c', parent_id: 'p' }]);
		});
	});
});

const losses = {
	'a row': [`DELETE FROM person WHERE name = 'Luis'`],
	'a row while it rebuilds a table': [
		'CREATE TABLE __new_person AS SELECT * FROM person LIMIT 1',
		'DROP TABLE person',
		'ALTER TABLE __new_person RENAME TO person'
	],
	'whom a row belongs to': [`UPDATE session SET person_id = 'nobody'`]
};
for (const [loss, statements] of Object.entries(losses))
	test.runIf(kind === 'sqlite')(
		`a migration that loses ${loss} is refused each time, and everything stays`,
		async () => {
			await openStore(database.url);
			const ana = await addLearner('Ana', monday);
			await addLearner('Luis', monday);
			const secret = await signIn(ana.id, 'a browser', monday);
			await asLaterVersion(statements, async () => {
				for (let start = 0; start < 2; start++) await expect(openAgain()).rejects.toThrow(/would lose/);
			});
			await openAgain();
			expect(await people()).toEqual([{ name: 'Ana' }, { name: 'Luis' }]);
			expect(await findSignedIn(secret, monday)).toMatchObject({ id: ana.id });
			expect(existsSync(copy())).toBe(true);
		}
	);

test.runIf(kind === 'sqlite')('a table that is given up may go', async () => {
	await openStore(database.url);
	await addLearner('Ana', monday);
	await asLaterVersion(['DROP TABLE kept_form'], async () => {
		await openAgain();
		expect(await people()).toEqual([{ name: 'Ana' }]);
	});
});
