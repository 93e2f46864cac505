import { decode } from './encoding.ts';
import { limits, Unreadable } from './limits.ts';
import { readSeparated } from './separated.ts';

/**
 * Reads a pasted list into rows of text. Empty lines stay, so that a row's place is its number in what was pasted; columns that are empty throughout go. Nothing is
 * computed: what looks like a formula is text. Throws `Unreadable`.
 */
export function readText(text: string): string[][] {
	const bytes = Buffer.byteLength(text);
	if (bytes > limits.bytes) throw new Unreadable({ kind: 'bytes', found: bytes });
	if (text.includes('\0') || /^\s*(<(!doctype|html|table|\?xml)|\{\\rtf)/i.test(text))
		throw new Unreadable({ kind: 'not a list' });
	return tidy(readSeparated(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')));
}

/** Reads a file into rows of text, as `readText` does: an XLSX spreadsheet, or separated text in one of the encodings of the field. What it is, its bytes tell, not its name. */
export async function readFile(bytes: Uint8Array): Promise<string[][]> {
	if (bytes.length > limits.bytes) throw new Unreadable({ kind: 'bytes', found: bytes.length });
	const begins = (...signature: number[]) => signature.every((byte, at) => bytes[at] === byte);
	if (begins(0x50, 0x4b, 3, 4)) {
		const { readSpreadsheet } = await import('./spreadsheet.ts');
		return tidy(await readSpreadsheet(bytes));
	}
	if (begins(0xd0, 0xcf, 0x11, 0xe0)) throw new Unreadable({ kind: 'old spreadsheet' });
	if (begins(0x25, 0x50, 0x44, 0x46) || begins(0x50, 0x4b)) throw new Unreadable({ kind: 'not a list' });
	return readText(decode(bytes));
}

function tidy(found: string[][]): string[][] {
	const last = found.findLastIndex((row) => row.some((cell) => cell.trim()));
	if (last >= limits.rows) throw new Unreadable({ kind: 'rows', found: last + 1 });
	const cleaned = found.slice(0, last + 1).map((row) => row.map(clean));
	const used = new Set(cleaned.flatMap((row) => row.flatMap((cell, column) => (cell ? [column] : []))));
	if (used.size === 0) throw new Unreadable({ kind: 'empty' });
	const rows = apart(cleaned.map((row) => row.filter((_, column) => used.has(column))));
	const widest = Math.max(...rows.map((row) => row.length));
	if (widest > limits.columns) throw new Unreadable({ kind: 'columns', found: widest });
	for (const [at, row] of rows.entries())
		for (const cell of row)
			if (cell.length > limits.cell) throw new Unreadable({ kind: 'cell', found: cell.length, row: at + 1 });
	return rows;
}

// Addresses in one line, as they stand above a letter to many, are a list as well.
function apart(rows: string[][]): string[][] {
	const [only = []] = rows;
	return rows.length === 1 && only.every((cell) => cell.includes('@')) ? only.map((cell) => [cell]) : rows;
}

/** A cell in one line, without the hidden signs that come along with what is copied from elsewhere: none belongs into a name or an address. */
export function clean(cell: string): string {
	return cell
		.normalize('NFC')
		.replace(/\s+/g, ' ')
		.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '')
		.trim();
}
