/** Opens the database at the moment its parameter names, in milliseconds since 1970, so that several do at once. */
import { setTimeout as sleep } from 'node:timers/promises';
import { closeStore, openStore } from '#server/db/store.ts';

await (process.env.DATABASE_URL!.startsWith('file:')
	? import('#server/db/sqlite.ts')
	: import('#server/db/postgres.ts'));
await sleep(Math.max(1, Number(process.argv[2]) - Date.now()));
await openStore();
console.log('open');
await closeStore();
