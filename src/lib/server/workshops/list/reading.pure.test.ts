import { expect, test } from 'vitest';
import { bomb, sheetOf, spreadsheet } from './example.ts';
import { pack } from './archive.ts';
import type { Trouble, Unreadable } from './limits.ts';
import { readFile, readText } from './reading.ts';

const rows = [
	['Nombre', 'Correo'],
	['Ana Núñez', 'ana@example.org'],
	['Luis Peña', 'luis@example.org']
];

/** Why something can't be read. */
async function trouble(work: () => unknown): Promise<Trouble | undefined> {
	try {
		await work();
		return undefined;
	} catch (error) {
		return (error as Unreadable).trouble;
	}
}

test('the separator is whichever makes rows of equal length, and most of all addresses', () => {
	for (const separator of ['\t', ';', ',', '|'])
		expect(readText(rows.map((row) => row.join(separator)).join('\n'))).toEqual(rows);
	expect(readText('Núñez, Ana;ana@example.org\nPeña, Luis;luis@example.org')).toEqual([
		['Núñez, Ana', 'ana@example.org'],
		['Peña, Luis', 'luis@example.org']
	]);
	expect(readText('sep=|\nAna, Núñez; hija|ana@example.org')).toEqual([['Ana, Núñez; hija', 'ana@example.org']]);
});

test('quotation marks hold a cell together, and one that nothing closes is a sign like any other', () => {
	expect(readText('"Núñez, ""Ana""",ana@example.org\n"Peña,\nLuis",luis@example.org')).toEqual([
		['Núñez, "Ana"', 'ana@example.org'],
		['Peña, Luis', 'luis@example.org']
	]);
	expect(readText('"Ana,ana@example.org\nLuis "El Flaco" Peña,luis@example.org')).toEqual([
		['"Ana', 'ana@example.org'],
		['Luis "El Flaco" Peña', 'luis@example.org']
	]);
});

test('line ends of every system, empty lines and empty columns do no harm, and a row keeps its number', () => {
	expect(readText('a,,x@example.org\r\n\r\n , , \rb,,y@example.org\n;;;\n,,\n')).toEqual([
		['a', 'x@example.org'],
		[''],
		['', ''],
		['b', 'y@example.org']
	]);
});

test('a file is read in whatever encoding it was saved', async () => {
	const text = rows.map((row) => row.join(';')).join('\r\n');
	const utf16 = Buffer.from(text, 'utf16le');
	const windows = Buffer.from([...text].map((letter) => letter.charCodeAt(0)));
	const files = [
		Buffer.from(text),
		Buffer.from(`\uFEFF${text}`),
		Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]),
		Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()]),
		utf16,
		Buffer.from(utf16).swap16(),
		windows
	];
	for (const file of files) expect(await readFile(file)).toEqual(rows);
	expect(windows.equals(Buffer.from(text))).toBe(false);
	expect(await readFile(Buffer.from('Mar\xeda \x80\x93 \x8aimi\xe6;a@example.org', 'latin1'))).toEqual([
		['María €“ Šimiæ', 'a@example.org']
	]);
});

test('hidden signs that come along with what is copied are left behind', () => {
	expect(readText('\u202eAna\u00a0 \u200bNu\u0301n\u0303ez\u0007\tana@\u200dexample.org\ufeff')).toEqual([
		['Ana Núñez', 'ana@example.org']
	]);
});

test('addresses in one line, as above a letter to many, are a row each', () => {
	expect(readText('Ana Núñez <ana@example.org>; luis@example.org')).toEqual([
		['Ana Núñez <ana@example.org>'],
		['luis@example.org']
	]);
	expect(readText('ana@example.org\nluis@example.org')).toEqual([['ana@example.org'], ['luis@example.org']]);
});

test('nothing is computed', async () => {
	expect(readText('=1+1,a@example.org\n@SUM(A1),b@example.org\n+cmd|’/c calc’!A0,c@example.org')).toEqual([
		['=1+1', 'a@example.org'],
		['@SUM(A1)', 'b@example.org'],
		['+cmd|’/c calc’!A0', 'c@example.org']
	]);
	const cell =
		'<c r="A1" t="str"><f>HYPERLINK("https://evil.example")</f><v>Ana</v></c><c r="B1"><f>1+1</f><v>2</v></c>';
	expect(await readFile(sheetOf(`<row r="1">${cell}</row>`))).toEqual([['Ana', '2']]);
});

test('a spreadsheet is read from its first sheet, days and numbers as text', async () => {
	const file = await spreadsheet([
		['Nombre', 'Correo', 'Desde', 'Número'],
		['Ana Núñez', 'ana@example.org', new Date('2026-11-02T00:00:00Z'), 7.5]
	]);
	expect(await readFile(file)).toEqual([
		['Nombre', 'Correo', 'Desde', 'Número'],
		['Ana Núñez', 'ana@example.org', '2026-11-02', '7.5']
	]);
});

