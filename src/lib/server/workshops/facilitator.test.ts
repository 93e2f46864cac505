import { expect, test } from 'vitest';
import { read, write } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { addLearner, publishExample } from '#server/learning/example.ts';
import { letter } from '#server/mail/tables.ts';
import { deactivation } from '#server/people/tables.ts';
import { addHosts, asSignedIn, planFor, planned } from './example-plan.ts';
import { addFacilitator, listFacilitators, removeFacilitator } from './facilitator.ts';
import { findFacilitated } from './workshop.ts';

useStore();

const origin = 'https://puente.example.org';
const monday = new Date('2026-11-02T15:00:00Z');
const tuesday = new Date('2026-11-03T15:00:00Z');

async function begin() {
	await publishExample(monday);
	const { court, ines } = await addHosts(monday);
	const antigua = await planned(planFor(court.id), ines, monday);
	const luis = asSignedIn(await addLearner('Luis', monday, { email: 'luis@example.org', language: 'es' }));
	const add = (email: string) => addFacilitator(antigua, email, ines.id, origin, tuesday);
	const names = async () => (await listFacilitators(antigua.id)).map(({ name }) => name);
	return { ines, luis, antigua, add, names };
}

test('a second facilitator is found by the address of their account, gets a letter, and may do everything', async () => {
	const { antigua, luis, add, names } = await begin();
	expect(await findFacilitated(luis, antigua.id)).toBeUndefined();
	expect(await add(' Luis@Example.org ')).toBe('added');
	expect(await names()).toEqual(['Inés Cabral', 'Luis']);
	expect(await findFacilitated(luis, antigua.id)).toMatchObject({ id: antigua.id });
	expect(await read().select().from(letter)).toMatchObject([
		{ kind: 'workshop-facilitator', personId: luis.id, link: `${origin}/es/workshops/${antigua.id}` }
	]);
});

test('adding somebody twice is once, with one letter', async () => {
	const { add, names } = await begin();
	const both = await Promise.all([add('luis@example.org'), add('luis@example.org')]);
	expect(both.sort()).toEqual(['added', 'already']);
	expect(await names()).toHaveLength(2);
	expect(await read().select().from(letter)).toHaveLength(1);
});

test('an address without an account, unconfirmed or deactivated, adds nobody', async () => {
	const { add, names, ines } = await begin();
	await addLearner('Listed', monday, { email: 'listed@example.org', emailConfirmedAt: null });
	const off = await addLearner('Off', monday, { email: 'off@example.org' });
	await write(async (tx) => {
		const row = { id: 'd', personId: off.id, reason: '', deactivatedBy: ines.id, deactivatedAt: monday };
		await tx.insert(deactivation).values(row);
	});
	for (const email of ['nobody@example.org', 'listed@example.org', 'off@example.org', ''])
		expect(await add(email)).toBe('no account');
	expect(await names()).toEqual(['Inés Cabral']);
	expect(await read().select().from(letter)).toEqual([]);
});

test('whoever is removed facilitates no longer, and can be added again', async () => {
	const { antigua, luis, ines, add, names } = await begin();
	await add('luis@example.org');
	expect(await removeFacilitator(antigua.id, luis.id, ines.id, tuesday)).toBe('removed');
	expect(await removeFacilitator(antigua.id, luis.id, ines.id, tuesday)).toBe('unknown');
	expect(await findFacilitated(luis, antigua.id)).toBeUndefined();
	expect(await add('luis@example.org')).toBe('added');
	expect(await names()).toHaveLength(2);
});

test('the last facilitator stays, also when two remove each other at once', async () => {
	const { antigua, luis, ines, add, names } = await begin();
	expect(await removeFacilitator(antigua.id, ines.id, ines.id, tuesday)).toBe('last');
	await add('luis@example.org');
	const both = await Promise.all([
		removeFacilitator(antigua.id, luis.id, ines.id, tuesday),
		removeFacilitator(antigua.id, ines.id, luis.id, tuesday)
	]);
	expect(both.sort()).toEqual(['last', 'removed']);
	expect(await names()).toHaveLength(1);
});
