import Sqlite from 'better-sqlite3';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addLearner } from '#server/learning/example.ts';
import { letter } from '#server/mail/tables.ts';
import { addOrganization } from '#server/people/organization.ts';
import { signIn } from '#server/people/session.ts';
import { consent, keptForm, organization, organizationBelow, person, session } from '#server/people/tables.ts';
import { counters, raisePair } from '../../../../tests/crash/counting.ts';
import { runProcess, startProcess } from '../../../../tests/crash/process.ts';
import { lastBackup, makeBackup, restoreBackup } from './backup.ts';
import { newId } from './id.ts';
import { closeStore, openedStore, openStore, read, write } from './store.ts';
import { ask, asLaterVersion, freshDatabase, kind, useStore } from './testing.ts';

const database = useStore();
const monday = new Date('2026-11-02T08:00:00.123Z');
const tuesday = new Date('2026-11-03T08:00:00Z');

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'puente-backup-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const nextFile = () => join(folder, `${newId()}.backup`);

/** Goes on with a piece of work until it is stopped, which gives how often it was done. */
function keepDoing(work: () => Promise<unknown>): () => Promise<number> {
	let stopped = false;
	const done = (async () => {
		let times = 0;
		for (; !stopped; times++) {
			await work();
			await sleep(1);
		}
		return times;
	})();
	done.catch(() => undefined);
	return () => {
		stopped = true;
		return done;
	};
}

function expectSound(file: string): void {
	const connection = new Sqlite(file);
	expect(connection.pragma('integrity_check', { simple: true })).toBe('ok');
	expect(connection.pragma('foreign_key_check')).toEqual([]);
	connection.close();
}

test('a backup is noted with its day', async () => {
	expect(await lastBackup()).toBeUndefined();
	await makeBackup(nextFile(), monday);
	await makeBackup(nextFile(), tuesday);
	expect(await lastBackup()).toEqual(tuesday);
});

test('everything comes back as it was: days, words in any script, lists, numbers, and what is absent', async () => {
	const ana = await addLearner('María José Peña-Durán 🌉 العربية "x"\n\t\\N', monday, {
		wantsReminders: false,
		sex: null
	});
	const root = await addOrganization({ kind: 'region', name: { en: "Bridge's", es: 'Raíz\\u0041' } }, monday);
	await addOrganization({ kind: 'country', name: { en: 'Guatemala', es: 'Guatemala' }, parentId: root.id }, monday);
	await signIn(ana.id, 'a browser', monday);
	await write(async (tx) => {
		await tx.insert(consent).values({ personId: ana.id, document: 'terms', version: '2026-11', givenAt: monday });
		await tx.insert(keptForm).values({ hash: 'h', path: '/x', fields: { 'a.b': ['', 'ñ', '1'] }, keptAt: tuesday });
	});
	await raisePair();
	const before = await everything();
	const file = nextFile();
	await makeBackup(file, monday);
	await openedStore().empty();
	expect(await everything()).not.toEqual(before);
	await restoreBackup(file);
	expect(await everything()).toEqual(before);
	expect(before.person).toMatchObject([{ createdAt: monday, wantsReminders: false, sex: null }]);
});

async function everything() {
	return {
		person: await read().select().from(person),
		organization: await read().select().from(organization).orderBy(organization.id),
		below: await read()
			.select()
			.from(organizationBelow)
			.orderBy(organizationBelow.organizationId, organizationBelow.belowId),
		session: await read().select().from(session),
		consent: await read().select().from(consent),
		keptForm: await read().select().from(keptForm),
		counters: await counters()
	};
}

test('backups made while others write hold whole states', { timeout: 60_000 }, async () => {
	const other = kind === 'pglite' ? undefined : startProcess('tests/crash/pairs.ts', database.url);
	await other?.printed(3);
	const stop = keepDoing(raisePair);
	const files = [nextFile(), nextFile(), nextFile()];
	for (const file of files) {
		await sleep(30);
		await makeBackup(file, monday);
	}
	await stop();
	await other?.kill();
	const atTheEnd = await counters();

	const heights: number[] = [];
	for (const file of files) {
		if (kind === 'sqlite') expectSound(file);
		await restoreBackup(file);
		const { left, right } = await counters();
		expect(left).toBe(right);
		heights.push(left!);
	}
	expect(heights[0]).toBeGreaterThan(0);
	expect(heights).toEqual([...heights].sort((a, b) => a - b));
	expect(heights.at(-1)).toBeLessThanOrEqual(atTheEnd.left!);
});

