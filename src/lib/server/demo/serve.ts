import { publishFolder } from '#server/content/publish.ts';
import { closeStore, openStore } from '#server/db/store.ts';
import { demoAccounts, demoPassword } from './accounts.ts';
import { isDemo } from './demo.ts';
import { fillDemo, isEmpty } from './fill.ts';

/** Fills the demo database where it is empty, and serves it on this machine only. */
export async function serveDemo(): Promise<void> {
	const port = process.env.PORT || '3000';
	const address = `http://127.0.0.1:${port}`;
	await openStore();
	if (await isEmpty()) await fill(address);
	if (!(await isDemo()))
		throw new Error(
			'The database that DATABASE_URL names holds real people, so no demo is shown with it. Unset DATABASE_URL or name another'
		);
	await closeStore();

	process.env.HOST = '127.0.0.1';
	process.env.PORT = port;
	process.env.LOG_LEVEL ??= 'warn';
	process.env.RATE_LIMIT_FACTOR ??= '100';
	process.env.BODY_SIZE_LIMIT ??= '12M';
	await import(new URL('../../../../build/index.js', import.meta.url).href);
	const accounts = demoAccounts.map(({ email }) => `  ${email}`).join('\n');
	console.log(
		`\nPuente's demo is open at ${address}\n\nSign in as one of these, with the password ${demoPassword}:\n${accounts}\n\nStop it with Ctrl+C.`
	);
}

async function fill(address: string): Promise<void> {
	const now = new Date();
	const yearAgo = new Date(now.getTime() - 365 * 24 * 3600_000);
	const { published, faults } = await publishFolder('content', yearAgo);
	for (const { file, line, problem, mend } of faults) console.warn(`content/${file}:${line}  ${problem} ${mend}`);
	await fillDemo(published, address, now);
}
