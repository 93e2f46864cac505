import { stringify } from 'csv-stringify/sync';
import { AsyncLocalStorage } from 'node:async_hooks';
import { ReadableStream } from 'node:stream/web';
import { workbook } from './workbook.ts';

/** What stands in one cell: text, a number, an ISO day, or nothing. */
export type Cell = string | number | { day: string } | undefined;

/** All rows at once, or a part of them after another, each made when the one before it is sent. */
export type Rows = Cell[][] | AsyncIterable<Cell[][]>;

/**
 * A download `name.csv` in UTF-8 that spreadsheets read as such, with commas and a line of headings. It is sent while its rows are made, so that a long one costs no
 * memory. Text that a spreadsheet would calculate gets an apostrophe before it. Where making a row fails, the download breaks off.
 */
export function csvResponse(name: string, header: string[], rows: Rows): Response {
	return download(`${name}.csv`, 'text/csv; charset=utf-8', csv(header, inThisContext(rows)));
}

/**
 * The same rows as a download `name.xlsx`, sent in the same manner. Numbers and days can be calculated with there; text stays text, whatever it begins with. Holds
 * a million rows.
 */
export function xlsxResponse(name: string, header: string[], rows: Rows): Response {
	const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
	return download(`${name}.xlsx`, type, workbook(header, inThisContext(rows)));
}

async function* csv(header: string[], parts: AsyncIterable<Cell[][]>): AsyncGenerator<Uint8Array> {
	const encoder = new TextEncoder();
	yield encoder.encode(`\uFEFF${lines([header])}`);
	for await (const rows of parts) yield encoder.encode(lines(rows));
}

function lines(rows: Cell[][]): string {
	const cells = rows.map((row) => row.map(plain));
	return stringify(cells, { record_delimiter: 'windows', escape_formulas: true });
}

const plain = (cell: Cell) => (typeof cell === 'object' ? cell.day : typeof cell === 'string' ? harmless(cell) : cell);

// csv-stringify looks at what a cell begins with. Where semicolons separate cells, as in Spanish, a spreadsheet begins one after each of them, quoted or not.
const harmless = (text: string) => text.replace(/(?<=[;\t\r\n])(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g, "'");

// Rows are made after the page's function has returned, and yet in the language in which it was asked.
function inThisContext(rows: Rows): AsyncIterable<Cell[][]> {
	const here = AsyncLocalStorage.snapshot();
	return {
		[Symbol.asyncIterator]() {
			const iterator = Array.isArray(rows) ? [rows].values() : rows[Symbol.asyncIterator]();
			const ended: IteratorResult<Cell[][]> = { done: true, value: undefined };
			return {
				next: () => here(async () => iterator.next()),
				return: () => here(async () => (await iterator.return?.()) ?? ended)
			};
		}
	};
}

function download(file: string, type: string, parts: AsyncIterable<Uint8Array>): Response {
	const ascii = file.normalize('NFD').replace(/[^\w. -]/g, '');
	return new Response(ReadableStream.from(parts) as unknown as BodyInit, {
		headers: {
			'content-type': type,
			'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file)}`,
			'cache-control': 'private, no-store'
		}
	});
}
