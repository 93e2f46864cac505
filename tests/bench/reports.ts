import { fork } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from './bench.ts';
import type { Reporting } from './fill-reports.ts';
import { startFloorKit } from './floor.ts';
import { compare, load, type Stood, type Visits } from './load.ts';
import { copyDatabase, productEnv, root, startProduct, type Database } from './product.ts';
import type { Server } from './server.ts';
import { countStatements } from './statements.ts';
import { decimal, type Row } from './table.ts';

interface Filled {
	database: Database;
	reporting: Reporting;
}

/** Reports over a hundred thousand people: what they cost, and what they leave to those who learn meanwhile. */
export async function measureReports({ folder, database }: Bench): Promise<Row[]> {
	const filled = await fill(copyDatabase(database, 'reports'));
	const { people, rows } = filled.reporting;
	const numbers = new Intl.NumberFormat('en');
	return [
		{
			what: `reports, with ${numbers.format(people)} people and ${numbers.format(rows)} progress rows`,
			bar: '',
			measured: ''
		},
		...(await statements(filled)),
		...(await costs(filled, folder)),
		...(await memory(filled, folder)),
		await meanwhile(filled)
	];
}

function fill(database: Database): Promise<Filled> {
	const child = fork(join(import.meta.dirname, 'fill-reports.ts'), {
		cwd: root,
		env: { ...process.env, ...productEnv(database.file) }
	});
	return new Promise((resolve, reject) => {
		child.once('message', (reporting: Reporting) => resolve({ database, reporting }));
		child.once('exit', (code) => reject(new Error(`The database could not be filled (${code})`)));
	});
}

const stepsOf = ({ course, large }: Reporting) => `/manage/steps.csv?course=${course}&organization=${large}`;

async function statements({ database, reporting }: Filled): Promise<Row[]> {
	const [all, country] = reporting.managers as [string, string];
	const [learner] = reporting.learners as [string];
	const pages = [
		{ name: 'lesson', bar: 4, path: database.lesson, cookie: learner },
		{ name: 'overview of all', bar: 8, path: '/manage', cookie: all },
		{
			name: 'overview of a country, by course, filtered',
			bar: 8,
			path: '/manage?by=course&sex=female',
			cookie: country
		},
		{ name: 'people', bar: 8, path: '/manage/people?which=enrolled&page=3', cookie: all },
		{ name: 'CSV of 5,000 people by steps', bar: 10, path: stepsOf(reporting), cookie: all }
	];
	const counts = await countStatements(pages, productEnv(database.file));
	return pages.map(({ name, bar }, at) => ({
		what: `  statements: ${name}`,
		bar: `≤ ${bar}`,
		measured: String(counts[at]),
		holds: counts[at]! <= bar
	}));
}

async function costs({ database, reporting }: Filled, folder: string): Promise<Row[]> {
	const kit = await startFloorKit(folder);
	const product = await startProduct(database);
	try {
		await load(kit, { duration: 2 });
		const ask = (paths: string[]): Visits => ({ ...product, paths, cookies: reporting.managers });
		const overview = ask(['/manage', '/manage?by=course']);
		const people = ask(['/manage/people', '/manage/people?which=enrolled&page=7']);
		// Nothing is worked out yet: each address of each manager once.
		const cold = await askEach(overview);
		const coldPeople = await askEach(people);
		const floor = () => load(kit, { duration: 1 });
		const overviews = await compare(() => load(overview, { duration: 3 }), floor, 3);
		const lists = await compare(() => load(people, { duration: 3 }), floor, 3);
		const page = overviews.floor.cpu;
		const downloads = 3;
		const before = product.server.cpu();
		for (let at = 0; at < downloads; at++) await download(product.server, stepsOf(reporting), reporting.managers[0]!);
		const csv = (product.server.cpu() - before) / downloads / page;
		const pages = (value: number) => `${decimal(value, value < 10 ? 1 : 0)} pages of F2`;
		return [
			{ what: '  overview, CPU', bar: '≤ 20', measured: pages(overviews.cpu), holds: overviews.cpu <= 20 },
			{ what: '    the first time that each is asked', bar: '', measured: pages(cold / page) },
			{ what: '  list of people, CPU', bar: '≤ 20', measured: pages(lists.cpu), holds: lists.cpu <= 20 },
			{ what: '    the first time that each is asked', bar: '', measured: pages(coldPeople / page) },
			{ what: '  CSV of 5,000 people by 20 steps, CPU', bar: '≤ 400', measured: pages(csv), holds: csv <= 400 }
		];
	} finally {
		for (const each of [kit, product]) await each.server.stop();
	}
}

