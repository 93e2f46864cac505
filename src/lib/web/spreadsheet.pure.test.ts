import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { m } from '#lib/i18n/paraglide/messages.js';
import { compress } from './compress.ts';
import { speaking } from './language.ts';
import { csvResponse, xlsxResponse, type Cell, type Rows } from './spreadsheet.ts';

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const csvText = async (header: string[], rows: Rows) => (await bytesOf(csvResponse('list', header, rows))).toString();
const sheetOf = async (header: string[], rows: Rows) => {
	const [sheet, ...others] = await readXlsxFile(await bytesOf(xlsxResponse('list', header, rows)));
	expect(others).toEqual([]);
	return sheet!.data;
};

const header = ['Name', 'Minutes', 'Due'];
const rows: Cell[][] = [
	['Ana "la puente" Núñez', 90, { day: '2026-11-25' }],
	['Luis, hijo\nde Ana', -5, { day: '2024-02-29' }],
	['👩🏽‍⚖️ 🌉', 0, undefined],
	['  spaces  ', 2.5, { day: '1999-12-31' }],
	['constructor', 1, undefined],
	['__proto__', 1, undefined],
	['<b>&amp;</b>', undefined, undefined],
	['007', undefined, undefined]
];

test('text, numbers and days come back from a CSV file as they went in', async () => {
	const text = await csvText(header, rows);
	expect(text.startsWith('\uFEFFName,Minutes,Due\r\n')).toBe(true);
	const expected = rows.map((row) => row.map((cell) => (typeof cell === 'object' ? cell.day : String(cell ?? ''))));
	expect(parse(text, { bom: true, record_delimiter: '\r\n' })).toEqual([header, ...expected]);
});

test('in an XLSX file text is text, numbers are numbers and days are days', async () => {
	const expected = rows.map((row) =>
		row.map((cell) => (typeof cell === 'object' ? new Date(cell.day) : cell === undefined ? null : cell))
	);
	const found = await sheetOf(header, rows);
	// The reader trims.
	expected[3]![0] = 'spaces';
	expect(found).toEqual([header, ...expected]);
});

const formulas = [
	'=1+1',
	'+1',
	'-1',
	'@SUM(A1)',
	'\t=1+1',
	'\r=1+1',
	'＝1+1',
	'=HYPERLINK("http://evil.example","Ana")',
	'Ana;=1+1',
	'Ana\n=1+1'
];

test('a formula in a cell is not calculated: it gets an apostrophe in CSV, in the headings as well', async () => {
	const cells = parse(await csvText(formulas, [formulas]), { bom: true, record_delimiter: '\r\n' }).flat();
	expect(cells).toHaveLength(2 * formulas.length);
	for (const cell of cells) expect(cell).not.toMatch(/(^|[;\t\r\n])[=+\-@＝]/);
	expect(cells[0]).toBe("'=1+1");
	expect(cells.at(-2)).toBe("Ana;'=1+1");
});

test('a formula in a cell of an XLSX file is text, as it was written', async () => {
	const [headings, cells] = await sheetOf(formulas, [formulas]);
	const trimmed = formulas.map((each) => each.trim());
	expect([headings, cells]).toEqual([trimmed, trimmed]);
});

test('what no file can hold is left out, and what is too long for a cell is cut', async () => {
	const found = await sheetOf(['a'], [['A\u0000n\u0007a\uD800'], ['x'.repeat(40_000)]]);
	expect(found[1]).toEqual(['Ana']);
	expect(found[2]![0]).toHaveLength(32_767);
});

test('a list without rows has its headings', async () => {
	expect(await csvText(header, [])).toBe('\uFEFFName,Minutes,Due\r\n');
	expect(await sheetOf(header, [])).toEqual([header]);
});

test('more columns than letters are told apart', async () => {
	const wide = Array.from({ length: 800 }, (_, place) => `column ${place}`);
	expect(await sheetOf(wide, [wide])).toEqual([wide, wide]);
});

test('the file has the name it was given, in every letter', () => {
	const disposition = csvResponse('Módulos “A” \r\n1/2', header, []).headers.get('content-disposition');
	expect(disposition).toBe(
		`attachment; filename="Modulos A 12.csv"; filename*=UTF-8''M%C3%B3dulos%20%E2%80%9CA%E2%80%9D%20%0D%0A1%2F2.csv`
	);
});

test('rows are made in the language in which they were asked, however late', async () => {
	async function* words() {
		for (let row = 0; row < 1000; row++) {
			await Promise.resolve();
			yield [[m.done()]];
		}
	}
	for (const type of [csvText, sheetOf]) {
		const spanish = speaking('es', () => type(['a'], words()));
		const english = speaking('en', () => type(['a'], words()));
		const inSpanish = m.done({}, { locale: 'es' });
		expect(String(await spanish)).toContain(inSpanish);
		expect(String(await english)).not.toContain(inSpanish);
	}
});

test('a row that fails breaks the download off, so that nobody takes a part for the whole', async () => {
	async function* failing() {
		for (let row = 0; row < 500; row++) yield [[row]];
		await Promise.resolve();
		throw new Error('no more');
	}
	await expect(csvText(['a'], failing())).rejects.toThrow('no more');
	await expect(bytesOf(xlsxResponse('list', ['a'], failing()))).rejects.toThrow('no more');
});

test('whoever stops reading stops the making', async () => {
	for (const respond of [csvResponse, xlsxResponse]) {
		let made = 0;
		let ended = false;
		async function* endless() {
			try {
				for (;;) yield await Promise.resolve([[++made]]);
			} finally {
				ended = true;
			}
		}
		const reader = respond('list', ['a'], endless()).body!.getReader();
		for (let parts = 0; parts < 20; parts++) await reader.read();
		await reader.cancel();
		expect(ended).toBe(true);
		expect(made).toBeLessThan(20_000);
	}
});

test.each([
	['CSV', csvResponse],
	['XLSX', xlsxResponse]
])('100,000 rows go out as %s while memory stays as it was', async (_, respond) => {
	let made = 0;
	const row = (): Cell[] => [
		`Somebody ${++made}`,
		made,
		{ day: '2026-11-25' },
		...Array<string>(9).fill(`cell ${made} of twelve`)
	];
	async function* many(): AsyncGenerator<Cell[][]> {
		while (made < 100_000) yield await Promise.resolve(Array.from({ length: 200 }, row));
	}
	const request = new Request('http://puente.example', { headers: { 'accept-encoding': 'gzip' } });
	const reader = (await compress(request, respond('list', header, many()))).body!.getReader();
	const held: number[] = [];
	let sent = 0;
	for (;;) {
		const { done, value } = await reader.read();
		if (done) break;
		sent += value.length;
		if (made > (held.length + 1) * 10_000) held.push(inUse());
	}
	expect(made).toBe(100_000);
	expect(sent).toBeGreaterThan(1_000_000);
	expect(held).toHaveLength(9);
	// All the rows are more than 60 MB; what the machine does besides comes and goes by ten.
	expect(Math.max(...held) - held[0]!).toBeLessThan(20_000_000);
});

// What is still in use once everything that is not was collected, in bytes.
function inUse(): number {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	collect();
	const { heapUsed, arrayBuffers } = process.memoryUsage();
	return heapUsed + arrayBuffers;
}
