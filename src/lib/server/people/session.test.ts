import { afterEach, expect, test, vi } from 'vitest';
import { read } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { addLearner } from '#server/learning/example.ts';
import { addOrganization } from './organization.ts';
import { giveRole, takeRole } from './role.ts';
import { secretHash } from './secret.ts';
import {
	endOtherSignIns,
	endSignIn,
	findSignedIn,
	listSignIns,
	sessionCookie,
	signIn,
	signOut,
	sweepSessions
} from './session.ts';
import { session } from './tables.ts';

useStore();

// The library that keeps sign-ins asks the clock how long they have been idle.
afterEach(() => {
	vi.useRealTimers();
});

const monday = new Date('2026-11-02T08:00:00Z');
const daysLater = (days: number) => new Date(monday.getTime() + days * 24 * 3600_000);
const sessions = () => read().select().from(session);

function setClock(now: Date): Date {
	vi.useFakeTimers({ toFake: ['Date'], now });
	return now;
}

test('whoever holds the secret is known by it, with what a page needs', async () => {
	const now = setClock(monday);
	const ana = await addLearner('Ana', now, { email: 'ana@example.org', language: 'es', timeZone: 'America/Guatemala' });
	const secret = await signIn(ana.id, 'a browser', now);
	expect(await findSignedIn(secret, now)).toEqual({
		id: ana.id,
		name: 'Ana',
		email: 'ana@example.org',
		language: 'es',
		timeZone: 'America/Guatemala',
		roles: []
	});
});

test('nobody is known by a secret that was never given, by a hash, or by nothing', async () => {
	const now = setClock(monday);
	const ana = await addLearner('Ana', now);
	const secret = await signIn(ana.id, 'a browser', now);
	for (const wrong of ['', 'x', secret.slice(1), `${secret}x`, secretHash(secret), '\u0000', "' OR 1=1 --"])
		expect(await findSignedIn(wrong, now), wrong).toBeUndefined();
});

test('only the hash of the secret is stored', async () => {
	const now = setClock(monday);
	const ana = await addLearner('Ana', now);
	const secret = await signIn(ana.id, 'a browser', now);
	expect(secret).toMatch(/^[\w-]{27}$/);
	const rows = await sessions();
	expect(rows).toMatchObject([{ id: secretHash(secret), personId: ana.id, createdAt: now, device: 'a browser' }]);
	expect(JSON.stringify(rows)).not.toContain(secret);
});

test('each sign-in has a secret of its own, and signing in anew in a browser ends the one before', async () => {
	const now = setClock(monday);
	const ana = await addLearner('Ana', now);
	const first = await signIn(ana.id, 'a browser', now);
	const elsewhere = await signIn(ana.id, 'a phone', now);
	const second = await signIn(ana.id, 'a browser', now, first);
	expect(new Set([first, elsewhere, second]).size).toBe(3);
	expect(await findSignedIn(first, now)).toBeUndefined();
	expect(await findSignedIn(second, now)).toBeDefined();
	expect(await findSignedIn(elsewhere, now)).toBeDefined();
});

test('signing out ends this sign-in and no other', async () => {
	const now = setClock(monday);
	const ana = await addLearner('Ana', now);
	const here = await signIn(ana.id, 'here', now);
	const there = await signIn(ana.id, 'there', now);
	await signOut(here);
	await signOut('no-such-secret');
	expect(await findSignedIn(here, now)).toBeUndefined();
	expect(await findSignedIn(there, now)).toBeDefined();
});

test('a sign-in lasts thirty days without a visit', async () => {
	const ana = await addLearner('Ana', setClock(monday));
	const secret = await signIn(ana.id, 'a browser', monday);
	expect(await findSignedIn(secret, setClock(daysLater(30.1)))).toBeUndefined();
	expect(await sessions()).toEqual([]);
});

test('each visit after half that time prolongs it', async () => {
	const ana = await addLearner('Ana', setClock(monday));
	const secret = await signIn(ana.id, 'a browser', monday);
	expect((await sessions())[0]!.expiresAt).toEqual(daysLater(30));
	expect(await findSignedIn(secret, setClock(daysLater(10)))).toBeDefined();
	expect((await sessions())[0]!.expiresAt).toEqual(daysLater(30));
	expect(await findSignedIn(secret, setClock(daysLater(29)))).toBeDefined();
	expect((await sessions())[0]!.expiresAt).toEqual(daysLater(59));
	expect(await findSignedIn(secret, setClock(daysLater(58)))).toBeDefined();
});