// A copy that began anew with each change would show the last of them, and under steady writing never end.
test.runIf(kind === 'sqlite')('a backup shows the moment it was begun, whatever is written meanwhile', async () => {
	await write(async (tx) => {
		for (let row = 0; row < 200; row++)
			await tx.insert(letter).values({
				id: newId(),
				address: 'ana@example.org',
				language: 'en',
				kind: 'long',
				subject: 'Long',
				body: 'x'.repeat(20_000),
				writtenAt: monday,
				attempts: 0
			});
	});
	await raisePair();
	const file = nextFile();
	const copying = openedStore().backup(file);
	await raisePair();
	await raisePair();
	await copying;
	expect(await counters()).toEqual({ left: 3, right: 3 });
	await restoreBackup(file);
	expect(await counters()).toEqual({ left: 1, right: 1 });
});

test(
	'people go on reading and writing while a backup is restored, and see the old state or the new one',
	{ timeout: 60_000 },
	async () => {
		await raisePair();
		const file = nextFile();
		await makeBackup(file, monday);
		for (let time = 0; time < 20; time++) await raisePair();

		const seen: number[] = [];
		const stopReading = keepDoing(async () => {
			const { left, right } = await counters();
			expect(left).toBe(right);
			seen.push(left!);
		});
		const stopWriting = keepDoing(raisePair);
		await sleep(50);
		await restoreBackup(file);
		await sleep(50);
		const readings = await stopReading();
		const writings = await stopWriting();
		expect(readings).toBeGreaterThan(2);
		expect(writings).toBeGreaterThan(2);
		expect(Math.max(...seen)).toBeGreaterThanOrEqual(21);

		const after = await counters();
		expect(after.left).toBe(after.right);
		expect(after.left).toBeLessThan(21 + writings);
		if (kind === 'sqlite') expectSound(database.url.slice('file:'.length));
	}
);

test.skipIf(kind === 'pglite')(
	'the command copies and replaces the database of a server that is running',
	{ timeout: 60_000 },
	async () => {
		await raisePair();
		const file = nextFile();
		expect(await runProcess('src/puente.ts', database.url, 'backup', file)).toEqual([`Saved in ${file}.`]);
		expect(await lastBackup()).toBeDefined();
		await raisePair();
		expect(await counters()).toEqual({ left: 2, right: 2 });

		expect(await runProcess('src/puente.ts', database.url, 'restore', file)).toEqual([`Restored from ${file}.`]);
		expect(await counters()).toEqual({ left: 1, right: 1 });
		await raisePair();
		expect(await counters()).toEqual({ left: 2, right: 2 });
	}
);

test.skipIf(kind === 'pglite')('the command restores into a database that is new', { timeout: 60_000 }, async () => {
	await raisePair();
	const file = nextFile();
	await makeBackup(file, monday);
	const fresh = await freshDatabase();
	try {
		await runProcess('src/puente.ts', fresh.url, 'restore', file);
		await closeStore();
		await openStore(fresh.url);
		expect(await counters()).toEqual({ left: 1, right: 1 });
	} finally {
		await closeStore();
		await openStore(database.url);
		await fresh.drop();
	}
});

test.runIf(kind === 'sqlite')('the state from before a restore is kept beside the database', async () => {
	await raisePair();
	const file = nextFile();
	await makeBackup(file, monday);
	await raisePair();
	await restoreBackup(file);
	await restoreBackup(`${database.url.slice('file:'.length)}.before-restore`);
	expect(await counters()).toEqual({ left: 2, right: 2 });
});

