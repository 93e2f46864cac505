import { eq } from 'drizzle-orm';
import { read, write } from '#server/db/store.ts';
import { rateLimit } from '#server/people/tables.ts';

/** Adds one to a counter after having read it: loses a turn where two work on the same reading. */
export async function raise(key: string): Promise<number> {
	return write(async (tx) => {
		const [known] = await tx.select().from(rateLimit).where(eq(rateLimit.key, key));
		const points = (known?.points ?? 0) + 1;
		await tx.insert(rateLimit).values({ key, points }).onConflictDoUpdate({ target: rateLimit.key, set: { points } });
		return points;
	});
}

/** Sets two counters to the same number in one write, so that a state in which they differ was never whole. */
export async function raisePair(): Promise<void> {
	await write(async (tx) => {
		const [known] = await tx.select().from(rateLimit).where(eq(rateLimit.key, 'left'));
		const points = (known?.points ?? 0) + 1;
		for (const key of ['left', 'right'])
			await tx.insert(rateLimit).values({ key, points }).onConflictDoUpdate({ target: rateLimit.key, set: { points } });
	});
}

/** What the counters stand at. */
export async function counters(): Promise<Record<string, number>> {
	const rows = await read().select().from(rateLimit);
	return Object.fromEntries(rows.map(({ key, points }) => [key, points]));
}
