import { deflateRawSync } from 'node:zlib';
import writeXlsx, { type SheetData } from 'write-excel-file/node';
import { newId } from '#server/db/id.ts';
import { write } from '#server/db/store.ts';
import { addLearner } from '#server/learning/example.ts';
import { addOrganization, type Organization } from '#server/people/organization.ts';
import type { Person } from '#server/people/person.ts';
import { giveRole } from '#server/people/role.ts';
import type { SignedIn } from '#server/people/session.ts';
import { workshop } from '../tables.ts';
import { getWorkshop, type Workshop } from '../workshop.ts';
import { keepList, findList } from './draft.ts';
import { pack } from './archive.ts';
import { readText } from './reading.ts';
import { seenAs } from './confirming.ts';

/** Two countries, and a workshop in one of them that is run by somebody with a role there: for tests. */
export interface Region {
	guatemala: Organization;
	chile: Organization;
	/** An institution in Guatemala. */
	court: Organization;
	facilitator: SignedIn;
	room: Workshop;
}

/** Plants the tree and a workshop that begins on 30 November 2026. */
export async function plant(now: Date): Promise<Region> {
	const root = await addOrganization({ kind: 'region', name: both('Network') }, now);
	const country = (name: string, code: string) =>
		addOrganization({ kind: 'country', name: both(name), country: code, parentId: root.id }, now);
	const [guatemala, chile] = [await country('Guatemala', 'GT'), await country('Chile', 'CL')];
	const name = { en: 'Drug Treatment Court', es: 'Tribunal de Tratamiento de Drogas' };
	const court = await addOrganization({ kind: 'institution', name, country: 'GT', parentId: guatemala.id }, now);
	const facilitator = await facilitatorOf(guatemala, 'Inés Paz', now);
	return { guatemala, chile, court, facilitator, room: await addWorkshop(court, now) };
}

/** Somebody with an account who facilitates in an organization. */
export async function facilitatorOf({ id: organizationId }: Organization, name: string, now: Date): Promise<SignedIn> {
	const { id, email, language, timeZone } = await addLearner(name, now, { organizationId });
	await giveRole(id, 'facilitator', organizationId, undefined, now);
	const roles = [{ role: 'facilitator' as const, organizationId, everywhere: false }];
	return { id, name, email: email!, language, timeZone, roles };
}

/** Adds a workshop that an organization hosts. */
export async function addWorkshop({ id: organizationId }: Organization, now: Date): Promise<Workshop> {
	const id = newId();
	await write(async (tx) => {
		await tx.insert(workshop).values({
			...{ id, organizationId, title: 'Three days', language: 'es', timeZone: 'America/Guatemala' },
			...{ startsOn: '2026-11-30', endsOn: '2026-12-02', opensAt: '08:30', closesAt: '16:30' },
			...{ place: 'Room 2', link: '', note: '', joinCode: id, version: 1, createdBy: 'x', createdAt: now }
		});
	});
	return getWorkshop(id);
}

/** Somebody with an account who belongs somewhere, reached by an address. */
export function member({ id: organizationId }: Organization, email: string, now: Date, about: Partial<Person> = {}) {
	return addLearner('Ana Núñez', now, { email, organizationId, ...about });
}

/** Keeps a pasted list as a draft and returns what confirming it needs. */
export async function paste({ room, facilitator }: Region, text: string, now: Date) {
	const id = await keepList(room.id, { fileName: '', rows: readText(text) }, facilitator.id, now);
	const list = (await findList(room.id, id))!;
	return { id, seen: seenAs(list), list };
}

const both = (name: string) => ({ en: name, es: name });

/** A spreadsheet with these rows, as a spreadsheet program writes it. */
export async function spreadsheet(rows: (string | number | Date)[][]): Promise<Buffer> {
	const data = rows.map((row) =>
		row.map((value) => (value instanceof Date ? { value, format: 'dd/mm/yyyy' } : { value }))
	) as SheetData;
	return writeXlsx(data).toBuffer();
}

/** A spreadsheet whose only sheet holds just this, well formed or not. */
export function sheetOf(rows: string, more: Record<string, string> = {}): Buffer {
	const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
	const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
	const workbook = `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`;
	const links = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`;
	const files = {
		'xl/workbook.xml': workbook,
		'xl/_rels/workbook.xml.rels': links,
		'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
		...more
	};
	return pack(new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])));
}

/** An archive of one file that unpacks to so many zeros, which claims to unpack to `claimed` bytes. */
export function bomb(bytes: number, claimed = bytes): Buffer {
	const packed = deflateRawSync(Buffer.alloc(bytes));
	const archive = pack(new Map([['xl/worksheets/sheet1.xml', packed]]));
	const central = archive.lastIndexOf('PK\x01\x02');
	for (const [method, size] of [
		[8, 22],
		[central + 10, central + 24]
	] as const) {
		archive.writeUInt16LE(8, method);
		archive.writeUInt32LE(claimed, size);
	}
	return archive;
}
