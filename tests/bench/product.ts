import { fork } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.ts';
import type { Filled } from './fill.ts';
import type { Visits } from './load.ts';
import { startServer, type Start } from './server.ts';

/** The project's folder. */
export const root = join(import.meta.dirname, '../..');

/** A filled database and who may ask it for what. */
export interface Database extends Filled {
	file: string;
}

/** How the product is served for measurements: on this machine, without limits that stand for many people at one address. */
export function productEnv(file: string): NodeJS.ProcessEnv {
	return {
		DATABASE_URL: `file:${file}`,
		HOST: '127.0.0.1',
		ORIGIN: undefined,
		SMTP_URL: undefined,
		RATE_LIMIT_FACTOR: '100000',
		LOG_LEVEL: 'error'
	};
}

/** Builds the product where what is built is older than its source. */
export async function buildProduct(): Promise<void> {
	const built = join(root, 'build/index.js');
	const sources = ['src', 'static', 'svelte.config.js', 'vite.config.ts', 'package.json'].map((name) =>
		join(root, name)
	);
	if (existsSync(built) && Math.max(...sources.map(newest)) < statSync(built).mtimeMs) return;
	await run('npm', ['run', '-s', 'build'], root);
}

// Messages are compiled anew with each build.
function newest(path: string): number {
	const about = statSync(path);
	if (!about.isDirectory()) return about.mtimeMs;
	const within = readdirSync(path).filter((name) => name !== 'paraglide' && !name.endsWith('.test.ts'));
	return Math.max(0, ...within.map((name) => newest(join(path, name))));
}

/** Makes a database in a folder: a demo, 200 learners, and as many more as `crowd` says, each with five steps done. */
export function fillDatabase(folder: string, name: string, crowd = 0): Promise<Database> {
	const file = join(folder, `${name}.db`);
	const child = fork(join(import.meta.dirname, 'fill.ts'), [String(crowd)], {
		cwd: root,
		env: { ...process.env, ...productEnv(file) }
	});
	return new Promise((resolve, reject) => {
		child.once('message', (filled: Filled) => resolve({ ...filled, file }));
		child.once('exit', (code) => reject(new Error(`The database could not be filled (${code})`)));
	});
}

/** Another database with the same in it, for a measurement that writes. */
export function copyDatabase(database: Database, name: string): Database {
	const file = `${database.file}-${name}`;
	copyFileSync(database.file, file);
	return { ...database, file };
}

/** Serves the built product with a database, and says what its learners read there: each the same lesson. */
export async function startProduct(database: Database, start: Start = {}): Promise<Visits> {
	const server = await startServer(join(root, 'build/index.js'), productEnv(database.file), { folder: root, ...start });
	return { server, paths: [database.lesson], cookies: database.learners };
}
