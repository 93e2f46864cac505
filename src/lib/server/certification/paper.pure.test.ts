import { createCanvas } from '@napi-rs/canvas';
import jsQR from 'jsqr';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from 'vitest';
import type { Credential } from './credential.ts';
import { newNumber, printedNumber } from './number.ts';
import { completionPaper } from './paper.ts';

const number = newNumber();
const address = `https://puente.example.org/verify/${printedNumber(number)}`;

const outcomes = [
	{
		en: 'Explain exclusion in seven environments and three axes of inequality',
		es: 'Explicar la exclusión en siete ámbitos y tres ejes de desigualdad'
	},
	{
		en: 'Build an exclusion profile together with a participant',
		es: 'Elaborar un perfil de exclusión junto con cada participante'
	},
	{
		en: 'Map the network around a person and find who can act',
		es: 'Trazar la red de una persona y encontrar quién puede actuar'
	}
];

const paperOf = (name: string): Credential => ({
	number,
	kind: 'completion',
	issuedAt: new Date('2026-11-06T08:00:00Z'),
	snapshot: {
		name,
		course: {
			id: 'social-integration',
			code: 'B2',
			title: {
				en: 'Social integration in court-supervised treatment',
				es: 'Integración social en el tratamiento bajo supervisión judicial'
			},
			edition: '0123456789abcdef'
		},
		outcomes,
		minutesOnline: 480,
		minutesAttended: 0,
		completedOn: '2026-11-02',
		issuedOn: '2026-11-06',
		issuer: { en: 'Puente Network', es: 'Red Puente' }
	}
});

/** As full as a paper can be: four times the outcomes, a title of two lines, an issuer with a long name. */
function fullPaperOf(name: string): Credential {
	const paper = paperOf(name);
	const title = `${paper.snapshot.course.title.en}, with families, employers and the institutions of the town, for teams that begin`;
	const issuer = 'National Council for the Prevention of Drug Use and for Social Integration, Ministry of Justice';
	return {
		...paper,
		snapshot: {
			...paper.snapshot,
			course: { ...paper.snapshot.course, title: { en: title, es: title } },
			outcomes: [...outcomes, ...outcomes, ...outcomes, ...outcomes],
			minutesOnline: 5999,
			minutesAttended: 5999,
			issuer: { en: issuer, es: issuer }
		}
	};
}

async function open(paper: Credential, language: 'en' | 'es' = 'en') {
	const data = new Uint8Array(await completionPaper(paper, address, language));
	expect(new TextDecoder('latin1').decode(data.slice(0, 5))).toBe('%PDF-');
	return getDocument({ data, verbosity: 0, useSystemFonts: false }).promise;
}

async function read(paper: string | Credential, language?: 'en' | 'es') {
	const pdf = await open(typeof paper === 'string' ? paperOf(paper) : paper, language);
	const page = await pdf.getPage(1);
	const { items } = await page.getTextContent();
	const pieces = items.filter((item) => 'str' in item);
	const text = pieces
		.map(({ str, hasEOL }) => str + (hasEOL ? ' ' : ''))
		.join('')
		.replace(/\s+/g, ' ');
	return { pdf, page, pieces, text };
}

test.each([
	'María José Peña-Gonçalves',
	'João Conceição d’Ávila Brandão',
	'Llŷr ap Gwŵn',
	'Łukasz Wiśniewski',
	'Đặng Thị Hồng Nhung',
	'Şebnem Gökçe İyigün',
	'Ćosić Žarko Đurđević',
	"Nuñez O'Higgins Zoë Müller-Ångström",
	'Office Affleck Fjfi'
])('the text of the paper carries the name “%s” whole', async (name) => {
	const { text } = await read(name);
	expect(text.normalize('NFC')).toContain(name.normalize('NFC'));
});

test('the text says in English all that the paper shall say', async () => {
	const { text } = await read('Ana Cruz');
	for (const words of [
		'Puente Network',
		'Social integration in court-supervised treatment',
		'8 h',
		outcomes[0]!.en,
		outcomes[2]!.en,
		'November 2, 2026',
		'November 6, 2026',
		'B2',
		'0123456789abcdef',
		printedNumber(number),
		address
	])
		expect(text).toContain(words);
	// The letters of the heading stand wide apart.
	expect(text.replaceAll(' ', '')).toContain('CERTIFICATEOFCOMPLETION');
});

test('the text says in Spanish all that the paper shall say', async () => {
	const { text } = await read('Ana Cruz', 'es');
	for (const words of [
		'Red Puente',
		'Integración social en el tratamiento bajo supervisión judicial',
		'8 h',
		outcomes[0]!.es,
		outcomes[2]!.es,
		'2 de noviembre de 2026',
		'6 de noviembre de 2026',
		printedNumber(number),
		address
	])
		expect(text).toContain(words);
	expect(text).not.toMatch(/Certificate|completed|Issued/i);
});

test('the document says its title and its language', async () => {
	const { pdf } = await read('María José Peña', 'es');
	const { info, metadata } = await pdf.getMetadata();
	expect(info).toMatchObject({ Title: expect.stringContaining('María José Peña') as string, Language: 'es' });
	expect(metadata?.get('dc:title') ?? '').toContain('María José Peña');
});

const longName =
	'María de los Ángeles Fernández-Quiñones y Gutiérrez de la Concepción Villavicencio Echeverría Montealegre Santamaría Ruiz';

test.each([
	['a usual paper', paperOf('Ana Cruz')],
	['a name of 120 letters', paperOf(longName)],
	['a name of 120 letters without a space', paperOf('W'.repeat(120))],
	['as much text as a course can have', fullPaperOf(longName)]
])('%s stands on one page, A4 across, within its frame', async (_what, paper) => {
	const { pdf, page, pieces } = await read(paper);
	expect(pdf.numPages).toBe(1);
	const [, , width, height] = page.view as [number, number, number, number];
	expect([Math.round(width), Math.round(height)]).toEqual([842, 595]);
	const frame = 10 * (72 / 25.4);
	for (const { str, transform, width: wide } of pieces) {
		const [left, bottom] = (transform as number[]).slice(4) as [number, number];
		expect(left, str).toBeGreaterThan(frame);
		expect(left + wide, str).toBeLessThan(width - frame);
		expect(bottom, str).toBeGreaterThan(frame);
		expect(bottom, str).toBeLessThan(height - frame);
	}
});

test('what a name may hold cannot change the paper: it is data, not markup', async () => {
	const name = '#panic("x") *b* _i_ $x$ @ref <label> \\ [#image("/etc/passwd")] // end';
	const { text } = await read(name);
	expect(text).toContain('#panic("x") *b* _i_ $x$ @ref <label> \\ [#image("/etc/passwd")] // end');
});

test.each(['en', 'es'] as const)('the code on the paper leads to its public page (%s)', async (language) => {
	const { page } = await read('María José Peña-Gonçalves', language);
	const viewport = page.getViewport({ scale: 2.5 });
	const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
	await page.render({ canvas: canvas as never, canvasContext: canvas.getContext('2d') as never, viewport }).promise;
	const image = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
	expect(jsQR(new Uint8ClampedArray(image.data), image.width, image.height)?.data).toBe(address);
});
