import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '#server/db/id.ts';
import { ask, useStore } from '#server/db/testing.ts';
import { read, write } from '#server/db/store.ts';
import { assign } from '#server/learning/assignment.ts';
import { assignment } from '#server/learning/tables.ts';
import { letter } from '#server/mail/tables.ts';
import { person } from '#server/people/tables.ts';
import { joinAsNewcomer, joinWorkshop } from '../joining.ts';
import { inviteParticipants } from '../participation.ts';
import { listParticipants, removeParticipant } from '../participant.ts';
import { attendance, mailing, participant, workshopSession } from '../tables.ts';
import { confirmList } from './confirming.ts';
import { addWorkshop, member, paste, plant, type Region } from './example.ts';
import { undoList } from './undoing.ts';

useStore();

const now = new Date('2026-11-02T15:00:00Z');
const later = new Date('2026-11-02T15:30:00Z');
const afternoon = new Date('2026-11-02T20:00:00Z');
const evening = new Date('2026-11-02T23:00:00Z');
const origin = 'https://puente.example';

/** Every row of every table, besides the lists themselves. */
async function everything() {
	const tables =
		'act assignment attendance consent enrollment letter mailing participant person record_entry role session token workshop';
	const all: Record<string, unknown> = {};
	for (const table of tables.split(' '))
		all[table] = (await ask(`select * from ${table}`)).map((row) => JSON.stringify(row)).sort();
	return all;
}

async function confirm(region: Region, text: string, invite?: string, at = later) {
	const { id, seen } = await paste(region, text, at);
	await confirmList(region.room, id, { by: region.facilitator, seen, invite }, at);
	return id;
}

const undo = ({ room, facilitator }: Region, id: string) => undoList(room.id, id, facilitator.id, evening);

/** Adds people whom a list will find: one's own, one of another country, one removed, one who left, one without an account, one who is in already. */
async function settle(region: Region): Promise<string> {
	const { court, chile, room, facilitator } = region;
	await member(court, 'yours@example.org', now);
	await member(chile, 'elsewhere@example.org', now);
	await member(court, 'removed@example.org', now);
	await member(chile, 'left@example.org', now);
	await member(court, 'in@example.org', now);
	await confirm(
		region,
		'x;removed@example.org\nx;left@example.org\nx;in@example.org\nLuz;waiting@example.org',
		origin,
		now
	);
	for (const { id, email, personId } of await listParticipants(room.id)) {
		if (email.startsWith('removed')) await removeParticipant(room.id, id, facilitator.id, now);
		if (email.startsWith('left')) await removeParticipant(room.id, id, personId, now);
	}
	const known = ['yours', 'elsewhere', 'removed', 'left', 'in', 'waiting'].map((name) => `Ana;${name}@example.org`);
	const unknown = Array.from({ length: 20 }, (_, at) => `Persona Nueva;new${at}@example.org`);
	return ['Nombre;Correo', ...known, ...unknown, 'Nadie;', ';nobody@example.org'].join('\n');
}

test('undoing restores the exact state, with and without letters', async () => {
	const region = await plant(now);
	const text = await settle(region);
	const before = await everything();
	for (const invite of [undefined, origin]) {
		const id = await confirm(region, text, invite);
		expect(await everything()).not.toEqual(before);
		expect(await undo(region, id)).toEqual({ removed: 24, kept: 0 });
		expect(await everything()).toEqual(before);
		expect(await undo(region, id)).toBeUndefined();
		expect(await everything()).toEqual(before);
	}
});

test('after undoing, the same list can be pasted and confirmed again', async () => {
	const region = await plant(now);
	const text = await settle(region);
	await undo(region, await confirm(region, text, origin));
	await confirm(region, text, origin);
	expect(await listParticipants(region.room.id)).toHaveLength(26);
});

test('whoever accepted meanwhile keeps their account, and their place as a removed one', async () => {
	const region = await plant(now);
	const id = await confirm(region, 'Ana Núñez;ana@example.org\nLuis Peña;luis@example.org', origin);
	const [toAna] = await read().select().from(letter).where(eq(letter.address, 'ana@example.org'));
	const secret = toAna!.link!.split('/').at(-1)!;
	await joinAsNewcomer(secret, { name: 'Ana Núñez', password: 'un puente de madera', language: 'es' }, afternoon);
	expect(await undo(region, id)).toEqual({ removed: 2, kept: 1 });
	const people = await read().select().from(person).where(eq(person.name, 'Ana Núñez'));
	expect(people.map(({ emailConfirmedAt }) => emailConfirmedAt)).toEqual([afternoon]);
	expect(await read().select().from(person).where(eq(person.name, 'Luis Peña'))).toEqual([]);
	expect(await listParticipants(region.room.id)).toEqual([]);
	const [row] = await read().select().from(participant);
	expect(row).toMatchObject({ joinedAt: afternoon, removedAt: evening, removedBy: region.facilitator.id });
	// Their link no longer lets them in.
	expect(await joinWorkshop(secret, people[0]!, evening)).toBe('removed');
});

