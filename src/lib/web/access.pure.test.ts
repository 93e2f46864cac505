import { expect, test } from 'vitest';
import { isAdministrator, mayOpen } from './access.ts';

const counselor = { roles: [] };
const ofCountry = { roles: [{ role: 'administrator' as const, organizationId: 'country', everywhere: false }] };
const ofAll = { roles: [{ role: 'administrator' as const, organizationId: 'root', everywhere: true }] };
const manager = { roles: [{ role: 'manager' as const, organizationId: 'root', everywhere: true }] };

test('a route that nobody listed is open to nobody', () => {
	for (const person of [undefined, counselor, ofAll])
		for (const route of ['/secret', '/admin/new', '/home/', '']) expect(mayOpen(route, person)).toBe('no');
});

test('what is for everyone is open to strangers; the rest asks them to sign in', () => {
	expect([mayOpen('/courses', undefined), mayOpen('/home', undefined), mayOpen('/admin', undefined)]).toEqual([
		'yes',
		'sign in',
		'sign in'
	]);
});

test('signing in does not help where a role is needed', () => {
	expect([counselor, manager, ofCountry, ofAll].map((person) => mayOpen('/admin', person))).toEqual([
		'no',
		'no',
		'no',
		'yes'
	]);
	expect([counselor, manager, ofCountry, ofAll].map((person) => mayOpen('/home', person))).toEqual([
		'yes',
		'yes',
		'yes',
		'yes'
	]);
});

test('an administrator is one of the whole installation', () => {
	expect([counselor, manager, ofCountry, ofAll].map(isAdministrator)).toEqual([false, false, false, true]);
});
