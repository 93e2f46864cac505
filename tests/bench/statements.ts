import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { productEnv, root } from './product.ts';
import type { Row } from './table.ts';

/** A page that somebody asks for. */
export interface Page {
	name: string;
	path: string;
	cookie: string;
}

const bar = 4;

/** How many statements the built product sends to SQLite for each page. */
export async function measureStatements({ database }: Bench): Promise<Row[]> {
	const [cookie] = database.learners;
	const [quiz] = database.quizzes;
	const { graduate } = database;
	const pages = [
		{ name: 'lesson', path: database.lesson, cookie: cookie! },
		{ name: 'quiz', path: quiz!, cookie: cookie! },
		{ name: 'quiz, passed', path: quiz!, cookie: graduate },
		{ name: 'practice', path: database.practice, cookie: cookie! },
		{ name: 'practice, compared', path: database.practice, cookie: graduate },
		{ name: 'home', path: '/home', cookie: cookie! },
		{ name: 'home, course done', path: '/home', cookie: graduate },
		{ name: 'record', path: '/record', cookie: graduate },
		{ name: 'course', path: database.course, cookie: cookie! },
		{ name: 'course, done', path: database.course, cookie: graduate }
	];
	const counts = await countStatements(pages, productEnv(database.file));
	return pages.map(({ name }, at) => ({
		what: `statements for a page: ${name}`,
		bar: `≤ ${bar}`,
		measured: String(counts[at]),
		holds: counts[at]! <= bar
	}));
}

/** How many statements the built product sends for each of some pages, once they have been asked for before. */
export function countStatements(pages: Page[], env: NodeJS.ProcessEnv): Promise<number[]> {
	const child = fork(join(import.meta.dirname, 'statements-process.ts'), {
		cwd: root,
		env: { ...process.env, ...env }
	});
	return new Promise((resolve, reject) => {
		child.once('message', (counts: number[]) => {
			resolve(counts);
			child.kill();
		});
		child.once('exit', () => reject(new Error('The process that counts statements ended')));
		child.send(pages);
	});
}
