import { expect, test } from 'vitest';
import { isFromOurPages } from './origin.ts';

const host = 'puente.example.org';

function asked(method: string, headers: Record<string, string>): boolean {
	// `Request` itself would drop these headers, as a browser's page may not set them.
	const request = { method, headers: new Headers(headers) } as Request;
	return isFromOurPages(request, host);
}

test('looking is free from everywhere', () => {
	for (const method of ['GET', 'HEAD', 'OPTIONS'])
		expect(asked(method, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).toBe(true);
});

test('a form of our own pages passes, over http and https', () => {
	expect(asked('POST', { 'sec-fetch-site': 'same-origin', origin: `https://${host}` })).toBe(true);
	expect(asked('POST', { origin: `https://${host}` })).toBe(true);
	expect(asked('POST', { origin: `http://${host}` })).toBe(true);
	// Typed into the address bar, or from a bookmark.
	expect(asked('POST', { 'sec-fetch-site': 'none' })).toBe(true);
});

test('a form of somebody else’s page is refused', () => {
	for (const site of ['cross-site', 'same-site', 'something-new', ''])
		expect(asked('POST', { 'sec-fetch-site': site, origin: `https://${host}` }), site).toBe(false);
	for (const origin of [
		'https://evil.example',
		'null',
		'',
		`https://${host}.evil.example`,
		`https://${host}:8443`,
		`https://sub.${host}`,
		host,
		'file://'
	])
		expect(asked('POST', { origin }), origin).toBe(false);
});

test('all that changes something is asked, not POST alone', () => {
	for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
		expect(asked(method, { origin: 'https://evil.example' })).toBe(false);
});

test('a program that says nothing of its origin is no browser', () => {
	expect(asked('POST', {})).toBe(true);
});
