import { read } from '#server/db/store.ts';
import { demo } from './tables.ts';

/** Whether the open database was filled for a demo. */
export async function isDemo(): Promise<boolean> {
	return (await read().select().from(demo).limit(1)).length > 0;
}
