import Sqlite from 'better-sqlite3';
import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.ts';
import type { Visits } from './load.ts';
import { startServer, type Start } from './server.ts';

const here = import.meta.dirname;
const keys = Array.from({ length: 200 }, (_, at) => `page-${at}`);
const paths = keys.map((key) => `/${key}`);

/** Floor F1: a bare Node server. `folder` is where what is made for this run lies. */
export async function startFloorHttp(folder: string): Promise<Visits> {
	const env = { FLOOR_DATABASE: floorDatabase(folder) };
	return { server: await startServer(join(here, 'floor-http.ts'), env), paths, cookies: [] };
}

/** Floor F2: a SvelteKit page that does nothing but show its text. Built in `folder` first, where it is not yet. */
export async function startFloorKit(folder: string, start?: Start): Promise<Visits> {
	const floor = join(folder, 'floor-kit');
	if (!existsSync(join(floor, 'build'))) {
		cpSync(join(here, 'floor-kit'), floor, { recursive: true });
		symlinkSync(join(here, '../../node_modules'), join(floor, 'node_modules'));
		await run('vite', ['build', '--logLevel', 'error'], floor);
	}
	const env = { FLOOR_DATABASE: floorDatabase(folder) };
	return { server: await startServer(join(floor, 'build/index.js'), env, start), paths, cookies: [] };
}

// 200 pages of 30 kB, as a lesson is written.
function floorDatabase(folder: string): string {
	const file = join(folder, 'floor.db');
	if (existsSync(file)) return file;
	const database = new Sqlite(file);
	database.exec('CREATE TABLE page (key TEXT PRIMARY KEY, html TEXT NOT NULL)');
	const words = 'The street you live on can be a reason why a door stays closed. ';
	const insert = database.prepare('INSERT INTO page (key, html) VALUES (?, ?)');
	database.transaction(() => {
		for (const key of keys) insert.run(key, `<h2>${key}</h2>\n${`<p>${words.repeat(4)}</p>\n`.repeat(114)}`);
	})();
	database.close();
	return file;
}
