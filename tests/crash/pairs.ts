/** Raises a pair of counters until it is killed, and prints a line for each time. */
import { openStore } from '#server/db/store.ts';
import { raisePair } from './counting.ts';

await openStore();
for (;;) {
	await raisePair();
	console.log('raised');
}