test('after ninety days a sign-in ends, however often it was used', async () => {
	const ana = await addLearner('Ana', setClock(monday));
	const secret = await signIn(ana.id, 'a browser', monday);
	for (let day = 5; day <= 90; day += 5)
		expect(await findSignedIn(secret, setClock(daysLater(day))), `${day}`).toBeDefined();
	expect(await findSignedIn(secret, setClock(daysLater(90.1)))).toBeUndefined();
	expect(await sessions()).toEqual([]);
	expect(sessionCookie.maxAge).toBe(90 * 24 * 3600);
});

test('people see their own sign-ins, newest first, and which one they are using', async () => {
	const now = setClock(daysLater(1));
	const ana = await addLearner('Ana', monday);
	const luis = await addLearner('Luis', monday);
	const here = await signIn(ana.id, 'a phone', monday);
	await signIn(ana.id, 'x'.repeat(500), now);
	await signIn(luis.id, 'a browser', now);
	const listed = await listSignIns(ana.id, here, now);
	expect(listed.map(({ device, current }) => [device, current])).toEqual([
		['x'.repeat(200), false],
		['a phone', true]
	]);
	expect((await listSignIns(ana.id, undefined, now)).every(({ current }) => !current)).toBe(true);
	expect(await listSignIns(ana.id, here, daysLater(40))).toEqual([]);
	// The secret can't be told from what is shown.
	expect(JSON.stringify(listed)).not.toContain(here);
});

test('people end one of their sign-ins, or all others; somebody else’s id does nothing', async () => {
	const now = setClock(monday);
	const ana = await addLearner('Ana', now);
	const luis = await addLearner('Luis', now);
	const [here, there, third] = [
		await signIn(ana.id, '1', now),
		await signIn(ana.id, '2', now),
		await signIn(ana.id, '3', now)
	];
	const theirs = await signIn(luis.id, '4', now);
	await endSignIn(ana.id, secretHash(there));
	await endSignIn(ana.id, secretHash(theirs));
	await endSignIn(ana.id, here);
	await endSignIn(ana.id, 'no-such-id');
	const known = async () =>
		Promise.all([here, there, third, theirs].map(async (each) => Boolean(await findSignedIn(each, now))));
	expect(await known()).toEqual([true, false, true, true]);
	await endOtherSignIns(ana.id, here);
	expect(await known()).toEqual([true, false, false, true]);
	await endOtherSignIns(ana.id);
	expect(await known()).toEqual([false, false, false, true]);
});

test('sweeping removes what has run out and nothing else', async () => {
	setClock(monday);
	const ana = await addLearner('Ana', monday);
	await signIn(ana.id, 'old', monday);
	setClock(daysLater(20));
	const secret = await signIn(ana.id, 'new', daysLater(20));
	await sweepSessions(daysLater(31));
	expect(await sessions()).toMatchObject([{ id: secretHash(secret) }]);
});

test('several roles come with the one question, and those that ended do not', async () => {
	const now = setClock(monday);
	const ana = await addLearner('Ana', now);
	const region = await addOrganization({ kind: 'region', name: { en: 'Region', es: 'Región' } }, now);
	const country = await addOrganization(
		{ kind: 'country', name: { en: 'Chile', es: 'Chile' }, parentId: region.id },
		now
	);
	await giveRole(ana.id, 'manager', country.id, undefined, now);
	await giveRole(ana.id, 'facilitator', region.id, undefined, now);
	await giveRole(ana.id, 'examiner', region.id, undefined, now);
	await takeRole(ana.id, 'examiner', region.id, undefined, now);
	const secret = await signIn(ana.id, 'a browser', now);
	const { roles } = (await findSignedIn(secret, now))!;
	expect(roles.map(({ role }) => role).sort()).toEqual(['facilitator', 'manager']);
	expect(roles).toContainEqual({ role: 'manager', organizationId: country.id, everywhere: false });
	expect(roles).toContainEqual({ role: 'facilitator', organizationId: region.id, everywhere: true });
	expect(await listSignIns(ana.id, secret, now)).toHaveLength(1);
});
