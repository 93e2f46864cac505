import { randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

let latest = 0;

/**
 * A new row's name in 26 characters: the time in 1024ths of a millisecond, then 70 random bits. Names sort by age, also
 * those that one process makes within one millisecond, so a log reads in the order in which things were done.
 */
export function newId(): string {
	latest = Math.max(latest + 1, Date.now() * 1024);
	let time = '';
	for (let rest = latest; time.length < 12; rest = Math.floor(rest / 32)) time = alphabet[rest % 32] + time;
	return time + Array.from(randomBytes(14), (byte) => alphabet[byte & 31]).join('');
}
