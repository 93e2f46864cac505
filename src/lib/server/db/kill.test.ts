import { eq } from 'drizzle-orm';
import Sqlite from 'better-sqlite3';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { organization, organizationBelow } from '#server/people/tables.ts';
import { startProcess } from '../../../../tests/crash/process.ts';
import { closeStore, openStore, read } from './store.ts';
import { freshDatabase, kind } from './testing.ts';

let drop: (() => Promise<void>) | undefined;

afterEach(async () => {
	await closeStore();
	await drop?.();
	drop = undefined;
});

// PGlite ends with its process, and what it held with it.
test.skipIf(kind === 'pglite')(
	'a process killed ten times while it writes loses nothing that was answered, and leaves nothing half-written',
	{ timeout: 180_000 },
	async () => {
		const fresh = await freshDatabase();
		drop = fresh.drop;
		const answered: string[] = [];
		for (let round = 0; round < 10; round++) {
			const writer = startProcess('tests/crash/writer.ts', fresh.url);
			await writer.printed(1);
			await sleep(Math.random() * 300);
			await writer.kill();
			answered.push(...writer.lines);

			await openStore(fresh.url);
			const there = new Set((await read().select({ id: organization.id }).from(organization)).map(({ id }) => id));
			expect(answered.filter((id) => !there.has(id))).toEqual([]);
			expect(await halfWritten()).toEqual([]);
			await closeStore();
			expectSound(fresh.url);
		}
		expect(answered.length).toBeGreaterThan(10);
	}
);

test.skipIf(kind === 'pglite')(
	'a process killed while it makes the tables leaves a database that the next one completes',
	{ timeout: 120_000 },
	async () => {
		for (let round = 0; round < 5; round++) {
			const fresh = await freshDatabase();
			drop = fresh.drop;
			const writer = startProcess('tests/crash/writer.ts', fresh.url);
			await sleep(200 + Math.random() * 300);
			await writer.kill();
			await openStore(fresh.url);
			expect(await halfWritten()).toEqual([]);
			await closeStore();
			expectSound(fresh.url);
			await fresh.drop();
			drop = undefined;
		}
	}
);

// An organization comes with its line in the tree; without one it was written by half.
async function halfWritten(): Promise<string[]> {
	const rows = await read()
		.select({ id: organization.id, below: organizationBelow.belowId })
		.from(organization)
		.leftJoin(organizationBelow, eq(organizationBelow.organizationId, organization.id));
	return rows.filter(({ below }) => below === null).map(({ id }) => id);
}

function expectSound(url: string): void {
	if (kind !== 'sqlite') return;
	const connection = new Sqlite(url.slice('file:'.length));
	expect(connection.pragma('integrity_check', { simple: true })).toBe('ok');
	expect(connection.pragma('foreign_key_check')).toEqual([]);
	connection.close();
}
