const busy = new Set([
	'SQLITE_BUSY',
	'SQLITE_BUSY_SNAPSHOT',
	'SQLITE_BUSY_RECOVERY',
	'SQLITE_LOCKED',
	'55P03',
	'57P03',
	'53300',
	'ECONNREFUSED',
	'ECONNRESET'
]);
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
		const code = (cause as { code?: unknown }).code;
		if (typeof code !== 'string') continue;
		if (busy.has(code)) return 'busy';
		if (full.has(code)) return 'full';
	}
	return undefined;
}
