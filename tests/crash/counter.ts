/** Raises one counter, which it reads in the same write, as often as its parameter says. */
import { closeStore, openStore } from '#server/db/store.ts';
import { raise } from './counting.ts';

await openStore();
await Promise.all(Array.from({ length: Number(process.argv[2]) }, () => raise('counter')));
await closeStore();
