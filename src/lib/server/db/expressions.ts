import { sql, type Column, type SQL } from 'drizzle-orm';
import { dialect } from './dialect.ts';

const isSqlite = dialect === 'sqlite';

/** The month an instant falls on in UTC, such as `2026-11`. */
export function month(instant: Column): SQL<string> {
	return isSqlite
		? sql<string>`strftime('%Y-%m', ${instant} / 1000, 'unixepoch')`
		: sql<string>`to_char(${instant} at time zone 'UTC', 'YYYY-MM')`;
}

/** `1` for an instant at or after another, `0` before it: to group by. */
export function since(instant: Column, begin: Date): SQL<string> {
	// Written out: PostgreSQL takes an expression with a placeholder in it for another one wherever it stands again.
	const from = sql.raw(isSqlite ? String(begin.getTime()) : `timestamptz '${begin.toISOString()}'`);
	return sql<string>`cast(cast(${instant} >= ${from} as integer) as text)`;
}

/** A word of ours as a column, to tell the parts of a union apart. Lower-case letters and hyphens only. */
export function word<Word extends string>(text: Word): SQL<Word> {
	if (!/^[a-z-]*$/.test(text)) throw new Error(`“${text}” is no word`);
	return sql<Word>`cast(${sql.raw(`'${text}'`)} as text)`;
}

/** Nothing, as a column of text: where other parts of a union have one. */
export function nothing(): SQL<string | null> {
	return sql<string | null>`cast(null as text)`;
}

/** Any column as text, so that it stands in a union with others. */
export function asText(column: Column | SQL): SQL<string | null> {
	return sql<string | null>`cast(${column} as text)`;
}

/** Texts one after the other. */
export function joined(...parts: (Column | string)[]): SQL<string> {
	return sql<string>`(${sql.join(
		parts.map((part) => (typeof part === 'string' ? sql`cast(${part} as text)` : sql`${part}`)),
		sql` || `
	)})`;
}

const aDay = 24 * 3600_000;

/** All rows' names and days in UTC as one text, which `forEachDay` reads: for many small rows this is far quicker than one by one. */
export function gatheredDays(name: Column, instant: Column): SQL<string | null> {
	return isSqlite
		? sql<string | null>`group_concat(${name} || ' ' || (${instant} / ${sql.raw(String(aDay))}), char(10))`
		: sql<string | null>`string_agg(${name} || ' ' || floor(extract(epoch from ${instant}) / 86400)::int, chr(10))`;
}

/** Tells each name and its ISO day, as `gatheredDays` gathered them. */
export function forEachDay(gathered: string | null, tell: (name: string, day: string) => void): void {
	if (!gathered) return;
	for (let begin = 0, end = 0; end < gathered.length; begin = end + 1) {
		end = gathered.indexOf('\n', begin);
		if (end < 0) end = gathered.length;
		const space = gathered.lastIndexOf(' ', end);
		tell(gathered.slice(begin, space), dayOf(Number(gathered.slice(space + 1, end))));
	}
}

// Many rows are of few days: each is written once.
const days = new Map<number, string>();

function dayOf(number: number): string {
	const day = days.get(number) ?? new Date(number * aDay).toISOString().slice(0, 10);
	days.set(number, day);
	return day;
}

/** A query with one column and one row at most, as a column of another. */
export function only<Value>(query: { getSQL(): SQL }): SQL<Value> {
	return sql<Value>`(${query.getSQL()})`;
}

/** A condition that never holds. Tables that are fully joined by it stand side by side: each row of the answer is of one of them, with nothing of the other. */
export const never = sql`1 = 0`;

/** Whether a text contains words, however they are written: capitals and accents don't matter. */
export function contains(column: Column, words: string): SQL {
	const pattern = [...plain(words)].map(either).join('');
	return isSqlite ? sql`${column} glob ${`*${pattern}*`}` : sql`${column} ~ ${pattern}`;
}

const plain = (words: string) => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const accents: Record<string, string> = {
	a: 'áàâãäå',
	c: 'ç',
	e: 'éèêë',
	i: 'íìîï',
	n: 'ñ',
	o: 'óòôõö',
	u: 'úùûü',
	y: 'ýÿ'
};

// One character in all its forms; a sign stands for itself alone.
function either(character: string): string {
	if (/[\p{L}\p{N}]/u.test(character)) {
		const forms = character + (accents[character] ?? '');
		return `[${forms}${forms.toUpperCase()}]`;
	}
	if (isSqlite) return /[*?[]/.test(character) ? `[${character}]` : character;
	return character.replace(/[!-/:-@[-`{-~]/, '\\$&');
}
