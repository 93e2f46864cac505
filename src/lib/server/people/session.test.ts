import { expect, test } from 'vitest';
import { read, write } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { addOrganization } from './organization.ts';
import { countTry, forgetTries, sweepRateLimits } from './rate-limit.ts';
import { giveRole, holdsRole, takeRole } from './role.ts';
import { secretHash } from './secret.ts';
import { endOtherSignIns, endSignIn, findSignedIn, listSignIns, signIn, signOut, sweepSessions } from './session.ts';
import { rateLimit, session } from './tables.ts';
import { dropKeptForm, findKeptForm, keepForm, sweepKeptForms } from './kept-form.ts';
import { newPerson } from './testing.ts';

useStore();

// Lucia compares with the real clock, so these tests do too.
const now = new Date();
const inDays = (days: number) => new Date(now.getTime() + days * 24 * 3600_000);

test('the table knows only the hash of what the browser holds', async () => {
	const ana = await newPerson('ana@example.org', now);
	const secret = await signIn(ana.id, 'Firefox', now);
	expect(await findSignedIn(secret, now)).toMatchObject({ id: ana.id, name: ana.name, roles: [] });
	const rows = await read().select().from(session);
	expect(rows.map(({ id }) => id)).toEqual([secretHash(secret)]);
	expect(JSON.stringify(rows)).not.toContain(secret);
	expect(await findSignedIn(secretHash(secret), now)).toBeUndefined();
});

test('signing in again on a device replaces its sign-in, signing out ends it', async () => {
	const ana = await newPerson('ana@example.org', now);
	const first = await signIn(ana.id, 'phone', now);
	const second = await signIn(ana.id, 'phone', now, first);
	expect(await findSignedIn(first, now)).toBeUndefined();
	await signOut(second);
	expect(await findSignedIn(second, now)).toBeUndefined();
});

test('a sign-in lasts at most ninety days, however often it is used', async () => {
	const ana = await newPerson('ana@example.org', now);
	const secret = await signIn(ana.id, 'phone', inDays(-89));
	expect(await findSignedIn(secret, now)).toBeDefined();
	expect(await findSignedIn(secret, inDays(2))).toBeUndefined();
	expect(await read().select().from(session)).toEqual([]);
});

test('a sign-in that ran out is no sign-in, and is swept', async () => {
	const ana = await newPerson('ana@example.org', now);
	const secret = await signIn(ana.id, 'phone', now);
	await write((tx) => tx.update(session).set({ expiresAt: inDays(-1) }));
	await sweepSessions(now);
	expect(await read().select().from(session)).toEqual([]);
	expect(await findSignedIn(secret, now)).toBeUndefined();
});

test("one's own other sign-ins can be seen and ended, nobody else's", async () => {
	const ana = await newPerson('ana@example.org', now);
	const eve = await newPerson('eve@example.org', now);
	const here = await signIn(ana.id, 'here', now);
	const there = await signIn(ana.id, 'there', now);
	const listed = await listSignIns(ana.id, here, now);
	expect(listed.map(({ device, current }) => `${device} ${current}`).sort()).toEqual(['here true', 'there false']);

	await endSignIn(eve.id, secretHash(there));
	expect(await findSignedIn(there, now)).toBeDefined();
	await endSignIn(ana.id, secretHash(there));
	expect(await findSignedIn(there, now)).toBeUndefined();
	const again = await signIn(ana.id, 'again', now);
	await endOtherSignIns(ana.id, here);
	expect(await findSignedIn(again, now)).toBeUndefined();
	expect(await findSignedIn(here, now)).toBeDefined();
});

test('a role holds for all below, begins with a new sign-in and ends with it', async () => {
	const ana = await newPerson('ana@example.org', now);
	const name = { en: 'Here', es: 'Aquí' };
	const region = await addOrganization({ kind: 'region', name }, now);
	const country = await addOrganization({ kind: 'country', name, country: 'GT', parentId: region.id }, now);
	const court = await addOrganization({ kind: 'institution', name, country: 'GT', parentId: country.id }, now);
	const other = await addOrganization({ kind: 'country', name, country: 'CL', parentId: region.id }, now);

	const before = await signIn(ana.id, 'phone', now);
	await giveRole(ana.id, 'manager', country.id, undefined, now);
	expect(await findSignedIn(before, now)).toBeUndefined();
	await giveRole(ana.id, 'manager', country.id, undefined, now);
	const secret = await signIn(ana.id, 'phone', now);
	expect((await findSignedIn(secret, now))?.roles).toEqual([
		{ role: 'manager', organizationId: country.id, everywhere: false }
	]);
	expect(await holdsRole(ana, 'manager', court.id)).toBe(true);
	expect(await holdsRole(ana, 'manager', country.id)).toBe(true);
	expect(await holdsRole(ana, 'manager', region.id)).toBe(false);
	expect(await holdsRole(ana, 'manager', other.id)).toBe(false);
	expect(await holdsRole(ana, 'facilitator', court.id)).toBe(false);

	await takeRole(ana.id, 'manager', country.id, undefined, now);
	expect(await findSignedIn(secret, now)).toBeUndefined();
	expect(await holdsRole(ana, 'manager', court.id)).toBe(false);
});

test('tries are counted up to the limit, also at once, and forgotten after success', async () => {
	const waits = await Promise.all(Array.from({ length: 12 }, () => countTry('sign-in', 'ana@example.org')));
	expect(waits.filter((wait) => wait === 0)).toHaveLength(10);
	expect(Math.max(...waits)).toBeGreaterThan(800);
	expect(await countTry('sign-in', 'eve@example.org')).toBe(0);
	expect(JSON.stringify(await read().select().from(rateLimit))).not.toContain('ana');
	await forgetTries('sign-in', 'ana@example.org');
	expect(await countTry('sign-in', 'ana@example.org')).toBe(0);
	await sweepRateLimits(inDays(1));
	expect(await read().select().from(rateLimit)).toEqual([]);
});

test('what was typed comes back for its own page, until it is sent or a day has passed', async () => {
	const secret = await keepForm('/account', { name: ['Ana <b>'] }, now);
	expect(await findKeptForm(secret, '/account')).toEqual({ name: ['Ana <b>'] });
	expect(await findKeptForm(secret, '/home')).toBeUndefined();
	await dropKeptForm(secret);
	expect(await findKeptForm(secret, '/account')).toBeUndefined();
	const other = await keepForm('/account', { name: ['Eve'] }, now);
	await sweepKeptForms(inDays(2));
	expect(await findKeptForm(other, '/account')).toBeUndefined();
});
