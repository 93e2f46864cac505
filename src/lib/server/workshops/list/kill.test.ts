import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { closeStore, openStore } from '#server/db/store.ts';
import { ask, freshDatabase, kind } from '#server/db/testing.ts';
import { runProcess, startProcess } from '../../../../../tests/crash/process.ts';
import { member, paste, plant } from './example.ts';
import { undoList } from './undoing.ts';

let drop: (() => Promise<void>) | undefined;

afterEach(async () => {
	await closeStore();
	await drop?.();
	drop = undefined;
});

const now = new Date('2026-11-02T15:00:00Z');
const script = 'tests/crash/confirmer.ts';

/** A fresh database with a list that waits to be confirmed, and what its script needs to do so. */
async function prepare() {
	const fresh = await freshDatabase();
	drop = fresh.drop;
	await openStore(fresh.url);
	const region = await plant(now);
	await member(region.court, 'p7@example.org', now);
	await member(region.chile, 'p8@example.org', now);
	const rows = Array.from({ length: 400 }, (_, at) => `Persona Núñez,${at % 40 === 3 ? '' : `p${at}@example.org`}`);
	const { id } = await paste(region, rows.join('\n'), now);
	const before = await state();
	await closeStore();
	return { url: fresh.url, region, id, before, parameters: [region.room.id, id, region.facilitator.id] };
}

/** Who there is, who is on the list and whom letters went to, without what is random. */
async function state() {
	return [
		await ask(
			'select email, name, organization_id is null as nowhere, email_confirmed_at from person order by email, name'
		),
		await ask(
			'select email, joined_at, removed_at from participant join person on person.id = person_id order by email'
		),
		await ask('select address, subject from letter order by address'),
		await ask('select count from mailing')
	].map((rows) => rows.filter(({ email }) => !/^\w{26}@/.test(String(email))).map((row) => JSON.stringify(row)));
}

// PGlite ends with its process, and what it held with it.
test.skipIf(kind === 'pglite')(
	'a process killed while it confirms a list leaves nothing half done, and running it again ends as one clean run',
	{ timeout: 240_000 },
	async () => {
		const clean = await prepare();
		const begun = performance.now();
		await runProcess(script, clean.url, ...clean.parameters);
		const duration = performance.now() - begun;
		await openStore(clean.url);
		const after = await state();
		expect(after[1]).toHaveLength(390);
		await closeStore();
		await drop!();

		let killed = 0;
		for (let round = 0; round < 3; round++) {
			const { url, region, id, before, parameters } = await prepare();
			const other = startProcess(script, url, ...parameters);
			await other.printed(1);
			await sleep((Math.random() * duration) / 3);
			await other.kill();
			if (!other.lines.includes('done')) killed++;
			await openStore(url);
			const left = await state();
			expect([before, after]).toContainEqual(left);
			await closeStore();

			await runProcess(script, url, ...parameters);
			await openStore(url);
			expect(await state()).toEqual(after);
			await undoList(region.room.id, id, region.facilitator.id, now);
			expect(await state()).toEqual(before);
			await closeStore();
			await drop!();
			drop = undefined;
		}
		expect(killed).toBeGreaterThan(0);
	}
);
