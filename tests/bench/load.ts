import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Server } from './server.ts';

/** What is asked of a server: pages in turn, by people in turn. */
export interface Visits {
	server: Server;
	paths: string[];
	/** One for each person; empty where nobody is signed in. */
	cookies: string[];
	/** What the visitors accept, such as `br`; nothing where it is absent. */
	encoding?: string;
}

/** One load as its process takes it. */
export type Order = Omit<Visits, 'server'> & { address: string; duration?: number; amount?: number };

/** How a server stood a load. */
export interface Stood {
	perSecond: number;
	/** Seconds of processor time a page, on all its threads. */
	cpu: number;
}

/** What the load's process says of an order. */
interface Report {
	answered: number;
	failed: number;
	seconds: number;
	problem?: string;
}

let child: ChildProcess | undefined;

/** Ends the process that makes the load, if there is one. */
export async function endLoad(): Promise<void> {
	if (!child) return;
	const ended = once(child, 'exit');
	child.kill();
	child = undefined;
	await ended;
}

/** Asks for pages over eight connections, for some seconds or up to an amount. Throws where an answer was anything but a page. */
export async function load(
	{ server, ...visits }: Visits,
	extent: { duration: number } | { amount: number }
): Promise<Stood> {
	const before = server.cpu();
	const { answered, failed, seconds, problem } = await carryOut({ ...visits, ...extent, address: server.address });
	if (problem || failed > 0 || answered === 0)
		throw new Error(problem ?? `${failed} of ${answered + failed} requests for ${visits.paths[0]} failed`);
	return { perSecond: answered / seconds, cpu: (server.cpu() - before) / answered };
}

function carryOut(order: Order): Promise<Report> {
	child ??= fork(join(import.meta.dirname, 'load-process.ts'), { stdio: 'inherit' });
	const asked = child;
	return new Promise((resolve, reject) => {
		const gone = () => reject(new Error('The process that makes the load ended'));
		asked.once('exit', gone);
		asked.once('message', (report: Report) => {
			asked.off('exit', gone);
			resolve(report);
		});
		asked.send(order);
	});
}

/** How the first of two compares with the second: by pages a second (more is better) and by processor time a page (less is better). */
export interface Compared {
	perSecond: number;
	cpu: number;
}

/** Runs the two in turn, second first and last, and takes the medians of the ratios, so that what else the machine does falls on both. */
export async function compare(
	first: () => Promise<Stood>,
	second: () => Promise<Stood>,
	rounds = 4
): Promise<Compared & { floor: Stood }> {
	const ratios: Compared[] = [];
	let before = await second();
	const floors = [before];
	for (let round = 0; round < rounds; round++) {
		const middle = await first();
		const after = await second();
		ratios.push({
			perSecond: middle.perSecond / ((before.perSecond + after.perSecond) / 2),
			cpu: middle.cpu / ((before.cpu + after.cpu) / 2)
		});
		floors.push(after);
		before = after;
	}
	return {
		perSecond: median(ratios.map(({ perSecond }) => perSecond)),
		cpu: median(ratios.map(({ cpu }) => cpu)),
		floor: { perSecond: median(floors.map(({ perSecond }) => perSecond)), cpu: median(floors.map(({ cpu }) => cpu)) }
	};
}

/** The middle value; of an even number, the mean of the two in the middle. */
export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const half = sorted.length / 2;
	return Number.isInteger(half) ? (sorted[half - 1]! + sorted[half]!) / 2 : sorted[Math.floor(half)]!;
}
