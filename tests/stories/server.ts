import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = join(import.meta.dirname, '../..');

/**
 * Serves the built product for the stories: a fresh demo database in a folder of its own, on a free port. Leaves the address in STORIES_ADDRESS and the database
 * in DATABASE_URL for the workers. Returns what ends it, which fails where the server noted an error of its own meanwhile.
 */
export default async function serve(): Promise<() => Promise<void>> {
	if (!existsSync(join(root, 'build/index.js')))
		throw new Error('The stories are told on what is built, and there is no build/ yet. Run: npm run build');
	process.chdir(root);
	const folder = await mkdtemp(join(tmpdir(), 'puente-stories-'));
	const port = process.env.STORIES_PORT ?? String(await freePort());
	process.env.STORIES_ADDRESS = `http://127.0.0.1:${port}`;
	process.env.DATABASE_URL = `file:${join(folder, 'stories.db')}`;

	const server = spawn(process.execPath, ['src/puente.ts', 'demo'], {
		cwd: root,
		env: {
			...process.env,
			PORT: port,
			ORIGIN: undefined,
			SMTP_URL: undefined,
			RATE_LIMIT_FACTOR: '100000',
			LOG_LEVEL: 'error'
		},
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const said: string[] = [];
	for (const stream of [server.stdout, server.stderr]) stream.on('data', (words: Buffer) => said.push(String(words)));
	try {
		await answers(server, said);
	} catch (error) {
		server.kill();
		await rm(folder, { recursive: true, force: true });
		throw error;
	}

	return async () => {
		const ended = new Promise((resolve) => server.once('exit', resolve));
		if (server.exitCode === null) {
			server.kill();
			await Promise.race([ended, sleep(10_000).then(() => server.kill('SIGKILL'))]);
		}
		await rm(folder, { recursive: true, force: true });
		const errors = said
			.join('')
			.split('\n')
			.filter((line) => line.startsWith('{"level":50'));
		if (errors.length > 0)
			throw new Error(`While the stories were told, the server noted errors:\n${errors.join('\n')}`);
	};
}

async function answers(server: ChildProcess, said: string[]): Promise<void> {
	const deadline = Date.now() + 60_000;
	while (Date.now() < deadline) {
		if (server.exitCode !== null) break;
		const answer = await fetch(`${process.env.STORIES_ADDRESS}/healthz`).catch(() => undefined);
		if (answer?.ok) return;
		await sleep(100);
	}
	throw new Error(`The server for the stories did not start:\n${said.join('')}`);
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const { port } = probe.address() as AddressInfo;
			probe.close(() => resolve(port));
		});
	});
}