test('empty is told from unreadable, and each by what it is, not by its name', async () => {
	expect(await trouble(() => readText(' \r\n;;\n\t'))).toEqual({ kind: 'empty' });
	expect(await trouble(() => readFile(Buffer.alloc(0)))).toEqual({ kind: 'empty' });
	expect(await trouble(() => readFile(sheetOf('')))).toEqual({ kind: 'empty' });
	const old = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]);
	expect(await trouble(() => readFile(old))).toEqual({ kind: 'old spreadsheet' });
	const others = [
		Buffer.from('%PDF-1.7\n%âãÏÓ'),
		Buffer.from('{\\rtf1\\ansi Ana}'),
		Buffer.from('<html><table><tr><td>Ana</td></tr></table></html>'),
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48]),
		Buffer.from('PK\x05\x06' + '\0'.repeat(18), 'latin1'),
		Buffer.from('PK\x03\x04 and no archive'),
		pack(new Map([['content.xml', Buffer.from('<office/>')]])),
		sheetOf('<row r="1"><c r="A1"><v>1</v>'),
		(await spreadsheet(rows)).subarray(0, 900)
	];
	for (const file of others) expect(await trouble(() => readFile(file))).toEqual({ kind: 'not a list' });
});

test('too much is refused soon, with what was found', async () => {
	const long = Array.from({ length: 50_000 }, (_, at) => [`Ana Núñez ${at}`, `ana${at}@example.org`, 'Juez', 'F']);
	const text = long.map((row) => row.join(';')).join('\n');
	const begun = performance.now();
	expect(await trouble(() => readText(text))).toEqual({ kind: 'rows', found: 50_000 });
	expect(await trouble(() => readText('\n'.repeat(4_900_000) + 'a'))).toEqual({ kind: 'rows', found: 4_900_001 });
	expect(await trouble(() => readText(','.repeat(4_900_000) + 'a'))).toMatchObject({ kind: 'cell', row: 1 });
	expect(await trouble(() => readText('a,'.repeat(900)))).toEqual({ kind: 'columns', found: 900 });
	expect(await trouble(() => readText(`"${'a\n'.repeat(2_000_000)}`))).toMatchObject({ kind: 'rows' });
	expect(performance.now() - begun).toBeLessThan(5000);
	expect(await trouble(async () => readFile(await spreadsheet(long)))).toEqual({ kind: 'rows', found: 50_000 });
	expect(await trouble(() => readFile(Buffer.alloc(5_000_001, 'a')))).toEqual({ kind: 'bytes', found: 5_000_001 });
	expect(await trouble(() => readText('ñ'.repeat(2_500_001)))).toEqual({ kind: 'bytes', found: 5_000_002 });
	expect(await trouble(() => readText('a;'.repeat(40) + 'b'))).toEqual({ kind: 'columns', found: 41 });
	expect(await trouble(() => readText(`Ana;a@example.org\n${'a'.repeat(501)};b@example.org`))).toEqual({
		kind: 'cell',
		found: 501,
		row: 2
	});
	expect(readText(Array(2000).fill('Ana;a@example.org').join('\n'))).toHaveLength(2000);
});

test('an archive that unpacks to too much is refused before it does, whatever it claims', async () => {
	expect(await trouble(() => readFile(bomb(40_000_000)))).toEqual({ kind: 'unpacked' });
	expect(await trouble(() => readFile(bomb(40_000_000, 100)))).toEqual({ kind: 'not a list' });
	const many = new Map(Array.from({ length: 201 }, (_, at) => [`xl/${at}.xml`, Buffer.from('x')]));
	expect(await trouble(() => readFile(pack(many)))).toEqual({ kind: 'unpacked' });
});

test('a cell in the far corner of a sheet does not fill the memory', async () => {
	const cell = (place: string, more = '') => `<c r="${place}" t="inlineStr"${more}><is><t>x</t></is></c>`;
	const corner = `<row r="1">${cell('A1')}</row><row r="1048576">${cell('XFD1048576')}</row>`;
	expect(await trouble(() => readFile(sheetOf(corner)))).toEqual({ kind: 'rows', found: 1_048_576 });
	expect(await trouble(() => readFile(sheetOf(`<row r="1">${cell('XFD1')}</row>`.repeat(1))))).toBeUndefined();
	const hidden = [
		`<row r="1">${cell('A1')}</row><row r="9&#57;999999">${cell('A2')}</row>`,
		`<row r="1">${cell('A1')}</row><row r="1e9">${cell('A2')}</row>`,
		`<row x:r='99999999'>${cell('A1')}</row>`,
		`<row a=">" r = "99999999">${cell('A1')}</row>`
	];
	for (const rows of hidden) expect(await trouble(() => readFile(sheetOf(rows)))).toEqual({ kind: 'not a list' });
	const wide = `<row r="1">${Array.from({ length: 60 }, (_, at) => cell(`${String.fromCharCode(65 + (at % 26))}1`)).join('')}</row>`;
	expect(await trouble(() => readFile(sheetOf(wide)))).toEqual({ kind: 'not a list' });
});

test('cells that are only colored are no rows', async () => {
	const colored = Array.from({ length: 60_000 }, (_, at) => `<row r="${at + 2}"><c r="XFD${at + 2}" s="0"/></row>`);
	const filled = '<row r="1"><c r="A1" t="inlineStr"><is><t>Ana &amp; Luis</t></is></c></row>';
	expect(await readFile(sheetOf(filled + colored.join('')))).toEqual([['Ana & Luis']]);
});
