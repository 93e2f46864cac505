import pino from 'pino';

/** What happens, for the administrator: one JSON object a line, without anybody's secrets. */
export const log = pino({
	level: process.env.LOG_LEVEL ?? 'info',
	redact: ['password', 'secret', 'cookie', 'authorization', 'err.params', 'err.query', '*.password', '*.secret']
});
