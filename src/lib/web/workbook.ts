import type { Cell } from './spreadsheet.ts';
import { zip } from './zip.ts';

/** The parts of an XLSX file with one sheet: a line of headings that stays in sight, and rows, written as they come, a part at a time. */
export function workbook(header: string[], parts: AsyncIterable<Cell[][]>): AsyncGenerator<Uint8Array> {
	return zip([
		['[Content_Types].xml', [contentTypes]],
		['_rels/.rels', [relations('officeDocument', 'xl/workbook.xml')]],
		['xl/workbook.xml', [book]],
		['xl/_rels/workbook.xml.rels', [relations('worksheet', 'worksheets/sheet1.xml', 'styles', 'styles.xml')]],
		['xl/styles.xml', [styles]],
		['xl/worksheets/sheet1.xml', sheet(header, parts)]
	]);
}

async function* sheet(header: string[], parts: AsyncIterable<Cell[][]>): AsyncGenerator<string> {
	const widths = header.map((words) => Math.min(48, Math.max(14, words.length + 3)));
	const columns = widths.map(
		(width, place) => `<col min="${place + 1}" max="${place + 1}" width="${width}" customWidth="1"/>`
	);
	yield `${opening}<cols>${columns.join('')}</cols><sheetData>${line(header, 1, style.heading)}`;
	let place = 1;
	for await (const rows of parts) yield rows.map((row) => line(row, ++place)).join('');
	yield '</sheetData></worksheet>';
}

const style = { text: 0, heading: 1, day: 2 };

function line(row: Cell[], place: number, look = style.text): string {
	const cells = row.map((cell, column) => {
		const at = columnName(column) + place;
		if (cell === undefined || cell === '') return '';
		if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
		if (typeof cell === 'object') return `<c r="${at}" s="${style.day}"><v>${dayNumber(cell.day)}</v></c>`;
		// Text within the cell, and not among the shared ones, which would all have to be known at the end.
		return `<c r="${at}" s="${look}" t="inlineStr"><is><t xml:space="preserve">${escape(cell)}</t></is></c>`;
	});
	return `<row r="${place}">${cells.join('')}</row>`;
}

// A, B … Z, AA, AB …
function columnName(column: number): string {
	const letter = String.fromCharCode(65 + (column % 26));
	return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

// Spreadsheets count the days from the end of 1899.
const dayNumber = (day: string) => Date.parse(day) / 86_400_000 + 25_569;

/** The most characters that a cell can hold. */
const longest = 32_767;
const notInXml =
	/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) =>
	text
		.slice(0, longest)
		.replace(notInXml, '')
		.replace(/[&<>"]/g, (sign) => signs[sign]!);

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const contentTypes = `${declaration}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kind}.worksheet+xml"/></Types>`;

function relations(...typesAndTargets: string[]): string {
	const each = [];
	for (let place = 0; place < typesAndTargets.length; place += 2)
		each.push(
			`<Relationship Id="rId${place / 2 + 1}" Type="${office}/${typesAndTargets[place]}" Target="${typesAndTargets[place + 1]}"/>`
		);
	return `${declaration}<Relationships xmlns="${packages}/relationships">${each.join('')}</Relationships>`;
}

const book = `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Puente" sheetId="1" r:id="rId1"/></sheets></workbook>`;

const styles = `${declaration}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

const opening = `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;
