import type { Bench } from './bench.ts';
import { compare, load, type Stood, type Visits } from './load.ts';
import { copyDatabase, startProduct, type Database } from './product.ts';
import { decimal, type Row } from './table.ts';

/** Lesson pages while four people a second sign in, against lesson pages alone. */
export async function measureSignIn({ database }: Bench): Promise<Row[]> {
	const own = copyDatabase(database, 'sign-in');
	const product = await startProduct(own);
	try {
		await load(product, { duration: 3 });
		const ratio = await compare(
			() => whileSigningIn(product, own),
			() => load(product, { duration: 2 }),
			7
		);
		return [
			{
				what: 'lesson pages a second while 4 people a second sign in, of those without',
				bar: '≥ 0.80',
				measured: decimal(ratio.perSecond),
				holds: ratio.perSecond >= 0.8
			}
		];
	} finally {
		await product.server.stop();
	}
}

async function whileSigningIn(product: Visits, { emails, password }: Database): Promise<Stood> {
	const going: Promise<void>[] = [];
	let next = 0;
	const timer = setInterval(() => {
		going.push(signIn(product.server.address, emails[next++ % emails.length]!, password));
	}, 250);
	try {
		return await load(product, { duration: 2 });
	} finally {
		clearInterval(timer);
		await Promise.all(going);
	}
}

async function signIn(address: string, email: string, password: string): Promise<void> {
	const answer = await fetch(`${address}/sign-in`, {
		method: 'POST',
		body: new URLSearchParams({ email, password }),
		redirect: 'manual'
	});
	if (answer.status !== 303) throw new Error(`Signing in was answered with ${answer.status}`);
}
