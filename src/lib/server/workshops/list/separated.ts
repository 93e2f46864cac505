import { parse } from 'csv-parse/sync';
import { limits, Unreadable } from './limits.ts';

const separators = ['\t', ';', ',', '|'];

/** Reads a text of rows, whose cells are separated by tabs, semicolons, commas or bars: whichever the text itself suggests. Lines and cells stay in their places, empty ones too. */
export function readSeparated(text: string): string[][] {
	const [, told, rest = text] = /^sep=(.)\n([^]*)$/.exec(text) ?? [];
	const body = withoutEmptyEnd(rest);
	const lines = body.split('\n');
	// Beyond these it is no list at all, and reading it cell by cell would take long.
	if (lines.length > 10 * limits.rows) throw new Unreadable({ kind: 'rows', found: lines.length });
	const longest = lines.findIndex((line) => line.length > 5 * limits.columns * limits.cell);
	if (longest >= 0) throw new Unreadable({ kind: 'cell', found: lines[longest]!.length, row: longest + 1 });
	const separator = told ?? separatorOf(lines.slice(0, 50).join('\n').slice(0, 100_000));
	const widest = Math.max(...lines.map((line) => line.split(separator).length));
	if (widest > 10 * limits.columns) throw new Unreadable({ kind: 'columns', found: widest });
	const rows = cells(body, separator, limits.rows + 1);
	if (rows.length > limits.rows) throw new Unreadable({ kind: 'rows', found: lines.length });
	return rows;
}

/** The separator by which most lines fall into equally many cells, and most of all into such that are an address and nothing else. */
export function separatorOf(text: string): string {
	let best = { separator: ',', score: 0 };
	for (const separator of separators) {
		const rows = cells(text, separator, 50).filter((row) => row.some((cell) => cell.trim()));
		const widths = rows.map((row) => row.length);
		const usual = mostFrequent(widths);
		if (usual < 2) continue;
		const even = widths.filter((width) => width === usual).length;
		const addressed = countAddressed(rows);
		const score = (even + 2 * addressed) / rows.length;
		if (score > best.score) best = { separator, score };
	}
	return best.separator;
}

// A quotation mark holds a cell together where that leaves more addresses whole; one that nothing closes is a sign like any other.
function cells(text: string, separator: string, most: number): string[][] {
	const options = { delimiter: separator, relax_column_count: true, relax_quotes: true, to: most };
	const asSigns = () => parse(text, { ...options, quote: false });
	if (!text.includes('"')) return asSigns();
	try {
		const held = parse(text, options);
		const free = asSigns();
		return countAddressed(free) > countAddressed(held) ? free : held;
	} catch {
		return asSigns();
	}
}

const countAddressed = (rows: string[][]) => rows.filter((row) => row.some((cell) => address.test(cell))).length;
const address = /^\s*[^\s@,;|<>"]+@[^\s@,;|<>"]+\s*$/;

// Spreadsheet programs end a file with rows of nothing but separators.
function withoutEmptyEnd(text: string): string {
	let end = text.length;
	while (end > 0 && /[\s;,|]/.test(text[end - 1]!)) end--;
	return text.slice(0, end);
}

function mostFrequent(numbers: number[]): number {
	const counts = new Map<number, number>();
	for (const each of numbers) counts.set(each, (counts.get(each) ?? 0) + 1);
	return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}
