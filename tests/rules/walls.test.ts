import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audiences } from '#lib/web/access.ts';
import { ask as askStore, command } from '#server/db/testing.ts';
import { write } from '#server/db/store.ts';
import { enroll } from '#server/learning/enrollment.ts';
import { findCourse } from '#server/content/catalogue.ts';
import { sessionCookie, signIn } from '#server/people/session.ts';
import { serveDemo, type Answer, type DevServer } from './dev-server.ts';

/**
 * Two countries of one installation. Whatever ids of the one stand in addresses and forms that people of the other send, they see nothing of it and change nothing in it.
 */
const root = new URL('../..', import.meta.url).pathname;
const [home, abroad] = ['GT', 'CL'];
// Stands in every text of the country abroad: wherever it is read, something came through the wall.
const mark = 'Wallflower';
const senders = ['facilitator', 'manager', 'counselor'] as const;

let server: DevServer;
const cookies = {} as Record<(typeof senders)[number], string>;
/** Every id of the country abroad, and some of home, by table. */
let foreign: Record<string, string[]>;
let own: Record<string, string[]>;

beforeAll(async () => {
	server = await serveDemo();
	const course = (await findCourse('example'))!;
	for (const who of senders) {
		const [row] = await askStore(`SELECT id FROM person WHERE email = '${who}@demo.example'`);
		await enroll(row!.id as string, course, new Date());
		cookies[who] = `${sessionCookie.name}=${await signIn(row!.id as string, 'walls', new Date())}`;
	}
	await markAbroad();
	foreign = await idsOf(abroad);
	own = await idsOf(home);
	await server.ask('/');
}, 120_000);
afterAll(() => server.close());

const people = (country: string) => `SELECT id FROM person WHERE country = '${country}'`;
const organizations = (country: string) => `SELECT id FROM organization WHERE country = '${country}'`;
const workshops = (country: string) => `SELECT id FROM workshop WHERE organization_id IN (${organizations(country)})`;
const enrollments = (country: string) => `SELECT id FROM enrollment WHERE person_id IN (${people(country)})`;

const questions: Record<string, (country: string) => string> = {
	person: people,
	organization: organizations,
	workshop: workshops,
	participant: (country) => `SELECT id FROM participant WHERE workshop_id IN (${workshops(country)})`,
	workshop_session: (country) => `SELECT id FROM workshop_session WHERE workshop_id IN (${workshops(country)})`,
	participant_list: (country) => `SELECT id FROM participant_list WHERE workshop_id IN (${workshops(country)})`,
	submission: (country) => `SELECT id FROM submission WHERE enrollment_id IN (${enrollments(country)})`,
	enrollment: enrollments,
	letter: (country) => `SELECT id FROM letter WHERE person_id IN (${people(country)})`,
	role: (country) => `SELECT id FROM role WHERE organization_id IN (${organizations(country)})`,
	invitation: (country) => `SELECT id FROM invitation WHERE organization_id IN (${organizations(country)})`,
	batch: (country) => `SELECT id FROM batch WHERE prepared_by IN (${people(country)})`
};

async function idsOf(country: string): Promise<Record<string, string[]>> {
	const found: Record<string, string[]> = {};
	for (const [table, question] of Object.entries(questions))
		found[table] = (await askStore(`${question(country)} ORDER BY 1`)).map(({ id }) => id as string);
	return found;
}

async function markAbroad(): Promise<void> {
	const marked: [table: string, column: string, text: string, of: string][] = [
		['person', 'name', `'${mark} ' || substr(id, 20)`, `id IN (${people(abroad)})`],
		['person', 'institution', `'${mark} House'`, `id IN (${people(abroad)})`],
		[
			'organization',
			'name',
			`'{"en":"${mark} ' || substr(id, 20) || '","es":"${mark}"}'`,
			`id IN (${organizations(abroad)})`
		],
		['workshop', 'title', `'${mark} days'`, `id IN (${workshops(abroad)})`],
		['workshop', 'place', `'${mark} hall'`, `id IN (${workshops(abroad)})`],
		['workshop', 'note', `'${mark} note'`, `id IN (${workshops(abroad)})`],
		['submission', 'answers', `replace(answers, 'Escrito', '${mark}')`, `enrollment_id IN (${enrollments(abroad)})`],
		['feedback', 'note', `'${mark} note'`, `submission_id IN (${questions.submission!(abroad)})`],
		['letter', 'subject', `'${mark} letter'`, `person_id IN (${people(abroad)})`]
	];
	for (const [table, column, text, of] of marked)
		await write((tx) => command(`UPDATE ${table} SET ${column} = ${text} WHERE ${of}`, tx));
}

