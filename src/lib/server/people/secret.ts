import { createHash, randomBytes } from 'node:crypto';

/** A secret for a link or a cookie: 160 random bits in 27 characters that survive any address bar. */
export function newSecret(): string {
	return randomBytes(20).toString('base64url');
}

/** What is stored of a secret: its SHA-256, in hexadecimal digits. */
export function secretHash(secret: string): string {
	return createHash('sha256').update(secret).digest('hex');
}
