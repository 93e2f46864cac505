import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { beforeEach, expect, test } from 'vitest';
import { m } from '#lib/i18n/paraglide/messages.js';
import { speaking } from '#lib/web/language.ts';
import { useStore } from '#server/db/testing.ts';
import { addLearner } from '#server/learning/example.ts';
import type { RoleName } from '#server/people/role.ts';
import { reachAs } from '#server/people/testing.ts';
import { forgetAnswers } from '#server/reports/answer.ts';
import { dice, pick, plantWorld, someFilter } from '#server/reports/example.ts';
import { dimensions, writeFilter } from '#server/reports/filter.ts';
import { hours, indicators, type Figures } from '#server/reports/indicators.ts';
import { isNothing, recount } from '#server/reports/recount.ts';
import { number } from '#lib/i18n/format.ts';
import { readAsked, valueName } from '#lib/web/report.ts';
import { load } from './+page.server.ts';
import type { numbers } from './view.ts';
import { GET as csv } from './report.csv/+server.ts';
import { GET as xlsx } from './report.xlsx/+server.ts';
import { GET as peopleCsv } from './people.csv/+server.ts';
import { GET as peopleXlsx } from './people.xlsx/+server.ts';
import { GET as stepsCsv } from './steps.csv/+server.ts';

useStore();
beforeEach(forgetAnswers);

const now = new Date('2026-11-25T15:00:00Z');

/** Asks as somebody who holds a role in an organization. */
async function askerOf(role: RoleName, organizationId: string) {
	const { id, name, email } = await addLearner('Asker', now, { organizationId });
	await reachAs(id, role, { id: organizationId }, now);
	const roles = [{ role, organizationId, everywhere: false }];
	const locals = {
		...{ now, language: 'en' as const, origin: 'https://puente.example' },
		person: { id, name, email: email!, language: 'en' as const, timeZone: 'UTC', roles }
	};
	const event = (query: string) => ({ locals, url: new URL(`https://puente.example/manage?${query}`) });
	return { locals, event };
}
type Asker = Awaited<ReturnType<typeof askerOf>>;

const rowsOfCsv = async (response: Response) =>
	parse(await response.text(), { bom: true, record_delimiter: '\r\n', relax_column_count: true });
const rowsOfXlsx = async (response: Response) => {
	const [sheet] = await readXlsxFile(Buffer.from(await response.arrayBuffer()));
	return sheet!.data.map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
};

/** The table within a download: from its head on. */
function tableIn(rows: string[][], head: string[]): string[][] {
	const at = rows.findIndex((row) => row[0] === head[0] && row[1] === head[1]);
	expect(at).toBeGreaterThan(5);
	return rows.slice(at).map((row) => row.slice(0, head.length));
}

async function screen({ event }: Asker, query: string) {
	const data = (await load(event(query) as never)) as { numbers: Awaited<ReturnType<typeof numbers>> };
	return data.numbers;
}

// A number as the page writes it, or what stands in place of a hidden one.
const shown = (cell: string) => (cell === m.report_under_five() ? cell : number(Number(cell)));

async function expectSame(asker: Asker, query: string): Promise<string[][]> {
	const { header, lines, total } = await screen(asker, query);
	const table = tableIn(await rowsOfCsv(await csv(asker.event(query) as never)), header);
	expect(tableIn(await rowsOfXlsx(await xlsx(asker.event(query) as never)), header)).toEqual(table);
	const [head, ...rows] = table;
	expect(head).toEqual(header);
	expect(rows.map(([name, ...cells]) => [name, ...cells.map(shown)])).toEqual(
		[...lines, total].map(({ name, cells }) => [name, ...cells.map(({ words }) => words)])
	);
	return rows;
}

const cellsOf = (figures: Figures) =>
	indicators.map((indicator) => {
		const figure = figures[indicator] as number;
		return String(indicator === 'hours' ? hours(figure) : figure);
	});

test.each([51, 52])('screen, CSV, XLSX and a recount in plain SQL say the same: world %i', async (seed) => {
	const world = await plantWorld(seed, 110, now);
	const roll = dice(seed);
	for (const language of ['en', 'es'] as const)
		await speaking(language, async () => {
			for (const by of dimensions) {
				const { id } = pick([world.root, ...world.countries], roll);
				const filter = someFilter(world, [id], roll);
				const asker = await askerOf('manager', id);
				const query = writeFilter(filter, { by });
				const rows = await expectSame(asker, query);
				const asked = await readAsked(asker.locals as never, new URLSearchParams(query));
				const counted = await recount([id], filter, by);
				const expected = [...counted].map(([key, figures]) => [valueName(asked, by, key), ...cellsOf(figures)]);
				const told = rows.slice(0, -1).filter(([, ...cells]) => cells.some((cell) => cell !== '0'));
				const sorted = (list: string[][]) => list.map((row) => row.join('|')).sort();
				expect([query, sorted(told)]).toEqual([
					query,
					sorted(expected.filter(([, ...cells]) => cells.some((cell) => cell !== '0')))
				]);
				const all = (await recount([id], filter)).get('')!;
				expect(rows.at(-1)!.slice(1)).toEqual(cellsOf(all));
				if (isNothing(all)) expect(told).toEqual([]);
			}
		});
});

