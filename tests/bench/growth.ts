import type { Bench } from './bench.ts';
import { compare, load } from './load.ts';
import { fillDatabase, startProduct } from './product.ts';
import { decimal, type Row } from './table.ts';

/** Lesson pages of a server with a million rows of progress against one with a thousand. */
export async function measureGrowth({ folder, database }: Bench): Promise<Row[]> {
	const large = await fillDatabase(folder, 'large', 199_800);
	const many = await startProduct(large);
	const few = await startProduct(database);
	try {
		// Long enough for the recurring work that begins a few seconds after the start.
		for (const each of [few, many]) await load(each, { duration: 5 });
		const ratio = await compare(
			() => load(many, { duration: 2 }),
			() => load(few, { duration: 2 }),
			4
		);
		const time = 1 / ratio.perSecond;
		return [
			{
				what: `lesson page with ${thousands(large.rows)} progress rows, time against ${thousands(database.rows)}`,
				bar: '≤ 1.20',
				measured: `${decimal(time)} (CPU a page: ${decimal(ratio.cpu)})`,
				holds: time <= 1.2
			}
		];
	} finally {
		for (const each of [many, few]) await each.server.stop();
	}
}

const thousands = (count: number) => new Intl.NumberFormat('en').format(count);
