/** Serves the built product in this process and counts what it sends to SQLite for each page that its parent names. */
import Sqlite from 'better-sqlite3';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { root } from './product.ts';
import type { Page } from './statements.ts';

let sent = 0;
const probe = new Sqlite(':memory:');
countCalls(Object.getPrototypeOf(probe.prepare('SELECT 1')) as object, ['run', 'get', 'all', 'iterate']);
countCalls(Sqlite.prototype, ['exec']);
probe.close();

process.once('message', (pages: Page[]) => void serve(pages));

function countCalls(prototype: object, names: string[]): void {
	const methods = prototype as Record<string, (...values: unknown[]) => unknown>;
	for (const name of names) {
		const method = methods[name]!;
		methods[name] = function (...values) {
			sent += 1;
			return method.apply(this, values);
		};
	}
}

async function serve(pages: Page[]): Promise<void> {
	const { handler } = (await import(join(root, 'build/handler.js'))) as { handler: RequestListener };
	const server = createServer(handler).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const counts: number[] = [];
	for (const page of pages) {
		await visit(address, page);
		// Recurring work may fall into one of three visits, hardly into all.
		const tries: number[] = [];
		for (let again = 0; again < 3; again++) {
			const before = sent;
			await visit(address, page);
			tries.push(sent - before);
		}
		counts.push(Math.min(...tries));
	}
	process.send!(counts);
}

async function visit(address: string, { path, cookie }: Page): Promise<void> {
	const answer = await fetch(address + path, { headers: { cookie }, redirect: 'manual' });
	await answer.text();
	if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}`);
}
