import { expect, test } from 'vitest';
import { openedStore } from '#server/db/store.ts';
import { ask, useStore } from '#server/db/testing.ts';
import { confirmList, type Confirmed } from './confirming.ts';
import { member, paste, plant } from './example.ts';
import { undoList } from './undoing.ts';

useStore();

const now = new Date('2026-11-02T15:00:00Z');
const later = new Date('2026-11-02T18:00:00Z');

/** Numbers that look random and are the same for the same seed. */
function dice(seed: number) {
	let state = seed * 2654435761 + 1;
	return (below: number) => {
		state = (Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) | 0;
		return (state >>> 0) % below;
	};
}

/** A list of some people of a small town, so that many stand on it twice, however their addresses and columns were written. */
function invent(roll: (below: number) => number): string {
	const separator = [';', ',', '\t', '|'][roll(4)]!;
	const headed = roll(2) === 0;
	const write = (address: string) =>
		[address, address.toUpperCase(), ` ${address}`, `${address} `, `<${address}>`][roll(5)]!;
	const rows = Array.from({ length: 1 + roll(25) }, () => {
		const address = roll(8) === 0 ? ['', 'nobody', 'a@b', '@'][roll(4)]! : write(`p${roll(20)}@example.org`);
		const name = roll(10) === 0 ? ['', '李', '=1+1'][roll(3)]! : `Persona ${'ABCDEF'[roll(6)]} Núñez`;
		return [name, address, ['', 'Jueza', 'x'][roll(3)]!].join(separator);
	});
	return [...(headed ? [['Nombre', 'Correo', 'Cargo'].join(separator)] : []), 'Ana Núñez', ...rows]
		.map((row) => (row === 'Ana Núñez' ? ['Ana Núñez', 'first@example.org', ''].join(separator) : row))
		.join(roll(2) ? '\r\n' : '\n');
}

const tables = async () => [
	await ask('select * from person order by id'),
	await ask('select * from participant order by id')
];

test('for any list, confirming it twice is confirming it once, and undoing it is as if it had never been', async () => {
	for (let seed = 1; seed <= 12; seed++) {
		const roll = dice(seed);
		const region = await plant(now);
		const { room, facilitator, court, chile } = region;
		for (let at = 0; at < 4; at++) await member(at % 2 ? court : chile, `p${at}@example.org`, now);
		const confirm = async (text: string, at: Date) => {
			const { id, seen } = await paste(region, text, at);
			return { id, ...((await confirmList(room, id, { by: facilitator, seen }, at)) as Confirmed) };
		};
		if (roll(2)) await confirm(invent(roll), now);
		const before = await tables();
		const text = invent(roll);
		const first = await confirm(text, later);
		const once = await tables();
		const second = await confirm(text, later);
		expect([seed, second.made]).toEqual([seed, { people: [], participants: [], returned: [] }]);
		expect([seed, await tables()]).toEqual([seed, once]);
		const addresses = once[0]!.map(({ email }) => email);
		expect([seed, new Set(addresses).size]).toEqual([seed, addresses.length]);
		await undoList(room.id, second.id, facilitator.id, later);
		expect([seed, await tables()]).toEqual([seed, once]);
		await undoList(room.id, first.id, facilitator.id, later);
		expect([seed, await tables()]).toEqual([seed, before]);
		await openedStore().empty();
	}
});
