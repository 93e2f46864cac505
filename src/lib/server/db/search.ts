import { and, sql, type Column, type SQL } from 'drizzle-orm';
import { dialect } from './dialect.ts';

/** The condition that a column holds each of some words, whatever capitals and accents it or they are written with. Nothing is asked where there are no words. */
export function holdsWords(column: Column, words: string): SQL | undefined {
	return and(
		...words
			.normalize('NFC')
			.split(/[\s\p{Cc}]+/u)
			.filter(Boolean)
			.map((word) => holds(column, [...word].map(sign)))
	);
}

// A set of signs in brackets reads alike in both dialects' patterns.
function holds(column: Column, signs: string[]): SQL {
	const pattern = signs.join('');
	return dialect === 'sqlite' ? sql`${column} GLOB ${`*${pattern}*`}` : sql`${column} ~ ${pattern}`;
}

function sign(written: string): string {
	const variants = variantsOf.get(plain(written));
	if (variants) return `[${variants}]`;
	if (/[\p{L}\p{N}]/u.test(written)) return written;
	// Within brackets only these mean something; the dialects escape them differently, so any sign at all may stand in their place.
	return /[\]^\\-]/.test(written) ? (dialect === 'sqlite' ? '?' : '.') : `[${written}]`;
}

const plain = (letter: string) => letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

// The letters of the Latin script that are one letter to whoever searches: for `n` these are n, N, ñ, Ñ and more.
const variantsOf = new Map<string, string>();
for (const [from, to] of [
	[0x41, 0x24f],
	[0x1e00, 0x1eff]
] as const)
	for (let code = from; code <= to; code++) {
		const letter = String.fromCodePoint(code);
		if (/\p{L}/u.test(letter) && /^[a-z]$/.test(plain(letter)))
			variantsOf.set(plain(letter), (variantsOf.get(plain(letter)) ?? '') + letter);
	}
