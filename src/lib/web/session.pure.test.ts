import { expect, test } from 'vitest';
import { speaking } from './language.ts';
import { afterSignIn, withNext } from './session.ts';

const origin = 'https://puente.example.org';

const after = (next?: string) =>
	afterSignIn(new URL(`${origin}/sign-in${next === undefined ? '' : `?next=${encodeURIComponent(next)}`}`));

test('after signing in comes the page that was asked for', () => {
	for (const next of [
		'/',
		'/home',
		'/courses/example/doors/first',
		'/es/record',
		'/admin/outbox?state=sent&page=2',
		'/courses#modules'
	])
		expect(after(next)).toBe(next);
});

test('without one comes the start page, in the language of the form', () => {
	expect(after()).toBe('/home');
	expect(after('')).toBe('/home');
	expect(speaking('es', () => after())).toBe('/es/home');
});

test.each([
	'//evil.example',
	'///evil.example',
	'/\\evil.example',
	'\\\\evil.example',
	'\\/evil.example',
	'https://evil.example',
	'https:evil.example',
	'http://puente.example.org.evil.example/',
	'//puente.example.org@evil.example',
	'javascript:alert(1)',
	'data:text/html,x',
	'/\t/evil.example',
	'/\n/evil.example',
	'\t//evil.example',
	' //evil.example',
	'/.//evil.example',
	'/..//evil.example',
	'/x/..//evil.example',
	'/es/..//evil.example',
	'evil.example',
	'home',
	'?next=//evil.example',
	'@evil.example',
	'/%2e//evil.example'
])('%j leads nowhere else', (next) => {
	const to = after(next);
	expect(new URL(to, `${origin}/sign-in`).origin).toBe(origin);
	expect(to).toMatch(/^\/[^/\\]/);
	expect(to).not.toContain('evil');
});

test('an address that only looks like another one inside its path stays a path', () => {
	for (const next of ['/%2f%2fevil.example', '/%5cevil.example', '/verify?number=//x', '/courses/https://x'])
		expect(new URL(after(next), origin).origin).toBe(origin);
});

test('what goes into the redirect is plain ASCII, whatever was asked', () => {
	for (const next of ['/courses/ñandú', '/курс', '/a\r\nset-cookie: x=y', '/a b', '/🙂', `/${'\u0000'}`])
		expect(after(next)).toMatch(/^\/[!-~]*$/);
});

test('the way does not lead back to signing in or out', () => {
	for (const next of ['/sign-in', '/es/sign-in', '/sign-out', '/sign-up?x', '/sign-in/../sign-out', '/x/../sign-out'])
		expect(after(next)).toBe('/home');
});

test('the way on goes along to the next page, if it is one of ours', () => {
	const along = (path: string, next: string) =>
		withNext(path, new URL(`${origin}/sign-up?next=${encodeURIComponent(next)}`));
	expect(along('/sign-in', '/es/invitations/abc?x=1')).toBe('/sign-in?next=%2Fes%2Finvitations%2Fabc%3Fx%3D1');
	expect(along('?/confirm', '/join/abc')).toBe('?/confirm&next=%2Fjoin%2Fabc');
	for (const next of ['', '//evil.example', '/sign-out', `/${'x'.repeat(1001)}`])
		expect(along('/sign-in', next)).toBe('/sign-in');
});
