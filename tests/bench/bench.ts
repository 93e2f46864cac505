/**
 * `npm run bench`: holds the product against two floors in one run and prints one table. `npm run bench -- NAME …` measures only those groups. Ends well also
 * where a bar is not held, and badly only where something could not be measured.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { measureBrowser } from './browser.ts';
import { measureGrowth } from './growth.ts';
import { endLoad } from './load.ts';
import { watchMachine } from './machine.ts';
import { measureMemory } from './memory.ts';
import { buildProduct, fillDatabase, type Database } from './product.ts';
import { measureQuiz } from './quiz.ts';
import { endServers } from './server.ts';
import { measureReports } from './reports.ts';
import { measureSignIn } from './sign-in.ts';
import { measureStatements } from './statements.ts';
import { printTable, type Row } from './table.ts';
import { measureThroughput } from './throughput.ts';

/** What a group of measurements works with. */
export interface Bench {
	/** Where files of this run lie; it goes when the run ends. */
	folder: string;
	/** 200 learners in a demo. */
	database: Database;
}

const groups: Record<string, (bench: Bench) => Promise<Row[]>> = {
	throughput: measureThroughput,
	statements: measureStatements,
	growth: measureGrowth,
	quiz: measureQuiz,
	'sign-in': measureSignIn,
	browser: measureBrowser,
	memory: measureMemory,
	reports: measureReports
};

/** How many seconds one group may take. */
const longest = 600;

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !Object.hasOwn(groups, name));
if (unknown.length > 0) {
	console.error(`There is no group ${unknown.join(', ')}. There are: ${Object.keys(groups).join(', ')}`);
	process.exit(2);
}

const began = Date.now();
const otherWork = watchMachine();
const folder = mkdtempSync(join(tmpdir(), 'puente-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

await buildProduct();
const bench: Bench = { folder, database: await fillDatabase(folder, 'bench') };
const rows: Row[] = [];
for (const [name, measure] of Object.entries(groups)) {
	if (chosen.length > 0 && !chosen.includes(name)) continue;
	console.error(`${name} …`);
	try {
		rows.push(...(await inTime(measure(bench))));
	} catch (error) {
		console.error(`${name} could not be measured:`, error);
		process.exitCode = 1;
		endServers();
		await endLoad();
	}
}
await endLoad();
printTable(rows);
const failed = rows.filter(({ holds }) => holds === false).length;
const seconds = ((Date.now() - began) / 1000).toFixed(0);
console.log(`\n${rows.filter(({ holds }) => holds).length} hold, ${failed} do not (${seconds} s)`);
const others = otherWork();
if (others > 0.1)
	console.log(
		`Other programs took ${(others * 100).toFixed(0)} % of this machine meanwhile: measure again when it is quiet.`
	);
// A server that does not end by itself shall not keep the run open.
process.exit();

async function inTime(measuring: Promise<Row[]>): Promise<Row[]> {
	const late = new AbortController();
	const limit = sleep(longest * 1000, undefined, { signal: late.signal }).then(() => {
		throw new Error(`It took more than ${longest} seconds`);
	});
	try {
		return await Promise.race([measuring, limit]);
	} finally {
		late.abort();
	}
}
