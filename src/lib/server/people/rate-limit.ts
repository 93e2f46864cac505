import { eq, lt } from 'drizzle-orm';
import { RateLimiterRes } from 'rate-limiter-flexible';
import RateLimiterStoreAbstract from 'rate-limiter-flexible/lib/RateLimiterStoreAbstract.js';
import { createHash } from 'node:crypto';
import { read, write } from '#server/db/store.ts';
import { rateLimit } from './tables.ts';

interface Counted {
	points: number;
	expiresAt: Date | null;
}

// The library keeps the rules; this keeps its counters in our table, where every server sees them.
class TableLimiter extends RateLimiterStoreAbstract {
	async _upsert(key: string, points: number, milliseconds: number, fresh: boolean): Promise<Counted> {
		return write(async (tx) => {
			const now = new Date();
			const [known] = await tx.select().from(rateLimit).where(eq(rateLimit.key, key));
			const running = known && !fresh && (known.expiresAt === null || known.expiresAt > now);
			const counted = running
				? { points: known.points + points, expiresAt: known.expiresAt }
				: { points, expiresAt: milliseconds > 0 ? new Date(now.getTime() + milliseconds) : null };
			await tx
				.insert(rateLimit)
				.values({ key, ...counted })
				.onConflictDoUpdate({ target: rateLimit.key, set: counted });
			return counted;
		});
	}

	async _get(key: string): Promise<Counted | null> {
		const [known] = await read().select().from(rateLimit).where(eq(rateLimit.key, key));
		return known && (known.expiresAt === null || known.expiresAt > new Date()) ? known : null;
	}

	async _delete(key: string): Promise<boolean> {
		const gone = await write((tx) =>
			tx.delete(rateLimit).where(eq(rateLimit.key, key)).returning({ key: rateLimit.key })
		);
		return gone.length > 0;
	}

	_getRateLimiterRes(_key: string, changed: number, { points, expiresAt }: Counted): RateLimiterRes {
		const wait = expiresAt ? Math.max(0, expiresAt.getTime() - Date.now()) : -1;
		return new RateLimiterRes(Math.max(this.points - points, 0), wait, points, points === changed);
	}
}

// Demo and tests, where one address stands for many people, raise every limit by a factor.
const factor = Number(process.env.RATE_LIMIT_FACTOR ?? 1);
const minutes = 60;
const limiter = (name: string, points: number, duration: number) =>
	new TableLimiter({ keyPrefix: name, points: points * factor, duration, storeClient: {} });

const limits = {
	/** Wrong passwords for one address. */
	'sign-in': limiter('sign-in', 10, 15 * minutes),
	/** Wrong passwords from one place. */
	'sign-in-from': limiter('sign-in-from', 100, 15 * minutes),
	/** Sign-ups from one place: a workshop of thirty behind one router must pass. */
	'sign-up-from': limiter('sign-up-from', 60, 60 * minutes),
	/** Letters somebody has sent to one address. */
	letter: limiter('letter', 5, 60 * minutes)
};

export type Limit = keyof typeof limits;

// Addresses and places are kept as hashes: the table is nobody's list of visitors.
const keyOf = (who: string) => createHash('sha256').update(who).digest('base64url').slice(0, 22);

/** Counts one more try and returns how many seconds to wait before the next, or 0 where this one may pass. */
export async function countTry(limit: Limit, who: string): Promise<number> {
	try {
		await limits[limit].consume(keyOf(who));
		return 0;
	} catch (refusal) {
		if (refusal instanceof RateLimiterRes) return Math.ceil(refusal.msBeforeNext / 1000);
		throw refusal;
	}
}

/** Forgets the tries of somebody who then succeeded. */
export async function forgetTries(limit: Limit, who: string): Promise<void> {
	await limits[limit].delete(keyOf(who));
}

/** Removes counters that have run out. */
export async function sweepRateLimits(now: Date): Promise<void> {
	await write(async (tx) => {
		await tx.delete(rateLimit).where(lt(rateLimit.expiresAt, now));
	});
}
