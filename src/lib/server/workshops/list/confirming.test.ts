import { and, asc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { ask, useStore } from '#server/db/testing.ts';
import { read, write } from '#server/db/store.ts';
import { letter } from '#server/mail/tables.ts';
import { takeRole } from '#server/people/role.ts';
import { deactivation, person } from '#server/people/tables.ts';
import { listParticipants, removeParticipant } from '../participant.ts';
import { mailing, participant } from '../tables.ts';
import { confirmList, type Confirmed } from './confirming.ts';
import { changeMapping, findList, keepList, listLists, sweepLists } from './draft.ts';
import { addWorkshop, facilitatorOf, member, paste, plant, type Region } from './example.ts';
import { readText } from './reading.ts';

useStore();

const now = new Date('2026-11-02T15:00:00Z');
const later = new Date('2026-11-02T15:30:00Z');
const origin = 'https://puente.example';

/** Pastes a list and confirms it. */
async function confirm(region: Region, text: string, at = now, invite?: string): Promise<Confirmed> {
	const { id, seen } = await paste(region, text, at);
	return (await confirmList(region.room, id, { by: region.facilitator, seen, invite }, at)) as Confirmed;
}

/** A list of 30 people, of whom three rows can't be taken. */
function thirty(): string {
	const rows = Array.from({ length: 30 }, (_, at) => [`Persona ${'ABCDEFGHIJ'[at % 10]} Núñez`, `p${at}@example.org`]);
	rows[4]![1] = '';
	rows[11]![1] = 'p11.example.org';
	rows[20]![1] = 'P3@Example.org ';
	return [['Nombre', 'Correo'], ...rows].map((row) => row.join(';')).join('\n');
}

test('of thirty rows with three bad ones, twenty-seven are added and three are left out', async () => {
	const region = await plant(now);
	const text = thirty();
	const { made, letters, leftOut } = await confirm(region, text, now, origin);
	expect([made.people.length, made.participants.length, made.returned, letters]).toEqual([27, 27, [], 27]);
	const rows = readText(text);
	expect(leftOut).toEqual({ headings: [rows[0]], rows: [rows[5], rows[12], rows[21]] });
	const people = await listParticipants(region.room.id);
	expect(people.every(({ joinedAt, hasAccount, via }) => !joinedAt && !hasAccount && via === 'list')).toBe(true);
	expect((await read().select().from(letter)).map(({ address }) => address).sort()).toEqual(
		people.map(({ email }) => email).sort()
	);
	const [history] = await listLists(region.room.id, now);
	expect(history).toMatchObject({ added: 27, confirmedAt: now, createdBy: 'Inés Paz' });
});

test('whom nobody knew becomes a person without an account, as the list describes them', async () => {
	const region = await plant(now);
	await confirm(
		region,
		[
			'Nombre;Correo;Institución;Cargo;Sector;Sexo;Idioma',
			'Ana Núñez;ANA@example.org;tribunal de tratamiento  de drogas;Jueza;Justicia;F;inglés',
			'Luis Peña;luis@example.org;Casa de Nadie;astronauta;;M;'
		].join('\n')
	);
	const found = await read().select().from(person).where(eq(person.createdAt, now)).orderBy(asc(person.email));
	const [ana, luis] = found.filter(({ email }) => /^(ana|luis)@/.test(email!));
	const both = {
		country: 'GT',
		timeZone: 'America/Guatemala',
		emailConfirmedAt: null,
		passwordHash: null,
		erasedAt: null
	};
	expect(ana).toMatchObject({
		...{ ...both, name: 'Ana Núñez', email: 'ana@example.org', organizationId: region.court.id, language: 'en' },
		...{ institution: 'tribunal de tratamiento de drogas', profession: 'judge', sector: 'justice', sex: 'female' }
	});
	expect(luis).toMatchObject({
		...{
			...both,
			name: 'Luis Peña',
			organizationId: region.guatemala.id,
			language: 'es',
			institution: 'Casa de Nadie'
		},
		...{ profession: null, sector: null, sex: 'male', wantsReminders: true }
	});
});

test('one’s own people take part at once; people of others, and those without an account, are invited', async () => {
	const region = await plant(now);
	const yours = await member(region.court, 'yours@example.org', now);
	const elsewhere = await member(region.chile, 'elsewhere@example.org', now, { name: 'Eva Soto' });
	const waiting = await member(region.court, 'waiting@example.org', now, { emailConfirmedAt: null });
	const before = await ask('select * from person order by id');
	const { made } = await confirm(
		region,
		'Nombre;Correo\nOther Name;yours@example.org\n;Elsewhere@example.org\nAny;waiting@example.org'
	);
	expect([made.people, made.participants.length]).toEqual([[], 3]);
	const joined = new Map((await listParticipants(region.room.id)).map((row) => [row.personId, row.joinedAt]));
	expect([joined.get(yours.id), joined.get(elsewhere.id), joined.get(waiting.id)]).toEqual([now, undefined, undefined]);
	expect(await ask('select * from person order by id')).toEqual(before);
});

test('somebody who was deactivated is left out', async () => {
	const region = await plant(now);
	const { id } = await member(region.court, 'off@example.org', now);
	await write(async (tx) => {
		const why = { reason: 'left', deactivatedBy: region.facilitator.id, deactivatedAt: now };
		await tx.insert(deactivation).values({ id: 'd', personId: id, ...why });
	});
	const { made, leftOut } = await confirm(region, 'Ana Núñez;off@example.org');
	expect([made.participants, leftOut.rows]).toEqual([[], [['Ana Núñez', 'off@example.org']]]);
});

test('confirming twice, or the same list again however it is written, adds nobody twice', async () => {
	const region = await plant(now);
	const { id, seen } = await paste(region, thirty(), now);
	const how = { by: region.facilitator, seen, invite: origin };
	const first = (await confirmList(region.room, id, how, now)) as Confirmed;
	const tables = async () => [
		await ask('select * from person order by id'),
		await ask('select * from participant order by id'),
		await ask('select * from letter order by id'),
		await ask('select * from mailing order by id')
	];
	const state = await tables();
	expect(await confirmList(region.room, id, how, later)).toEqual({
		made: first.made,
		letters: 0,
		leftOut: { headings: [], rows: [] }
	});
	expect(await tables()).toEqual(state);
	const again = await confirm(region, thirty().toUpperCase().replaceAll(';', ' ;  '), later, origin);
	expect([again.made, again.letters]).toEqual([{ people: [], participants: [], returned: [] }, 0]);
	expect(await tables()).toEqual(state);
});

test('two facilitators who do it at once add nobody twice', async () => {
	const region = await plant(now);
	const second = { ...region, facilitator: await facilitatorOf(region.guatemala, 'Raúl', now) };
	await Promise.all([confirm(region, thirty()), confirm(second, thirty().toUpperCase()), confirm(region, thirty())]);
	const people = await listParticipants(region.room.id);
	expect(people).toHaveLength(27);
	expect(new Set(people.map(({ email }) => email)).size).toBe(27);
	expect(await read().select().from(person)).toHaveLength(29);
});

test('the same people may be on the lists of two workshops, and are one person', async () => {
	const region = await plant(now);
	await confirm(region, thirty());
	const other = { ...region, room: await addWorkshop(region.court, now) };
	const { made } = await confirm(other, thirty(), later);
	expect([made.people.length, made.participants.length]).toEqual([0, 27]);
});

test('whoever was removed is back; whoever left by themselves decides anew', async () => {
	const region = await plant(now);
	const { room, facilitator } = region;
	await member(region.court, 'ana@example.org', now);
	const eva = await member(region.chile, 'eva@example.org', now);
	const text = 'Ana Núñez;ana@example.org\nEva Soto;eva@example.org';
	await confirm(region, text);
	const rows = await listParticipants(room.id);
	await write(async (tx) => {
		await tx.update(participant).set({ joinedAt: now });
	});
	for (const { id, personId } of rows)
		await removeParticipant(room.id, id, personId === eva.id ? eva.id : facilitator.id, now);
	const { made } = await confirm(region, text, later);
	expect([made.participants, made.returned.length]).toEqual([[], 2]);
	const back = new Map((await listParticipants(room.id)).map((row) => [row.email, row]));
	expect([...back.values()].map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id).sort());
	expect([back.get('ana@example.org')!.joinedAt, back.get('eva@example.org')!.joinedAt]).toEqual([now, undefined]);
});