/** Asks for each page by each person once, one after another, and tells the seconds of processor time a page. */
async function askEach({ server, paths, cookies }: Visits): Promise<number> {
	const before = server.cpu();
	for (const path of paths) for (const cookie of cookies) await download(server, path, cookie);
	return (server.cpu() - before) / (paths.length * cookies.length);
}

async function download(server: Server, path: string, cookie: string): Promise<number> {
	// As F2 sends its pages: not compressed.
	const headers = { cookie, 'accept-encoding': 'identity' };
	const answer = await fetch(server.address + path, { headers });
	if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}`);
	let lines = 0;
	for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>)
		for (const byte of part) if (byte === 10) lines++;
	return lines;
}

/** How much more memory a file of all people takes at its height than ten of a tenth of them, one after another: those let go of what they hold ten times. */
async function memory({ database, reporting }: Filled, folder: string): Promise<Row[]> {
	// A Node that no other process runs: else its program would count as shared.
	const node = join(folder, 'node-reports');
	copyFileSync(process.execPath, node);
	const highest = async (path: string, times: number, atLeast: number) => {
		const { server } = await startProduct(database, { node, flags: ['--max-old-space-size=256'] });
		try {
			let most = 0;
			const timer = setInterval(() => (most = Math.max(most, server.memory())), 50);
			for (let time = 0; time < times; time++) {
				const lines = await download(server, path, reporting.managers[0]!);
				if (lines < atLeast) throw new Error(`${path} held only ${lines} lines`);
			}
			clearInterval(timer);
			return most;
		} finally {
			await server.stop();
		}
	};
	const few = await highest(`/manage/people.csv?sector=${reporting.sector}`, 10, 10_000);
	const many = await highest('/manage/people.csv', 1, 100_000);
	const ratio = many / few;
	return [
		{
			what: '  memory (PSS) at its height, CSV of 100,000 people, of ten of 10,000',
			bar: '≤ 1.10',
			measured: `${decimal(ratio)} (${many.toFixed(0)} MB, ${few.toFixed(0)} MB)`,
			holds: ratio <= 1.1
		}
	];
}

/** Lesson pages while managers look at overviews and lists, each with another choice, and download. */
async function meanwhile({ database, reporting }: Filled): Promise<Row> {
	const product = await startProduct(database);
	const lessons: Visits = { ...product, cookies: reporting.learners };
	try {
		await load(lessons, { duration: 4 });
		const ratio = await compare(
			() => whileManaging(lessons, reporting),
			() => load(lessons, { duration: 8 }),
			2
		);
		return {
			what: '  lesson pages a second while managers ask and download, of those without',
			bar: '≥ 0.80',
			measured: decimal(ratio.perSecond),
			holds: ratio.perSecond >= 0.8
		};
	} finally {
		await product.server.stop();
	}
}

let asked = 0;

async function whileManaging(lessons: Visits, reporting: Reporting): Promise<Stood> {
	const going: Promise<unknown>[] = [];
	const { managers } = reporting;
	const choices = ['by=sector', 'by=course&sex=female', 'by=institution&sector=health'];
	const timer = setInterval(() => {
		const at = asked++;
		const cookie = managers[at % managers.length]!;
		const choice = choices[at % choices.length]!;
		const path = at % 4 === 3 ? `/manage/people?which=enrolled&${choice}` : `/manage?${choice}`;
		going.push(download(lessons.server, path, cookie));
		if (at % 4 === 0) going.push(download(lessons.server, stepsOf(reporting), managers[0]!));
	}, 1000);
	const stood = await load(lessons, { duration: 8 });
	clearInterval(timer);
	await Promise.all(going);
	// What is still being worked out shall not burden the lessons that it is held against.
	await sleep(500);
	return stood;
}
