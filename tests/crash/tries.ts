/** Counts tries to sign in as somebody, and prints for each how many seconds to wait. */
import { closeStore, openStore } from '#server/db/store.ts';
import { countTry } from '#server/people/rate-limit.ts';

const [who = '', times] = process.argv.slice(2);
await openStore();
for (let time = 0; time < Number(times); time++) console.log(await countTry('sign-in', who));
await closeStore();
