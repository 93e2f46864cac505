/** The command: `npm run puente -- <admin|backup|restore> …`, and `demo` for `npm run demo`. */
import { closeStore, openStore } from '#server/db/store.ts';

const help = `npm run puente -- admin EMAIL      prints a single-use link with which EMAIL becomes administrator
npm run puente -- backup FILE      writes a copy of the database to FILE, while people learn
npm run puente -- restore FILE     replaces the database by that copy, while people learn

The database is the one DATABASE_URL names (${process.env.DATABASE_URL || 'file:data/puente.db'}).`;

const commands: Record<string, (argument: string) => Promise<void>> = {
	async admin(email) {
		if (!/^\S+@\S+\.\S+$/.test(email))
			throw new Error(`“${email}” is no e-mail address. For example: npm run puente -- admin you@example.org`);
		const { prepareAdministrator } = await import('#server/people/access.ts');
		const secret = await prepareAdministrator(email, new Date());
		const origin = process.env.ORIGIN?.replace(/\/$/, '') || `http://localhost:${process.env.PORT || 3000}`;
		console.log(`Open this link within a day to choose a password. It works once.\n\n${origin}/welcome/${secret}\n`);
	},
	async backup(file) {
		const { makeBackup } = await import('#server/db/backup.ts');
		await makeBackup(file, new Date());
		console.log(`Saved in ${file}.`);
	},
	async restore(file) {
		const { restoreBackup } = await import('#server/db/backup.ts');
		await restoreBackup(file);
		console.log(`Restored from ${file}.`);
	}
};

const [command = '', argument = ''] = process.argv.slice(2);
const run = commands[command];
if (command === 'demo') {
	const { serveDemo } = await import('#server/demo/serve.ts');
	await serveDemo();
} else if (command === 'publish') {
	// For the server, which starts this as a process of its own and waits for its word.
	const { tellPublished } = await import('#server/content/publish-apart.ts');
	await tellPublished(argument, new Date());
} else if (!run || argument === '') {
	console.log(help);
	process.exitCode = command === '' || command === 'help' ? 0 : 2;
} else {
	try {
		await openStore();
		await run(argument);
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	} finally {
		await closeStore();
	}
}