test('a list whose columns somebody changed meanwhile is not confirmed', async () => {
	const region = await plant(now);
	const { id, seen, list } = await paste(region, thirty(), now);
	await changeMapping(region.room.id, id, { headings: 0, mapping: list.mapping });
	expect(await confirmList(region.room, id, { by: region.facilitator, seen }, now)).toBe('changed');
	expect(await listParticipants(region.room.id)).toEqual([]);
});

test('a list of another workshop can’t be confirmed or changed here', async () => {
	const region = await plant(now);
	const { id, seen, list } = await paste(region, thirty(), now);
	const other = await addWorkshop(region.chile, now);
	expect(await confirmList(other, id, { by: region.facilitator, seen }, now)).toBe('gone');
	await changeMapping(other.id, id, { headings: 5, mapping: [] });
	expect(await findList(other.id, id)).toBeUndefined();
	expect(await findList(region.room.id, id)).toEqual(list);
});

test('somebody who facilitates here but holds no role has no people of their own', async () => {
	const region = await plant(now);
	await member(region.court, 'ana@example.org', now);
	const { id, seen } = await paste(region, 'Ana Núñez;ana@example.org', now);
	// Also where the page was opened before their role ended.
	await takeRole(region.facilitator.id, 'facilitator', region.guatemala.id, undefined, now);
	await confirmList(region.room, id, { by: region.facilitator, seen }, now);
	expect((await listParticipants(region.room.id)).map(({ joinedAt }) => joinedAt)).toEqual([undefined]);
});

