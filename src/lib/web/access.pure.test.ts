import { expect, test } from 'vitest';
import type { RoleName } from '#server/people/role.ts';
import { isAdministrator, mayOpen } from './access.ts';

const holder = (role: RoleName, organizationId: string) => ({
	id: role,
	roles: [{ role, organizationId, everywhere: organizationId === 'root' }]
});
const counselor = { id: 'counselor', roles: [] };
const ofCountry = holder('administrator', 'country');
const ofAll = holder('administrator', 'root');
const manager = holder('manager', 'root');

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

test('who sees sums, manages people or facilitates workshops: a higher role may do what a lower one may', () => {
	const pages = ['/manage', '/manage/people', '/workshops/new'];
	const may = (role: RoleName) => pages.map((page) => mayOpen(page, holder(role, 'country')));
	expect(may('observer')).toEqual(['yes', 'no', 'no']);
	expect(may('facilitator')).toEqual(['no', 'no', 'yes']);
	expect(may('examiner')).toEqual(['no', 'no', 'no']);
	expect(may('manager')).toEqual(['yes', 'yes', 'yes']);
	expect(may('administrator')).toEqual(['yes', 'yes', 'yes']);
	expect(pages.map((page) => mayOpen(page, counselor))).toEqual(['no', 'no', 'no']);
	expect(pages.map((page) => mayOpen(page, undefined))).toEqual(['sign in', 'sign in', 'sign in']);
});
