import { Agent, request, type OutgoingHttpHeaders } from 'node:http';
import type { Bench } from './bench.ts';
import { startFloorKit } from './floor.ts';
import { load, median } from './load.ts';
import { copyDatabase, startProduct } from './product.ts';
import type { Server } from './server.ts';
import { decimal, type Row } from './table.ts';

/** A quiz of ten questions as a browser without JavaScript goes through it: how often it asks, and what that costs. */
export async function measureQuiz({ folder, database }: Bench): Promise<Row[]> {
	const own = copyDatabase(database, 'quiz');
	const kit = await startFloorKit(folder);
	const product = await startProduct(own);
	const agent = new Agent({ keepAlive: true });
	const [first, ...others] = own.quizzes;
	let requests = 0;
	const take = (quiz: string) =>
		eightAtOnce(own.learners, async (cookie) => {
			requests = await takeQuiz(product.server.address, quiz, own.answers, cookie, agent);
		});
	const read = () => eightAtOnce(kit.paths, (path) => visit(new URL(path, kit.server.address), agent));
	try {
		// Both as servers are that have run for a while, and then both by the same visitors.
		await load(kit, { duration: 3 });
		await load({ ...product, paths: own.quizzes }, { duration: 3 });
		for (const quiz of others.slice(0, 2)) await take(quiz);

		const floor: number[] = [];
		for (let round = 0; round < 2; round++) floor.push(await cpu(kit.server, read));
		const spent = await cpu(product.server, () => take(first!));
		for (let round = 0; round < 2; round++) floor.push(await cpu(kit.server, read));

		const quiz = spent / own.learners.length;
		const pages = quiz / (median(floor) / kit.paths.length);
		return [
			{
				what: 'quiz of ten questions from opening to result, requests without JavaScript',
				bar: '≤ 4',
				measured: String(requests),
				holds: requests <= 4
			},
			{
				what: '  CPU of all of them, in pages of F2',
				bar: '≤ 12',
				measured: `${decimal(pages, 1)} (${decimal(quiz * 1000, 1)} ms)`,
				holds: pages <= 12
			}
		];
	} finally {
		agent.destroy();
		for (const each of [kit, product]) await each.server.stop();
	}
}

async function cpu(server: Server, work: () => Promise<void>): Promise<number> {
	const before = server.cpu();
	await work();
	return server.cpu() - before;
}

async function eightAtOnce<Each>(list: Each[], work: (each: Each) => Promise<unknown>): Promise<void> {
	const left = [...list];
	await Promise.all(
		Array.from({ length: 8 }, async () => {
			for (let each = left.shift(); each !== undefined; each = left.shift()) await work(each);
		})
	);
}

async function takeQuiz(address: string, quiz: string, answers: string, cookie: string, agent: Agent): Promise<number> {
	let requests = 0;
	const ask = (path: string, form?: string) => {
		requests += 1;
		return visit(new URL(path, address), agent, { cookie }, form);
	};
	const sheet = await ask(quiz);
	const action = /<form[^>]* action="([^"]+)"[^>]* data-keep/.exec(sheet.body)?.[1];
	const questions = sheet.body.match(/<fieldset/g)?.length;
	if (sheet.status !== 200 || !action || questions !== 10) throw new Error(`The quiz shows ${questions} questions`);

	const handedIn = await ask(quiz + action, answers);
	if (handedIn.status !== 303) throw new Error(`Handing in was answered with ${handedIn.status}`);
	const result = await ask(handedIn.location);
	if (!/\b100 %/.test(result.body)) throw new Error('The result of right answers is not 100 %');
	return requests;
}

function visit(
	url: URL,
	agent: Agent,
	headers: OutgoingHttpHeaders = {},
	form?: string
): Promise<{ status: number; location: string; body: string }> {
	const sent = form === undefined ? headers : { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
	return new Promise((resolve, reject) => {
		const asked = request(url, { agent, headers: sent, method: form === undefined ? 'GET' : 'POST' }, (answer) => {
			const chunks: Buffer[] = [];
			answer.on('data', (chunk: Buffer) => chunks.push(chunk));
			answer.once('error', reject);
			answer.once('end', () =>
				resolve({
					status: answer.statusCode!,
					location: answer.headers.location ?? '',
					body: Buffer.concat(chunks).toString()
				})
			);
		});
		asked.once('error', reject);
		asked.end(form);
	});
}
