import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { useStore } from '#server/db/testing.ts';
import { read, write } from '#server/db/store.ts';
import { assign, listForPerson } from '#server/learning/assignment.ts';
import { letter } from '#server/mail/tables.ts';
import { deactivation, person } from '#server/people/tables.ts';
import { reachOf } from '#server/people/reach.ts';
import { takeRole } from '#server/people/role.ts';
import { addCandidate, mostFound, searchPeople } from './candidate.ts';
import { addWorkshop, member, plant, type Region } from './list/example.ts';
import { listParticipants, removeParticipant, returnParticipant } from './participant.ts';
import { participant } from './tables.ts';

useStore();

const now = new Date('2026-11-02T15:00:00Z');
const later = new Date('2026-11-02T18:00:00Z');
const origin = 'https://puente.example';

const search = async ({ room, facilitator }: Region, words: string) =>
	(await searchPeople(reachOf(facilitator, 'facilitate'), room.id, words)).map(({ email }) => email);
const add = ({ room, facilitator }: Region, personId: string, at = now) =>
	addCandidate(room, personId, facilitator, origin, at);

test('people are found by name and address among one’s own only, however they are written', async () => {
	const region = await plant(now);
	await member(region.court, 'ana.nunez@example.org', now, { name: 'Ana María Núñez' });
	await member(region.guatemala, 'luis@example.org', now, { name: 'Luis NUÑEZ' });
	await member(region.chile, 'eva@example.org', now, { name: 'Eva Núñez' });
	expect(await search(region, 'nunez')).toEqual(['ana.nunez@example.org', 'luis@example.org']);
	expect(await search(region, 'NÚÑEZ ana')).toEqual(['ana.nunez@example.org']);
	expect(await search(region, 'LUIS@')).toEqual(['luis@example.org']);
	for (const words of ['', '   ', '%', '*', '_', 'eva', '\u0000', "' or 1=1 --"])
		expect([words, await search(region, words)]).toEqual([words, []]);
});

test('twenty are found at most, whoever was erased or deactivated is not, and who is in is marked', async () => {
	const region = await plant(now);
	const { room, facilitator, court } = region;
	for (let at = 0; at < 23; at++) await member(court, `p${at}@example.org`, now);
	expect(await search(region, 'ana')).toHaveLength(mostFound);
	const off = await member(court, 'off@example.org', now, { name: 'Zoe Off' });
	await member(court, 'gone@example.org', now, { name: 'Zoe Gone', erasedAt: now });
	const joined = await member(court, 'in@example.org', now, { name: 'Zoe In', emailConfirmedAt: null });
	await write(async (tx) => {
		const why = { reason: 'x', deactivatedBy: facilitator.id, deactivatedAt: now };
		await tx.insert(deactivation).values({ id: 'd', personId: off.id, ...why });
	});
	await add(region, joined.id);
	expect(await searchPeople(reachOf(facilitator, 'facilitate'), room.id, 'zoe')).toMatchObject([
		{ name: 'Zoe In', isIn: true, hasAccount: false }
	]);
	expect(await add(region, off.id)).toBeUndefined();
});

test('whoever is added takes part at once and gets a letter, once', async () => {
	const region = await plant(now);
	const ana = await member(region.court, 'ana@example.org', now);
	expect(await add(region, ana.id)).toEqual({ name: 'Ana Núñez', letters: 1 });
	expect(await add(region, ana.id, later)).toEqual({ name: 'Ana Núñez', letters: 0 });
	expect((await read().select().from(letter)).map(({ address }) => address)).toEqual(['ana@example.org']);
	expect(await listParticipants(region.room.id)).toMatchObject([{ personId: ana.id, joinedAt: now, via: 'search' }]);
	const waiting = await member(region.court, 'waiting@example.org', now, { emailConfirmedAt: null });
	await add(region, waiting.id);
	const [row] = await read().select().from(participant).where(eq(participant.personId, waiting.id));
	expect(row!.joinedAt).toBeNull();
});

test('nobody of others can be added by their id, nor by whom a role ended meanwhile', async () => {
	const region = await plant(now);
	const eva = await member(region.chile, 'eva@example.org', now);
	const ana = await member(region.court, 'ana@example.org', now);
	for (const id of [eva.id, 'nothing', '']) expect(await add(region, id)).toBeUndefined();
	await takeRole(region.facilitator.id, 'facilitator', region.guatemala.id, undefined, now);
	expect(await add(region, ana.id)).toBeUndefined();
	expect(await read().select().from(participant)).toEqual([]);
	expect(await read().select().from(letter)).toEqual([]);
});

test('two who add the same person at once add them once', async () => {
	const region = await plant(now);
	const ana = await member(region.court, 'ana@example.org', now);
	await Promise.all([add(region, ana.id), add(region, ana.id), add(region, ana.id)]);
	expect(await listParticipants(region.room.id)).toHaveLength(1);
	expect(await read().select().from(letter)).toHaveLength(1);
});

test('whoever is removed keeps their row, loses what was set for this workshop, and can be put back', async () => {
	const region = await plant(now);
	const { room, facilitator } = region;
	const ana = await member(region.court, 'ana@example.org', now);
	await add(region, ana.id);
	const [{ id } = { id: '' }] = await listParticipants(room.id);
	for (const occasion of [room.id, 'another'])
		await assign([ana.id], { course: 'c', module: 'm', occasion, dueOn: '2026-11-20', timeZone: 'UTC' }, 'x', now);
	expect(await removeParticipant(room.id, id, facilitator.id, later)).toBe('Ana Núñez');
	expect(await removeParticipant(room.id, id, 'somebody else', later)).toBe('Ana Núñez');
	expect(await listParticipants(room.id)).toEqual([]);
	expect((await listForPerson(ana.id)).map(({ occasion }) => occasion)).toEqual(['another']);
	expect(await read().select().from(participant)).toMatchObject([{ removedAt: later, removedBy: facilitator.id }]);
	expect(await returnParticipant(room.id, id)).toBe('Ana Núñez');
	expect(await listParticipants(room.id)).toMatchObject([{ id, joinedAt: now }]);
	expect(await returnParticipant(room.id, id)).toBeUndefined();
});

test('whoever left by themselves is not put back, and nobody is removed by a row of another workshop', async () => {
	const region = await plant(now);
	const ana = await member(region.court, 'ana@example.org', now);
	await add(region, ana.id);
	const [{ id } = { id: '' }] = await listParticipants(region.room.id);
	const other = await addWorkshop(region.court, now);
	expect(await removeParticipant(other.id, id, region.facilitator.id, now)).toBeUndefined();
	expect(await returnParticipant(other.id, id)).toBeUndefined();
	expect(await listParticipants(region.room.id)).toHaveLength(1);
	await removeParticipant(region.room.id, id, ana.id, now);
	expect(await returnParticipant(region.room.id, id)).toBeUndefined();
	await add(region, ana.id, later);
	await write(async (tx) => {
		await tx.update(person).set({ erasedAt: now, email: null }).where(eq(person.id, ana.id));
	});
	await removeParticipant(region.room.id, id, region.facilitator.id, now);
	expect(await returnParticipant(region.room.id, id)).toBeUndefined();
});
