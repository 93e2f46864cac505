import { expect, test } from 'vitest';
import { useStore } from '#server/db/testing.ts';
import { listParticipants } from '../participant.ts';
import { confirmList, seenAs } from './confirming.ts';
import { correctRows } from './correcting.ts';
import { findList } from './draft.ts';
import { addWorkshop, paste, plant } from './example.ts';

useStore();

const now = new Date('2026-11-02T15:00:00Z');

test('corrected rows say what was written, in the columns there are or in new ones', async () => {
	const region = await plant(now);
	const { id } = await paste(region, 'Nombre;Apellido;Correo\nAna;Núñez;\nLuis;Peña;l@example.org\n;;x', now);
	await correctRows(region.room.id, id, [
		{ row: 2, name: 'Ana\u200b  Núñez', email: ' ANA@example.org' },
		{ row: 4, name: 'Eva Soto', email: 'eva@example.org' }
	]);
	expect((await findList(region.room.id, id))!.rows).toEqual([
		['Nombre', 'Apellido', 'Correo'],
		['Ana Núñez', '', 'ANA@example.org'],
		['Luis', 'Peña', 'l@example.org'],
		['Eva Soto', '', 'eva@example.org']
	]);
	const bare = await paste(region, 'sol@example.org\nnobody', now);
	await correctRows(region.room.id, bare.id, [{ row: 1, name: 'Sol Paz', email: 'sol@example.org' }]);
	const list = (await findList(region.room.id, bare.id))!;
	expect([list.mapping, list.rows]).toEqual([
		['email', 'name'],
		[['sol@example.org', 'Sol Paz'], ['nobody']]
	]);
	await confirmList(region.room, bare.id, { by: region.facilitator, seen: seenAs(list) }, now);
	expect((await listParticipants(region.room.id)).map(({ name }) => name)).toEqual(['Sol Paz']);
});

test('rows that are not there, headings, other lists and confirmed ones stay as they are', async () => {
	const region = await plant(now);
	const { id, list } = await paste(region, 'Nombre;Correo\nAna Núñez;ana@example.org', now);
	const corrections = [-1, 0, 1, 3, 1e9, NaN].map((row) => ({ row, name: 'X', email: 'x@example.org' }));
	await correctRows(region.room.id, id, corrections);
	const other = await addWorkshop(region.court, now);
	await correctRows(other.id, id, [{ row: 2, name: 'X', email: 'x@example.org' }]);
	expect(await findList(region.room.id, id)).toEqual(list);
	await confirmList(region.room, id, { by: region.facilitator, seen: seenAs(list) }, now);
	const confirmed = await findList(region.room.id, id);
	await correctRows(region.room.id, id, [{ row: 2, name: 'X', email: 'x@example.org' }]);
	expect(await findList(region.room.id, id)).toEqual(confirmed);
});

test('a correction is no longer than a cell may be', async () => {
	const region = await plant(now);
	const { id } = await paste(region, 'Nombre;Correo\nAna Núñez;', now);
	await correctRows(region.room.id, id, [{ row: 2, name: 'a'.repeat(10_000), email: 'b'.repeat(10_000) }]);
	expect((await findList(region.room.id, id))!.rows[1]!.map((cell) => cell.length)).toEqual([500, 500]);
});
