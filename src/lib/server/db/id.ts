import { randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** A new row's name: the time in milliseconds, then 80 random bits, in 26 characters that sort by age. */
export function newId(): string {
	let time = '';
	for (let rest = Date.now(); time.length < 10; rest = Math.floor(rest / 32)) time = alphabet[rest % 32] + time;
	return time + Array.from(randomBytes(16), (byte) => alphabet[byte & 31]).join('');
}
