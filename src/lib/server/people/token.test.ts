import { expect, test } from 'vitest';
import { read, write } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { addLearner } from '#server/learning/example.ts';
import { secretHash } from './secret.ts';
import { token } from './tables.ts';
import { createToken, findToken, sweepTokens, useToken } from './token.ts';

useStore();

const monday = new Date('2026-11-02T08:00:00Z');
const minutesLater = (minutes: number) => new Date(monday.getTime() + minutes * 60_000);
const daysLater = (days: number) => minutesLater(days * 24 * 60);
const tokens = () => read().select().from(token);

test('only the hash of a link’s secret is stored', async () => {
	const ana = await addLearner('Ana', monday);
	const secret = await createToken('reset-password', ana.id, monday, 'ana@example.org');
	expect(secret).toMatch(/^[\w-]{27}$/);
	expect(await tokens()).toEqual([
		{
			hash: secretHash(secret),
			purpose: 'reset-password',
			personId: ana.id,
			email: 'ana@example.org',
			createdAt: monday,
			expiresAt: minutesLater(60),
			usedAt: null
		}
	]);
});

test('looking at a link does not use it; using it does', async () => {
	const ana = await addLearner('Ana', monday);
	const secret = await createToken('reset-password', ana.id, monday);
	for (let look = 0; look < 3; look++)
		expect(await findToken('reset-password', secret, monday)).toMatchObject({ personId: ana.id });
	expect(await useToken('reset-password', secret, minutesLater(1))).toMatchObject({ usedAt: minutesLater(1) });
	expect(await useToken('reset-password', secret, minutesLater(1))).toBeUndefined();
	expect(await findToken('reset-password', secret, minutesLater(1))).toBeUndefined();
});

test('of many who use a link at once, one gets it', async () => {
	const ana = await addLearner('Ana', monday);
	const secret = await createToken('reset-password', ana.id, monday);
	const used = await Promise.all(Array.from({ length: 8 }, () => useToken('reset-password', secret, monday)));
	expect(used.filter(Boolean)).toHaveLength(1);
});

test('a link whose use failed can be used again', async () => {
	const ana = await addLearner('Ana', monday);
	const secret = await createToken('reset-password', ana.id, monday);
	const attempt = write(async () => {
		await useToken('reset-password', secret, monday);
		throw new Error('something else went wrong');
	});
	await expect(attempt).rejects.toThrow('something else');
	expect(await useToken('reset-password', secret, monday)).toBeDefined();
});

test.each([
	['confirm-email', 7 * 24 * 60],
	['change-email', 24 * 60],
	['reset-password', 60],
	['first-sign-in', 24 * 60],
	['stop-reminders', 90 * 24 * 60]
] as const)('a link for %s works for %i minutes', async (purpose, minutes) => {
	const ana = await addLearner('Ana', monday);
	const secret = await createToken(purpose, ana.id, monday);
	expect(await findToken(purpose, secret, minutesLater(minutes - 1))).toBeDefined();
	expect(await findToken(purpose, secret, minutesLater(minutes))).toBeUndefined();
	expect(await useToken(purpose, secret, minutesLater(minutes))).toBeUndefined();
});

test('a new link ends the one before for the same purpose and person, except for reminders', async () => {
	const ana = await addLearner('Ana', monday);
	const luis = await addLearner('Luis', monday);
	const make = (purpose: 'reset-password' | 'confirm-email' | 'stop-reminders', id: string) =>
		createToken(purpose, id, monday);
	const first = await make('reset-password', ana.id);
	const another = await make('confirm-email', ana.id);
	const theirs = await make('reset-password', luis.id);
	const stop = await make('stop-reminders', ana.id);
	await make('reset-password', ana.id);
	await make('stop-reminders', ana.id);
	expect(await findToken('reset-password', first, monday)).toBeUndefined();
	expect(await findToken('confirm-email', another, monday)).toBeDefined();
	expect(await findToken('reset-password', theirs, monday)).toBeDefined();
	expect(await findToken('stop-reminders', stop, monday)).toBeDefined();
});

test('a link for one purpose is none for another', async () => {
	const ana = await addLearner('Ana', monday);
	const secret = await createToken('confirm-email', ana.id, monday);
	expect(await findToken('reset-password', secret, monday)).toBeUndefined();
	expect(await useToken('first-sign-in', secret, monday)).toBeUndefined();
	expect(await useToken('confirm-email', secretHash(secret), monday)).toBeUndefined();
});

test('sweeping removes links a month after they ran out', async () => {
	const ana = await addLearner('Ana', monday);
	await createToken('reset-password', ana.id, monday);
	await createToken('stop-reminders', ana.id, monday);
	await sweepTokens(daysLater(29));
	expect(await tokens()).toHaveLength(2);
	await sweepTokens(daysLater(31));
	expect(await tokens()).toMatchObject([{ purpose: 'stop-reminders' }]);
});
