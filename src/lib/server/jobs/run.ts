import { and, eq, lte } from 'drizzle-orm';
import { read, write } from '#server/db/store.ts';
import { jobs, type Job } from './list.ts';
import { job } from './tables.ts';

/** Does every job whose time has come, each on one server only, and tells of those that failed. Later ones are done all the same. */
export async function runDue(
	origin: string,
	now: Date,
	tell: (name: string, error: unknown) => void,
	list: Job[] = jobs
): Promise<void> {
	const known = new Map((await read().select().from(job)).map((row) => [row.name, row.startedAt]));
	for (const each of list) {
		const last = known.get(each.name);
		if (last && now.getTime() - last.getTime() < each.every * 1000) continue;
		try {
			if (each.isNeeded && !(await each.isNeeded(now))) continue;
			if (await take(each, now)) await finish(each, now, origin);
		} catch (error) {
			tell(each.name, error);
		}
	}
}

// Of several servers, one gets the turn.
async function take({ name, every }: Job, now: Date): Promise<boolean> {
	return write(async (tx) => {
		const begun = await tx.insert(job).values({ name, startedAt: now }).onConflictDoNothing().returning();
		if (begun.length > 0) return true;
		const taken = await tx
			.update(job)
			.set({ startedAt: now })
			.where(and(eq(job.name, name), lte(job.startedAt, new Date(now.getTime() - every * 1000))))
			.returning();
		return taken.length > 0;
	});
}

async function finish({ name, work }: Job, now: Date, origin: string): Promise<void> {
	let problem: string | null = null;
	try {
		await work(now, origin);
	} catch (error) {
		problem = error instanceof Error ? error.message : 'unknown';
		throw error;
	} finally {
		const outcome = { endedAt: new Date(), problem };
		await write((tx) => tx.update(job).set(outcome).where(eq(job.name, name)));
	}
}

/** Looks every few seconds whether a job is due, until the returned function is called. */
export function keepRunning(origin: string, tell: (name: string, error: unknown) => void): () => void {
	let busy = false;
	const timer = setInterval(() => {
		if (busy) return;
		busy = true;
		void runDue(origin, new Date(), tell)
			.catch((error: unknown) => tell('jobs', error))
			.finally(() => (busy = false));
	}, 5000);
	timer.unref();
	return () => clearInterval(timer);
}
