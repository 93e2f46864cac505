import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from './bench.ts';
import { startFloorKit } from './floor.ts';
import { load, type Visits } from './load.ts';
import { startProduct } from './product.ts';
import { decimal, type Row } from './table.ts';

const pages = 3000;

/** Memory at rest against F2, and whether it grows from one load to the next in a small heap. */
export async function measureMemory({ folder, database }: Bench): Promise<Row[]> {
	// A Node that no other process runs: else its program would count as shared, by more the more of them there are.
	const node = join(folder, 'node');
	copyFileSync(process.execPath, node);
	const kit = await atRest(() => startFloorKit(folder, { node }));
	const product = await atRest(() => startProduct(database, { node }));
	const { first, second } = await betweenLoads(() =>
		startProduct(database, { node, flags: ['--max-old-space-size=256'] })
	);
	return [
		{
			what: 'memory at rest (PSS), of F2',
			bar: '≤ 1.50',
			measured: `${decimal(product / kit)} (${product.toFixed(0)} MB, F2 ${kit.toFixed(0)} MB)`,
			holds: product / kit <= 1.5
		},
		{
			what: `  heap of 256 MB, after another ${pages} lesson pages, of after as many before`,
			bar: '≤ 1.05',
			measured: `${decimal(second / first)} (${first.toFixed(0)}, then ${second.toFixed(0)} MB)`,
			holds: second / first <= 1.05
		}
	];
}

// After the recurring work that begins a few seconds after the start.
async function atRest(start: () => Promise<Visits>): Promise<number> {
	const { server, ...visits } = await start();
	try {
		await load({ server, ...visits }, { amount: 8 });
		await sleep(7000);
		return server.memory();
	} finally {
		await server.stop();
	}
}

async function betweenLoads(start: () => Promise<Visits>): Promise<{ first: number; second: number }> {
	const visits = await start();
	const loaded = async () => {
		await load(visits, { amount: pages });
		await sleep(2000);
		return visits.server.memory();
	};
	try {
		// Node takes its room with the first ones, F2 as well.
		await loaded();
		await loaded();
		return { first: await loaded(), second: await loaded() };
	} finally {
		await visits.server.stop();
	}
}
