import type { Bench } from './bench.ts';
import { startFloorHttp, startFloorKit } from './floor.ts';
import { compare, load } from './load.ts';
import { startProduct } from './product.ts';
import { decimal, type Row } from './table.ts';

/** Lesson pages by many signed-in learners in turn, against the floors. */
export async function measureThroughput({ folder, database }: Bench): Promise<Row[]> {
	const http = await startFloorHttp(folder);
	const kit = await startFloorKit(folder);
	const product = await startProduct(database);
	try {
		for (const each of [http, kit, product]) await load(each, { duration: 3 });
		const plain = await compare(
			() => load(product, { duration: 2 }),
			() => load(kit, { duration: 2 })
		);
		const packed = await compare(
			() => load({ ...product, encoding: 'br' }, { duration: 2 }),
			() => load(kit, { duration: 2 }),
			2
		);
		const bare = await compare(
			() => load(kit, { duration: 2 }),
			() => load(http, { duration: 2 }),
			1
		);
		return [
			{
				what: 'lesson page, 200 learners in turn, pages a second, of F2',
				bar: '≥ 0.70',
				measured: `${decimal(plain.perSecond)} (CPU a page: ${decimal(plain.cpu)})`,
				holds: plain.perSecond >= 0.7
			},
			{
				what: '  the same, compressed as browsers ask (F2 does not compress)',
				bar: '',
				measured: `${decimal(packed.perSecond)} (CPU a page: ${decimal(packed.cpu)})`
			},
			{
				what: '  F2 of F1, a bare Node server',
				bar: '',
				measured: `${decimal(bare.perSecond)} (F2: ${plain.floor.perSecond.toFixed(0)} pages a second, ${decimal(plain.floor.cpu * 1000)} ms each)`
			}
		];
	} finally {
		for (const each of [http, kit, product]) await each.server.stop();
	}
}
