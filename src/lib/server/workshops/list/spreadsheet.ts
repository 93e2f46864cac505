import { readSheet } from 'read-excel-file/node';
import { pack, unpack } from './archive.ts';
import { limits, Unreadable } from './limits.ts';

/**
 * Reads the first sheet of an XLSX file: formulas come as their values, days as ISO days. The reader trusts what it is given, so it gets an archive anew, of just what was
 * counted, whose cells all lie within reach.
 */
export async function readSpreadsheet(bytes: Uint8Array): Promise<string[][]> {
	const files = await unpack(bytes);
	for (const [name, content] of files) {
		const xml = content.toString();
		if (xml.includes('sheetData')) files.set(name, Buffer.from(withinReach(xml)));
	}
	try {
		const rows = await readSheet(pack(files));
		return rows.map((row) => row.map(inWords));
	} catch (cause) {
		throw cause instanceof Unreadable ? cause : new Unreadable({ kind: 'not a list' }, cause);
	}
}

// More cells than this are never laid out: the reader fills every gap, and one cell in the last corner of a sheet would fill the memory.
const mostCells = 2_000_000;

// A sheet without its empty cells, which programs keep for their colors, in whatever corner. Throws where those that hold something reach too far.
function withinReach(sheet: string): string {
	const filled = sheet
		.replace(/<(?:\w+:)?c\b[^<>]*\/>/g, '')
		.replace(/<(?:\w+:)?row\b[^<>]*(?:\/>|>\s*<\/(?:\w+:)?row>)/g, '');
	let rows = 0;
	let columns = 0;
	for (const [, , place = ''] of filled.matchAll(positions)) {
		const [, letters = '', digits] = /^([A-Z]{0,3})(\d{1,7})$/.exec(place) ?? [];
		if (!digits) throw new Unreadable({ kind: 'not a list' });
		rows = Math.max(rows, Number(digits));
		columns = Math.max(
			columns,
			[...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
		);
	}
	if (rows * columns > mostCells)
		throw new Unreadable(rows > limits.rows ? { kind: 'rows', found: rows } : { kind: 'columns', found: columns });
	return filled;
}

// What the reader takes for a row's or a cell's position, under whatever prefix.
const positions = /(?<=[\s"'])(?:(?!xmlns:)[^\s"'<>=]*:)?r\s*=\s*(["'])(.*?)\1/gs;

function inWords(cell: unknown): string {
	if (cell instanceof Date) return cell.toISOString().slice(0, 10);
	return cell === null || cell === undefined ? '' : String(cell as string | number | boolean);
}
