import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compress } from './compress.ts';

const long = 'María José '.repeat(500);
const asked = (accept?: string) =>
	new Request('http://localhost/', { headers: accept ? { 'accept-encoding': accept } : {} });

function page(body: string | null, headers: Record<string, string> = {}): Response {
	return new Response(body, { status: 418, headers: { 'content-type': 'text/html; charset=utf-8', ...headers } });
}
const bytes = async (response: Response) => Buffer.from(await response.arrayBuffer());

test('a page is packed in the best way its reader takes, and is the same when unpacked', async () => {
	const brotli = await compress(asked('gzip, deflate, br'), page(long));
	expect([brotli.headers.get('content-encoding'), brotli.status]).toEqual(['br', 418]);
	expect(brotliDecompressSync(await bytes(brotli)).toString()).toBe(long);
	const gzip = await compress(asked('gzip'), page(long));
	expect(gzip.headers.get('content-encoding')).toBe('gzip');
	expect(gunzipSync(await bytes(gzip)).toString()).toBe(long);
	expect(gzip.headers.get('vary')).toContain('accept-encoding');
});

test('who takes nothing packed gets it as it is, and so it is with short pages, files and what is packed already', async () => {
	for (const [question, answer] of [
		[asked(), page(long)],
		[asked('identity'), page(long)],
		[asked('br'), page('short')],
		[asked('br'), page(long, { 'content-type': 'application/pdf' })],
		[asked('br'), page(null)]
	] as const) {
		const plain = await compress(question, answer);
		expect(plain.headers.get('content-encoding')).toBeNull();
		expect(plain.status).toBe(418);
	}
	const packed = await compress(asked('br'), page(long, { 'content-encoding': 'gzip' }));
	expect(packed.headers.get('content-encoding')).toBe('gzip');
});

test('headers stay, each of several cookies too; the length is that of what is sent', async () => {
	const answer = page(long, { 'content-length': String(long.length), 'retry-after': '10' });
	answer.headers.append('set-cookie', 'a=1');
	answer.headers.append('set-cookie', 'b=2');
	const packed = await compress(asked('br'), answer);
	expect(packed.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
	expect(packed.headers.get('retry-after')).toBe('10');
	const told = packed.headers.get('content-length');
	expect(told === null || Number(told) === (await bytes(packed)).length).toBe(true);
});

test('a table is packed on its way, and is not waited for', async () => {
	const parts = ['Name,Minutes\r\n', 'Ana,90\r\n'];
	let asks = 0;
	const table = new ReadableStream<Uint8Array>({
		pull: (way) => (asks < parts.length ? way.enqueue(Buffer.from(parts[asks++]!)) : way.close())
	});
	const answer = new Response(table, { headers: { 'content-type': 'text/csv; charset=utf-8' } });
	const packed = await compress(asked('gzip, br'), answer);
	expect(asks).toBeLessThan(parts.length);
	expect(packed.headers.get('content-encoding')).toBe('gzip');
	expect(gunzipSync(await bytes(packed)).toString()).toBe(parts.join(''));
	const plain = new Response(parts[0], { headers: { 'content-type': 'text/csv' } });
	expect((await bytes(await compress(asked(), plain))).toString()).toBe(parts[0]);
});
