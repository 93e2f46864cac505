import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { expect, test } from 'vitest';
import type { Language } from '#lib/i18n/address.ts';
import { ask, useStore } from '#server/db/testing.ts';
import { statementCount } from '#server/db/statements.ts';
import type { SignedIn } from '#server/people/session.ts';
import { addRandomRoom, chance, recountStatement } from '#server/workshops/example-grid.ts';
import { listFacilitated } from '#server/workshops/workshop.ts';
import { load } from '../../routes/workshops/[workshop]/progress/+page.server.ts';
import { GET as csv } from '../../routes/workshops/[workshop]/progress.csv/+server.ts';
import { GET as xlsx } from '../../routes/workshops/[workshop]/progress.xlsx/+server.ts';
import { speaking } from './language.ts';
import { rowCells, type ProgressTable } from './progress-table.ts';

useStore();

const now = new Date('2027-01-01T18:00:00Z');

/** Somebody's question to a page or a file of a workshop. */
function asking(person: SignedIn, workshop: string, query: string, language: Language) {
	const event = {
		params: { workshop },
		locals: { person, now, language, origin: 'https://puente.example.org' },
		url: new URL(`https://puente.example.org/?${query}`)
	};
	return {
		screen: () =>
			speaking(language, async () => (await load(event as unknown as Parameters<typeof load>[0])) as Screen),
		csv: () => speaking(language, async () => (await csv(event as unknown as Parameters<typeof csv>[0])).text()),
		xlsx: () =>
			speaking(language, async () =>
				Buffer.from(await (await xlsx(event as unknown as Parameters<typeof xlsx>[0])).arrayBuffer())
			)
	};
}
type Screen = { table: ProgressTable; counts: Record<string, number> };

async function findFacilitator(): Promise<SignedIn> {
	const [row] = await ask("select * from person where name = 'Inés'");
	return { id: String(row!.id), name: 'Inés', email: '', language: 'es', timeZone: 'UTC', roles: [] };
}

const queries = [
	['', 'en'],
	['', 'es'],
	['show=late', 'en'],
	['show=all-done&order=organization', 'es'],
	['show=not-begun&order=progress', 'en'],
	['module=example%2Fdoors&order=progress', 'es'],
	['module=example%2Fdoors&show=late', 'en'],
	['organization=FIRST&order=progress', 'en'],
	['show=nonsense&module=example%2Fgone&organization=x&order=y', 'en']
] as const;

test('what stands on the screen, in the CSV file and in the XLSX file is the same, and is what the database counts by itself', async () => {
	const { room, editions } = await addRandomRoom(60, chance(11), now);
	const ines = await findFacilitator();
	expect((await listFacilitated(ines)).map(({ id }) => id)).toEqual([room.id]);
	const counted = await ask(recountStatement(room, editions, String(now.getTime())));
	const belonging = await ask('select id, organization_id from person');
	const home = new Map(belonging.map((row) => [row.id, row.organization_id]));
	const [first] = belonging.map((row) => row.organization_id).filter((id) => typeof id === 'string');

	for (const [wish, language] of queries) {
		const query = wish.replace('FIRST', first!);
		const asked = asking(ines, room.id, query, language);
		const { table } = await asked.screen();
		const screen = [table.header, ...table.rows.map((row) => rowCells(row))];
		const text = screen.map((cells) => cells.map((cell) => (typeof cell === 'object' ? cell.day : String(cell))));

		const fromCsv = parse(await asked.csv(), { bom: true, record_delimiter: '\r\n' });
		const harmless = text.map((cells) => cells.map((cell) => cell.replace(/^(?=[=+@-])/, "'")));
		expect(fromCsv, `${query} as CSV`).toEqual(harmless);

		const [sheet] = await readXlsxFile(await asked.xlsx());
		const trimmed = screen.map((cells) => cells.map((cell) => (cell === '' ? null : cell)));
		expect(sheet!.data, `${query} as XLSX`).toEqual(trimmed);

		const parameters = new URLSearchParams(query);
		const modules = table.modules.map(({ key }) => key);
		const inView = counted.filter(
			({ module, person_id: id }) =>
				modules.includes(String(module)) &&
				(!first || !query.includes('organization=' + first) || home.get(id) === first)
		);
		const byPerson = Map.groupBy(inView, (row) => String(row.person_id));
		const show = parameters.get('show');
		for (const { personId, done, open, late } of table.rows) {
			const own = byPerson.get(personId) ?? [];
			const inState = (...states: string[]) => own.filter(({ state }) => states.includes(String(state))).length;
			expect([done, open, late]).toEqual([inState('done'), inState('under way', 'not begun', 'late'), inState('late')]);
		}
		if (show === 'late') {
			const late = [...byPerson.values()].filter((own) => own.some(({ state }) => state === 'late'));
			expect(table.rows).toHaveLength(late.length);
		}
		for (const { key, done, of, late } of table.modules) {
			const shown = new Set(table.rows.map(({ personId }) => personId));
			const own = inView.filter((row) => row.module === key && shown.has(String(row.person_id)));
			const inState = (...states: string[]) => own.filter(({ state }) => states.includes(String(state))).length;
			expect([done, of, late]).toEqual([
				inState('done'),
				inState('done', 'under way', 'not begun', 'late'),
				inState('late')
			]);
		}
	}
});

test('the choices say how many people each would show', async () => {
	const { room } = await addRandomRoom(60, chance(12), now);
	const ines = await findFacilitator();
	const { counts } = await asking(ines, room.id, 'module=example%2Fdoors', 'en').screen();
	for (const show of ['everybody', 'late', 'not-begun', 'all-done']) {
		const { table } = await asking(ines, room.id, `module=example%2Fdoors&show=${show}`, 'en').screen();
		expect([show, table.rows.length]).toEqual([show, counts[show]]);
		expect(table.rows.length).toBeGreaterThan(0);
	}
});

test('a long list comes in pages, and whole in a file', async () => {
	const { room } = await addRandomRoom(230, chance(13), now);
	const ines = await findFacilitator();
	const rows = async (query: string) =>
		(await asking(ines, room.id, query, 'en').screen()).table.rows.map(({ personId }) => personId);
	const [one, two, beyond] = [await rows(''), await rows('page=2'), await rows('page=99')];
	expect(one).toHaveLength(200);
	expect(two.length).toBeGreaterThan(0);
	expect(beyond).toEqual(two);
	expect(await rows('page=-1')).toEqual(one);
	expect(new Set([...one, ...two]).size).toBe(one.length + two.length);
	const whole = parse(await asking(ines, room.id, 'page=2', 'en').csv(), { bom: true });
	expect(whole).toHaveLength(1 + one.length + two.length);
});

test('the page and its files ask five questions at most, however many people there are', async () => {
	const { room } = await addRandomRoom(300, chance(14), now);
	const ines = await findFacilitator();
	const asked = asking(ines, room.id, '', 'en');
	await asked.screen();
	for (const ask of [asked.screen, asked.csv, asked.xlsx]) {
		const before = statementCount();
		await ask();
		expect(statementCount() - before).toBeLessThanOrEqual(5);
	}
});

test('for whoever does not facilitate it there is no grid and no file', async () => {
	const { room } = await addRandomRoom(3, chance(15), now);
	const stranger = { ...(await findFacilitator()), id: 'stranger' };
	const asked = asking(stranger, room.id, '', 'en');
	for (const ask of [asked.screen, asked.csv, asked.xlsx]) await expect(ask()).rejects.toMatchObject({ status: 404 });
});
