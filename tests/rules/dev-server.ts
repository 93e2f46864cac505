import { mkdtempSync, rmSync } from 'node:fs';
import http, { type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeStore, openStore } from '#server/db/store.ts';
import { inventCrowd } from '#server/demo/crowd.ts';
import { fillDemo } from '#server/demo/fill.ts';
import { publishExample } from '#server/learning/example.ts';

/** What a server answered. */
export interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	body: string;
}

/** What to ask besides the address. A form makes it a POST, as a browser on one of our own pages sends it; headers given replace those. */
export interface Question {
	method?: string;
	form?: Record<string, string>;
	cookie?: string;
	headers?: Record<string, string | undefined>;
}

/** Puente as a test reaches it. */
export interface DevServer {
	/** The SQLite file behind it, which the test has open too. */
	file: string;
	origin: string;
	ask(path: string, question?: Question): Promise<Answer>;
	/** Loads a module as the server sees it. */
	load(path: string): Promise<Record<string, unknown>>;
	close(): Promise<void>;
}

/**
 * Serves this working copy through Vite, hooks and all, without a build: on a free port of this machine and a database of its own, filled as a demo on the
 * example course.
 */
export async function serveDemo(): Promise<DevServer> {
	const folder = mkdtempSync(join(tmpdir(), 'puente-routes-'));
	const file = join(folder, 'routes.db');
	Object.assign(process.env, { DATABASE_URL: `file:${file}`, LOG_LEVEL: 'silent', RATE_LIMIT_FACTOR: '1000' });
	for (const name of ['ORIGIN', 'SMTP_URL', 'VITEST']) delete process.env[name];

	await openStore(`file:${file}`);
	const now = new Date();
	const course = await publishExample(new Date(now.getTime() - 400 * 24 * 3600_000));
	await fillDemo([course], 'http://127.0.0.1', now, inventCrowd().slice(0, 30));

	const { createServer } = await import('vite');
	const vite = await createServer({
		appType: 'custom',
		logLevel: 'silent',
		cacheDir: join(folder, 'vite'),
		optimizeDeps: { noDiscovery: true },
		server: { middlewareMode: true, cors: false, hmr: false, ws: false, watch: null }
	});
	const server = http.createServer(vite.middlewares).listen(0, '127.0.0.1');
	await new Promise((listening) => server.once('listening', listening));
	const { port } = server.address() as AddressInfo;
	return {
		file,
		origin: `http://127.0.0.1:${port}`,
		ask: (path, question = {}) => ask(port, path, question),
		load: (path) => vite.ssrLoadModule(path),
		async close() {
			server.closeAllConnections();
			await new Promise((closed) => server.close(closed));
			await vite.close();
			await closeStore();
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

// Not `fetch`, which minds itself what it says of its origin.
function ask(
	port: number,
	path: string,
	{ form, cookie, method = form ? 'POST' : 'GET', headers }: Question
): Promise<Answer> {
	const body = form && new URLSearchParams(form).toString();
	const ours = {
		accept: 'text/html',
		cookie,
		...(form && { 'content-type': 'application/x-www-form-urlencoded', origin: `http://127.0.0.1:${port}` })
	};
	const said = Object.entries({ ...ours, ...headers }).filter(([, value]) => value !== undefined) as [string, string][];
	return new Promise((answer, fail) => {
		const request = http.request(
			{ port, host: '127.0.0.1', path, method, headers: Object.fromEntries(said) },
			(response) => {
				const chunks: Buffer[] = [];
				response.on('data', (chunk: Buffer) => chunks.push(chunk));
				response.on('end', () =>
					answer({
						status: response.statusCode ?? 0,
						headers: response.headers,
						body: Buffer.concat(chunks).toString()
					})
				);
			}
		);
		request.on('error', fail);
		request.end(body);
	});
}