test('what is no backup, or no whole one, is refused in words, and nothing changes', async () => {
	await addLearner('Ana', monday);
	await raisePair();
	const whole = nextFile();
	await makeBackup(whole, monday);
	const bytes = readFileSync(whole);
	const before = await everything();
	const surroundings = kind === 'sqlite' ? listFolder() : [];
	const faults: Record<string, Buffer> = {
		empty: Buffer.alloc(0),
		'cut off': bytes.subarray(0, Math.floor(bytes.length / 2)),
		'cut off near its end': bytes.subarray(0, bytes.length - 20),
		overwritten: Buffer.concat([bytes.subarray(0, 200), Buffer.alloc(bytes.length - 200, 0x55)]),
		'damaged where rows stand': damaged(whole),
		'a letter': Buffer.from('Dear administrator,\n'),
		'packed words': gzipSync('Dear administrator,\n'),
		'a packed list': gzipSync('["something else",1]\n'),
		'another database': otherDatabase('CREATE TABLE song (title text)'),
		"another program's people": otherDatabase('CREATE TABLE person (name text)')
	};
	for (const [fault, content] of Object.entries(faults)) {
		const file = join(folder, `${fault}.backup`);
		writeFileSync(file, content);
		const answer = await restoreBackup(file).then(
			() => 'accepted',
			(error: Error) => error.message
		);
		expect(answer, fault).toMatch(/Nothing was changed$/);
		expect(await everything(), fault).toEqual(before);
	}
	await expect(restoreBackup(join(folder, 'not-there.backup'))).rejects.toThrow(/not-there/);
	await expect(restoreBackup(folder)).rejects.toThrow();
	expect(await everything()).toEqual(before);
	// Nothing is left lying about either, and work goes on.
	if (kind === 'sqlite') expect(listFolder()).toEqual(surroundings);
	await raisePair();
	expect(await counters()).toEqual({ left: 2, right: 2 });
});

/** The file with a stretch of rows written over. In a SQLite file nobody would notice it where nothing stands. */
function damaged(file: string): Buffer {
	const bytes = readFileSync(file);
	let from = Math.floor(bytes.length / 2);
	if (kind === 'sqlite') {
		const connection = new Sqlite(file, { readonly: true });
		const page = connection.prepare(`SELECT rootpage FROM sqlite_master WHERE name = 'person'`).pluck().get() as number;
		from = (page - 1) * Number(connection.pragma('page_size', { simple: true }));
		connection.close();
	}
	return bytes.fill(0xee, from, from + 100);
}

const listFolder = () => readdirSync(join(database.url.slice('file:'.length), '..')).sort();

function otherDatabase(statement: string): Buffer {
	const file = nextFile();
	const connection = new Sqlite(file);
	connection.exec(statement);
	connection.close();
	return readFileSync(file);
}

test('a backup from before a migration is brought up to date, and stays as it was', async () => {
	await addLearner('Ana', monday);
	await raisePair();
	const file = nextFile();
	await makeBackup(file, monday);
	const bytes = readFileSync(file);
	await onLaterDatabase(
		[
			'ALTER TABLE person ADD COLUMN nickname text',
			`ALTER TABLE rate_limit ADD COLUMN weight integer NOT NULL DEFAULT 7`
		],
		async () => {
			await restoreBackup(file);
			expect(await counters()).toEqual({ left: 1, right: 1 });
			expect(await ask('SELECT weight FROM rate_limit')).toEqual([{ weight: 7 }, { weight: 7 }]);
		}
	);
	expect(readFileSync(file).equals(bytes)).toBe(true);
});

test('a backup from a newer version is refused', async () => {
	const file = nextFile();
	await onLaterDatabase([`ALTER TABLE rate_limit ADD COLUMN weight integer NOT NULL DEFAULT 7`], async () => {
		await raisePair();
		await makeBackup(file, monday);
	});
	await raisePair();
	await expect(restoreBackup(file)).rejects.toThrow(kind === 'sqlite' ? /newer version/ : /this version can read/);
	expect(await counters()).toEqual({ left: 1, right: 1 });
});

/** Does some work on another database, which a later version has made. */
async function onLaterDatabase(statements: string[], work: () => Promise<void>): Promise<void> {
	const fresh = await freshDatabase();
	await closeStore();
	try {
		await asLaterVersion(statements, async () => {
			await openStore(fresh.url);
			await work();
		});
	} finally {
		await closeStore();
		await openStore(database.url);
		await fresh.drop();
	}
}

test('a backup over a file that is there already replaces it, and one into no folder says so', async () => {
	const file = nextFile();
	await raisePair();
	await makeBackup(file, monday);
	await raisePair();
	await makeBackup(file, tuesday);
	await restoreBackup(file);
	expect(await counters()).toEqual({ left: 2, right: 2 });
	await expect(makeBackup(join(folder, 'nowhere', 'x.backup'), monday)).rejects.toThrow();
	expect(existsSync(join(folder, 'nowhere'))).toBe(false);
});