/** Rows that come and go with every request. */
const unsettled = ['session', 'rate_limit', 'kept_form', 'job', 'token'];
/** What people write in their own words, which may be anything. */
const ownWords = [
	'rows',
	'reason',
	'cancel_reason',
	'note',
	'title',
	'place',
	'fields',
	'answers',
	'name',
	'institution'
];

/** Every row, in every table, that names an id of the country abroad or is one. */
async function standing(): Promise<Map<string, string>> {
	const ids = new Set(Object.values(foreign).flat());
	const tables = await askStore(
		`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '__drizzle%'`
	);
	const found = new Map<string, string>();
	for (const { name } of tables) {
		if (unsettled.includes(name as string)) continue;
		for (const row of await askStore(`SELECT rowid AS place, * FROM "${name as string}"`)) {
			// Reminders are written by the clock.
			if (row.kind === 'go-on') continue;
			const text = JSON.stringify(row);
			const values = Object.entries(row).flatMap(([column, value]) => (ownWords.includes(column) ? [] : [value]));
			const names = values.some((value) => typeof value === 'string' && (ids.has(value) || isListed(value, ids)));
			if (names) found.set(`${name as string} ${String(row.place)}`, text);
		}
	}
	return found;
}

const isListed = (value: string, ids: Set<string>) =>
	value.length < 20_000 &&
	/^[[{]/.test(value) &&
	[...value.matchAll(/[0-9a-hjkmnp-tv-z]{26}/g)].some(([id]) => ids.has(id));

function expectWall(what: string, answer: Answer): void {
	expect([what, answer.status < 500, answer.body.includes(mark)]).toEqual([what, true, false]);
	expect([what, String(answer.headers.location ?? '').includes(mark)]).toEqual([what, false]);
}

const parameters = (route: string) => [...route.matchAll(/\[(\w+)\]/g)].map(([, name]) => name!);
const routes = Object.keys(audiences).filter(
	(route) => parameters(route).length > 0 && !/secret|course|number|^\/demo/.test(route)
);

/** Addresses of a route in which at least one id is of the country abroad, the others of home. */
function addresses(route: string): string[] {
	const names = parameters(route);
	const strangers = Object.values(foreign).flatMap((ids) => [ids[0], ids.at(-1)].filter((id) => id !== undefined));
	const fill = (values: string[]) => names.reduce((path, name, at) => path.replace(`[${name}]`, values[at]!), route);
	const natives = names.map((name) => nativeFor(name));
	return [
		...strangers.map((id) => fill(natives.map((native, at) => (at === names.length - 1 ? id : native)))),
		...(names.length > 1 ? foreign.workshop!.flatMap((id) => strangers.map((last) => fill([id, last]))) : [])
	];
}

const tableFor: Record<string, string> = {
	workshop: 'workshop',
	session: 'workshop_session',
	list: 'participant_list',
	submission: 'submission',
	person: 'person',
	organization: 'organization',
	letter: 'letter',
	batch: 'batch',
	code: 'workshop'
};
const nativeFor = (parameter: string) => own[tableFor[parameter] ?? '']?.at(-1) ?? 'none';

test('the two countries have something to see, and those who ask may see theirs', async () => {
	for (const table of ['person', 'organization', 'workshop', 'participant', 'workshop_session', 'submission', 'letter'])
		expect([table, foreign[table]!.length > 0, own[table]!.length > 0]).toEqual([table, true, true]);
	expect((await server.ask(`/workshops/${own.workshop![0]!}`, { cookie: cookies.facilitator })).status).toBe(200);
	expect((await server.ask('/manage/people', { cookie: cookies.manager })).status).toBe(200);
	expect((await askStore(`SELECT count(*) AS n FROM submission WHERE answers LIKE '%${mark}%'`))[0]!.n).not.toBe(0);
});

test('no address with an id of another country shows anything of it', async () => {
	for (const route of routes)
		for (const path of addresses(route))
			for (const who of senders) expectWall(`${who} ${path}`, await server.ask(path, { cookie: cookies[who] }));
}, 180_000);

test('no page without ids shows anything of another country, whatever is asked for behind it', async () => {
	const pages = Object.keys(audiences).filter(
		(route) => parameters(route).length === 0 && !/^\/(demo|sign-out)/.test(route)
	);
	const asked = ['organization', 'person', 'institution', 'which', 'course', 'q', 'search', 'by', 'country'];
	// Not the whole mark: what was asked for is said again.
	const values = [foreign.organization![0]!, foreign.person![0]!, abroad, mark.slice(0, 6)];
	for (const page of pages)
		for (const who of senders) {
			expectWall(`${who} ${page}`, await server.ask(page, { cookie: cookies[who] }));
			for (const value of page.startsWith('/manage') || page.startsWith('/workshops') ? values : []) {
				const search = new URLSearchParams(asked.map((name) => [name, value]));
				expectWall(
					`${who} ${page}?${String(search)}`,
					await server.ask(`${page}?${String(search)}`, { cookie: cookies[who] })
				);
				for (const name of asked)
					expectWall(
						`${who} ${page}?${name}=${value}`,
						await server.ask(`${page}?${name}=${encodeURIComponent(value)}`, { cookie: cookies[who] })
					);
			}
		}
}, 180_000);

/** The names of fields that the pages of a route send, as their source says them. */
function fieldsOf(route: string): string[] {
	const folder = join(root, 'src/routes', route);
	const sources = globSync(['*.svelte', '*.ts', '../*.svelte', '../*.ts'], { cwd: folder });
	const words = sources.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
	const named = [
		...words.matchAll(
			/name="([\w.-]+)"|\b(?:get|getAll)\('([\w.-]+)'\)|^\s*([a-zA-Z]+): (?:text|oneOf|ticked|email)\b/gm
		)
	];
	return [...new Set(named.map(([, html, form, schema]) => html ?? form ?? schema!))].filter(
		(name) => !/password/i.test(name)
	);
}

test('no form with ids of another country changes anything in it, or shows anything of it', async () => {
	const before = await standing();
	expect(before.size).toBeGreaterThan(100);
	const random = seeded(7);
	const pick = <T>(list: T[]) => list[Math.floor(random() * list.length)]!;
	const strangers = Object.values(foreign).flat();
	const plausible = [
		'yes',
		'on',
		'manager',
		'facilitator',
		'everybody',
		'chosen',
		'move',
		'assign',
		'remind',
		'2030-01-15',
		'30',
		'1',
		'x',
		''
	];
	let sent = 0;
	for (const route of Object.keys(audiences).sort()) {
		if (!/^\/(manage|workshops|join|invitations|courses|account)/.test(route) || /delete/.test(route)) continue;
		const file = join(root, 'src/routes', route, '+page.server.ts');
		if (!existsSync(file)) continue;
		const { actions = {} } = (await server.load(file)) as { actions?: object };
		const fields = fieldsOf(route);
		const natives = parameters(route).map((name) => nativeFor(name));
		const near = parameters(route).reduce((path, name, at) => path.replace(`[${name}]`, natives[at]!), route);
		const targets = [near, ...(parameters(route).length > 0 ? addresses(route) : [])];
		for (const action of Object.keys(actions))
			for (let round = 0; round < 12; round++) {
				const who = senders[round % 2]!;
				const path = round < 6 ? near : pick(targets);
				const chosen = round % 3 === 0 ? fields : fields.filter(() => random() < 0.6);
				const form = Object.fromEntries(
					chosen.map((name) => [
						name,
						random() < 0.65 ? pick(strangers) : pick([...plausible, ...Object.values(own).map((ids) => ids[0] ?? '')])
					])
				);
				const address = action === 'default' ? path : `${path}?/${action}`;
				expectWall(
					`${who} ${address} ${JSON.stringify(form)}`,
					await server.ask(address, { cookie: cookies[who], form })
				);
				sent += 1;
			}
	}
	expect(sent).toBeGreaterThan(200);
	const after = await standing();
	const changed = [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key));
	expect(changed.map((key) => [key, before.get(key), after.get(key)])).toEqual([]);
}, 180_000);

// The same chance each time, so that what was found is found again.
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 4294967296;
	};
}