test('who sees sums only gets the same hidden and rounded figures everywhere, and no way to people', async () => {
	const world = await plantWorld(53, 150, now);
	const asker = await askerOf('observer', world.root.id);
	const managed = await askerOf('manager', world.root.id);
	let hidden = 0;
	for (const by of dimensions) {
		const rows = await expectSame(asker, `by=${by}`);
		for (const [, ...cells] of rows)
			for (const [at, cell] of cells.entries()) {
				if (cell === m.report_under_five()) hidden++;
				else expect(Number(cell) % 5, `${indicators[at]} ${cell}`).toBe(0);
			}
		const { lines, total, months } = await screen(asker, `by=${by}`);
		expect([...lines, total].flatMap(({ cells }) => cells).filter(({ people }) => people)).toEqual([]);
		for (const { enrolled, completed } of months)
			for (const figure of [enrolled, completed])
				expect(figure === m.report_under_five() || Number(figure.replaceAll(',', '')) % 5 === 0).toBe(true);
		const exact = await screen(managed, `by=${by}`);
		expect(exact.lines.flatMap(({ cells }) => cells).some(({ people }) => people)).toBe(true);
	}
	expect(hidden).toBeGreaterThan(10);
	for (const get of [peopleCsv, peopleXlsx, stepsCsv])
		await expect((async () => get(asker.event('course=doors') as never))()).rejects.toMatchObject({ status: 403 });
});

test('an address that was edited to another country, or to nonsense, gets nothing', async () => {
	const world = await plantWorld(54, 60, now);
	const [ours, theirs] = world.countries;
	const asker = await askerOf('manager', ours!.id);
	const all = [load, csv, xlsx, peopleCsv, peopleXlsx, stepsCsv] as ((event: never) => unknown)[];
	for (const query of [
		`organization=${theirs!.id}`,
		`organization=${world.root.id}`,
		'organization=unknown',
		`institution=${ours!.id}`
	])
		for (const get of all)
			await expect((async () => get(asker.event(`course=doors&${query}`) as never))()).rejects.toMatchObject({
				status: 404
			});
	for (const query of ['sex=1', 'from=2026-02-30', 'from=2026-02-02&to=2026-02-01', 'country=XX', 'course=nothing'])
		for (const get of all.slice(1))
			await expect((async () => get(asker.event(query) as never))()).rejects.toMatchObject({ status: 422 });
	await expect((async () => stepsCsv(asker.event('') as never))()).rejects.toMatchObject({ status: 422 });
	const data = (await load(asker.event('sex=1&from=tomorrow') as never)) as { numbers?: object; isFaulty: boolean };
	expect([data.numbers, data.isFaulty]).toEqual([undefined, true]);
	expect((await rowsOfCsv(await peopleCsv(asker.event(`country=${theirs!.country}`) as never))).length).toBeLessThan(
		20
	);
});

test('a file of people names them with what they stated, and a file of steps has the day of each', async () => {
	const world = await plantWorld(55, 60, now);
	const asker = await askerOf('manager', world.root.id);
	const [head, ...people] = await rowsOfCsv(await peopleCsv(asker.event('which=enrolled') as never));
	expect(head).toHaveLength(11);
	expect(people).toHaveLength((await recount([world.root.id], {})).get('')!['people-enrolled'] as number);
	expect(people.some(([name]) => name === m.manage_erased())).toBe(true);
	const sheet = await rowsOfXlsx(await peopleXlsx(asker.event('which=enrolled') as never));
	expect(sheet).toEqual([head, ...people]);
	const [columns, ...steps] = await rowsOfCsv(await stepsCsv(asker.event('course=doors') as never));
	expect(columns).toEqual([...columns!.slice(0, 6), 'First: ']);
	expect(steps).toHaveLength((await recount([world.root.id], { course: 'doors' })).get('')!.seats as number);
	for (const row of steps) expect([row[4], row[6]].join(' ')).toMatch(/^\d{4}-\d\d-\d\d (\d{4}-\d\d-\d\d)?$/);
});
