import { createHash } from 'node:crypto';
import type { Edition } from '../course.ts';

/** The name of an edition: the first 16 hexadecimal digits of the SHA-256 of its content, whatever the order of its keys. */
export function hashEdition(edition: Omit<Edition, 'hash'>): string {
	return createHash('sha256').update(canonicalJson(edition)).digest('hex').slice(0, 16);
}

/** JSON with the keys of every object in alphabetical order, so that equal content gives equal text. */
export function canonicalJson(value: unknown): string {
	return JSON.stringify(value, (_, part: unknown) => {
		if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
		return Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)));
	});
}
