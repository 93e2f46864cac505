const busy = new Set([
	'SQLITE_BUSY',
	'SQLITE_BUSY_SNAPSHOT',
	'SQLITE_BUSY_RECOVERY',
	'SQLITE_LOCKED',
	// PostgreSQL: others came first in every try, a lock was held, the server starts or ends, too many connections.
	'40001',
	'40P01',
	'55P03',
	'57P01',
	'57P02',
	'57P03',
	'53300',
	'ECONNREFUSED',
	'ECONNRESET',
	'EPIPE',
	'ETIMEDOUT'
]);
// What the driver says without a code.
const cutOff = /^(timeout exceeded when trying to connect|Connection terminated)/;
const full = new Set([
	'SQLITE_FULL',
	'SQLITE_IOERR',
	'SQLITE_IOERR_WRITE',
	'SQLITE_IOERR_FSYNC',
	'SQLITE_CANTOPEN',
	'SQLITE_READONLY',
	'53100',
	'ENOSPC'
]);

/** Tells whether an error means that the database can't take work just now: `busy` passes by itself, `full` needs the administrator. */
export function storeTrouble(error: unknown): 'busy' | 'full' | undefined {
	for (let cause = error; cause instanceof Error; cause = cause.cause) {
		if (cutOff.test(cause.message)) return 'busy';
		const code = (cause as { code?: unknown }).code;
		if (typeof code !== 'string') continue;
		if (busy.has(code)) return 'busy';
		if (full.has(code)) return 'full';
	}
	return undefined;
}