test('rows go with confirming, and drafts nobody confirmed are emptied after a day', async () => {
	const region = await plant(now);
	const confirmed = await paste(region, 'Ana Núñez;ana@example.org', now);
	await confirmList(region.room, confirmed.id, { by: region.facilitator, seen: confirmed.seen }, now);
	const old = await paste(region, 'Luis Peña;luis@example.org', now);
	const tomorrow = new Date(now.getTime() + 25 * 3600_000);
	const young = await keepList(region.room.id, { fileName: 'a.csv', rows: [['x']] }, region.facilitator.id, later);
	await sweepLists(new Date(now.getTime() + 24 * 3600_000 + 1000));
	const rows = async (id: string) => (await findList(region.room.id, id))!.rows;
	expect([await rows(confirmed.id), await rows(old.id), await rows(young)]).toEqual([[], [], [['x']]]);
	expect(await confirmList(region.room, old.id, { by: region.facilitator, seen: old.seen }, tomorrow)).toBe('gone');
	const listed = async (at: Date) => (await listLists(region.room.id, at)).map((list) => list.id).sort();
	expect(await listed(tomorrow)).toEqual([confirmed.id]);
	expect(await listed(later)).toEqual([confirmed.id, old.id, young].sort());
});

test('confirming writes people, their places, and letters where that was asked, and nothing else', async () => {
	const region = await plant(now);
	const { id, seen } = await paste(region, thirty(), now);
	await confirmList(region.room, id, { by: region.facilitator, seen }, now);
	expect(await read().select().from(letter)).toEqual([]);
	expect(await read().select().from(mailing)).toEqual([]);
	const other = await paste({ ...region, room: await addWorkshop(region.court, now) }, thirty(), now);
	const room = { ...region.room, id: other.list.workshopId };
	await confirmList(room, other.id, { by: region.facilitator, seen: other.seen, invite: origin }, now);
	expect(await read().select().from(letter)).toHaveLength(27);
	expect(
		await read()
			.select()
			.from(mailing)
			.where(and(eq(mailing.kind, 'invitation'), eq(mailing.count, 27)))
	).toHaveLength(1);
});
