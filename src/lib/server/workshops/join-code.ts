import { randomInt } from 'node:crypto';

// Without what is easily taken for something else: 0 and o, 1, i and l.
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';
const length = 10;

/** What a workshop's shared link ends with: ten letters and digits that can be read from a wall and typed. */
export function newJoinCode(): string {
	return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** A code as somebody typed it, in the one way it is kept. Absent where it can't be one. */
export function normalizeJoinCode(typed: string): string | undefined {
	const code = typed.toLowerCase();
	return code.length === length && [...code].every((each) => alphabet.includes(each)) ? code : undefined;
}