test('whoever was given something to do, was there, or is on another list stays known', async () => {
	const region = await plant(now);
	const names = ['assigned', 'attended', 'elsewhere', 'plain'];
	const id = await confirm(region, names.map((name) => `Ana Núñez;${name}@example.org`).join('\n'));
	const people = new Map(
		(await listParticipants(region.room.id)).map((row) => [row.email.split('@')[0], row.personId])
	);
	const set = { course: 'c', module: 'm', occasion: region.room.id, dueOn: '2026-11-20', timeZone: 'UTC' };
	await assign([people.get('assigned')!], set, region.facilitator.id, later);
	const elsewhere = await addWorkshop(region.court, now);
	await write(async (tx) => {
		const session = { course: 'c', title: {}, minutes: 60, position: 0, addedBy: 'x', addedAt: later };
		await tx.insert(workshopSession).values({ id: 's', workshopId: region.room.id, ...session });
		const mark = { minutes: 60, markedBy: 'x', markedAt: later };
		await tx.insert(attendance).values({ sessionId: 's', personId: people.get('attended')!, ...mark });
		const other = { workshopId: elsewhere.id, via: 'list' as const, addedBy: 'x' };
		await tx.insert(participant).values({ id: newId(), personId: people.get('elsewhere')!, ...other, addedAt: later });
	});
	expect(await undo(region, id)).toEqual({ removed: 4, kept: 3 });
	expect((await read().select().from(person)).map(({ email }) => email!.split('@')[0])).toEqual(
		expect.arrayContaining(['assigned', 'attended', 'elsewhere'])
	);
	expect(await read().select().from(person).where(eq(person.email, 'plain@example.org'))).toEqual([]);
	expect((await read().select().from(assignment)).map(({ withdrawnAt }) => withdrawnAt)).toEqual([evening]);
	expect(await listParticipants(region.room.id)).toEqual([]);
});

test('what went out stays in the history of letters, what waits does not go', async () => {
	const region = await plant(now);
	await member(region.chile, 'eva@example.org', now);
	await member(region.chile, 'sol@example.org', now);
	const id = await confirm(region, 'Eva;eva@example.org\nSol;sol@example.org', origin);
	await write(async (tx) => {
		await tx.update(letter).set({ sentAt: later, nextTryAt: null }).where(eq(letter.address, 'eva@example.org'));
	});
	await undo(region, id);
	expect((await read().select().from(letter)).map(({ address }) => address)).toEqual(['eva@example.org']);
	expect((await read().select().from(mailing)).map(({ count }) => count)).toEqual([1]);
});

test('invitations written again after confirming are taken back as well, those to others are not', async () => {
	const region = await plant(now);
	const { room, facilitator } = region;
	const first = await confirm(region, 'Eva;eva@example.org', origin, now);
	const id = await confirm(region, 'Sol;sol@example.org', origin);
	const ids = (await listParticipants(room.id)).map((row) => row.id);
	await inviteParticipants(room, ids, facilitator, origin, afternoon);
	await undo(region, id);
	const letters = await read().select().from(letter);
	expect(letters.map(({ address }) => address)).toEqual(['eva@example.org', 'eva@example.org']);
	expect((await read().select().from(mailing)).map(({ count }) => count)).toEqual([1, 1]);
	await undo(region, first);
	expect(await read().select().from(letter)).toEqual([]);
	expect(await read().select().from(mailing)).toEqual([]);
});

test('a list of another workshop, a draft and one that never was are not undone', async () => {
	const region = await plant(now);
	const id = await confirm(region, 'Eva;eva@example.org');
	const draft = await paste(region, 'Sol;sol@example.org', now);
	const other = await addWorkshop(region.court, now);
	const before = await everything();
	for (const [workshopId, list] of [
		[other.id, id],
		[region.room.id, draft.id],
		[region.room.id, 'nothing']
	] as const)
		expect(await undoList(workshopId, list, region.facilitator.id, evening)).toBeUndefined();
	expect(await everything()).toEqual(before);
});
