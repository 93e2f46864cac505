import Database from 'better-sqlite3';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { inLanguage, languageOf } from '#lib/i18n/address.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { audiences } from '#lib/web/access.ts';
import { listCredentials } from '#server/certification/credential.ts';
import { printedNumber } from '#server/certification/number.ts';
import { findCourse } from '#server/content/catalogue.ts';
import { newId } from '#server/db/id.ts';
import { write } from '#server/db/store.ts';
import { ask as askStore } from '#server/db/testing.ts';
import { enroll, leave } from '#server/learning/enrollment.ts';
import { getPlace } from '#server/learning/example.ts';
import { departure, enrollment } from '#server/learning/tables.ts';
import { listLetters } from '#server/mail/outbox.ts';
import { addOrganization, findRootOrganization } from '#server/people/organization.ts';
import { findByEmail, getPerson } from '#server/people/person.ts';
import { giveRole } from '#server/people/role.ts';
import { listSignIns, sessionCookie, signIn } from '#server/people/session.ts';
import { undoList } from '#server/workshops/list/undoing.ts';
import { batch as batchTable } from '#server/reports/tables.ts';
import { serveDemo, type Answer, type DevServer, type Question } from './dev-server.ts';

const root = new URL('../..', import.meta.url).pathname;
/** Those whose names end in `abroad` hold their role in another country than the others. */
const everybody = [
	'stranger',
	'counselor',
	'facilitator',
	'manager',
	'administrator',
	'facilitator abroad',
	'manager abroad'
] as const;
type Who = (typeof everybody)[number];

/** A status, `sign in` (303 to the sign-in page, which leads back), or 303 with the page it leads to. */
type Outcome = number | 'sign in' | `303 ${string}`;
type ByWho = Record<Who, Outcome>;

const all = (outcome: Outcome): ByWho => people(outcome, outcome);
const people = (outcome: Outcome, stranger: Outcome = 'sign in'): ByWho => ({
	stranger,
	counselor: outcome,
	facilitator: outcome,
	manager: outcome,
	administrator: outcome,
	'facilitator abroad': outcome,
	'manager abroad': outcome
});
/** For those with a role that facilitates, wherever they hold it; a counselor is refused. */
const facilitators = (outcome: Outcome): ByWho => ({ ...people(outcome), counselor: 403 });
/** For those with a role that manages, wherever they hold it. */
const managers = (outcome: Outcome): ByWho => ({
	...people(403),
	manager: outcome,
	administrator: outcome,
	'manager abroad': outcome
});
/** For those whose role reaches the country of the row; for others there is no such thing. */
const near = (outcome: Outcome): ByWho => ({
	...people(404),
	facilitator: outcome,
	manager: outcome,
	administrator: outcome
});
const managersNear = (outcome: Outcome): ByWho => ({
	...people(403),
	manager: outcome,
	administrator: outcome,
	'manager abroad': 404
});
/** The same for several actions. */
const each = (actions: string[], by: ByWho) => Object.fromEntries(actions.map((action) => [action, by]));
const administrator = (outcome: Outcome): ByWho => ({ ...people(403), administrator: outcome });

interface Route {
	/** Where to ask, if the route has parameters. */
	at?: string | (() => string);
	get: ByWho;
	/** What sending an empty form gets, by action. A route without actions takes no forms. */
	post?: Record<string, ByWho>;
}

const lesson = '/courses/example/doors/first';
let number: string;
let letter: string;
/** A workshop of the facilitator's country in which the counselor takes part, and what belongs to it. */
let workshop: string;
let list: string;
let session: string;
let submission: string;
let organization: string;
let batch: string;
const inWorkshop = (path: string) => () => `/workshops/${workshop}${path}`;

/** What everybody gets, route by route. The administrator has no place in the example course; the certificate is the facilitator's. */
const routes: Record<string, Route> = {
	'/': { get: all(200) },
	'/account': { get: people(200), post: { default: people(422) } },
	'/account/data.json': { get: people(200) },
	'/account/delete': { get: people(200), post: { default: people(422) } },
	'/account/sign-in': {
		get: people(200),
		post: {
			password: people(422),
			email: people(422),
			end: people('303 /account/sign-in'),
			'end-others': people('303 /account/sign-in')
		}
	},
	'/admin': { get: administrator(200), post: { name: administrator(422) } },
	'/admin/outbox': { get: administrator(200) },
	'/admin/outbox/[letter]': {
		at: () => `/admin/outbox/${letter}`,
		get: administrator(200),
		post: { again: administrator(303) }
	},
	'/confirm/[secret]': { at: '/confirm/unknown', get: all(200), post: { confirm: all(422), change: all(422) } },
	'/courses': { get: all(200) },
	'/courses/[course]': {
		at: '/courses/example',
		get: all(200),
		post: {
			certificate: { ...people('303 /courses/example'), stranger: 303, administrator: 404 },
			enroll: people(303, 303),
			leave: { ...people('303 /courses/example'), stranger: 303 }
		}
	},
	'/courses/[course]/[module]/[step]': {
		at: lesson,
		get: { ...people(200), administrator: '303 /courses/example' },
		post: {
			done: { ...people(303), administrator: '303 /courses/example' },
			// A lesson takes no answers.
			...Object.fromEntries(
				['keep', 'hand-in', 'save', 'submit', 'compare', 'again'].map((action) => [
					action,
					{ ...people(404), administrator: '303 /courses/example' } satisfies ByWho
				])
			)
		}
	},
	'/demo/letters': { get: all(200) },
	'/demo/letters/[letter]': { at: () => `/demo/letters/${letter}`, get: all(200) },
	'/forgotten-password': { get: all(200), post: { default: all(422) } },
	'/glossary': { get: all(200) },
	'/healthz': { get: all(200) },
	'/home': { get: people(200) },
	'/privacy': { get: all(200) },
	'/record': { get: people(200) },
	'/record/[number].pdf': { at: () => `/record/${number}.pdf`, get: { ...people(404), facilitator: 200 } },
	'/refused': { get: all(404) },
	'/reset-password/[secret]': { at: '/reset-password/unknown', get: all(200), post: { default: all(422) } },
	'/sign-in': { get: people('303 /home', 200), post: { default: people('303 /home', 422) } },
	'/sign-out': { get: all('303 /'), post: { default: all('303 /') } },
	'/sign-up': { get: people('303 /home', 200), post: { default: people('303 /home', 422) } },
	'/sign-up/letter': { get: all(200) },
	'/stop-reminders/[secret]': { at: '/stop-reminders/unknown', get: all(200), post: { default: all(422) } },
	'/terms': { get: all(200) },
	'/verify': { get: all(200) },
	'/verify/[number]': { at: () => `/verify/${number}`, get: all(200) },
	'/verify/[number].json': { at: () => `/verify/${number}.json`, get: all(200) },
	'/welcome/[secret]': { at: '/welcome/unknown', get: all(200), post: { default: all(422) } },
	'/invitations/[secret]': {
		at: '/invitations/unknown',
		get: all(200),
		post: { accept: people(422), 'sign-up': all(422) }
	},
	'/join/[code]': { at: '/join/unknown', get: all(200), post: { join: people(422), begin: all(422) } },
	'/manage': { get: managers(200) },
	'/manage/batches/[batch]': {
		at: () => `/manage/batches/${batch}`,
		get: { ...managers(404), manager: 200 },
		post: { do: { ...managers(404), manager: 422 }, undo: managers(404) }
	},
	'/manage/log': { get: managers(200) },
	'/manage/organizations': { get: managers(200) },
	'/manage/organizations/[organization]': {
		at: () => `/manage/organizations/${organization}`,
		get: managersNear(200),
		post: {
			...each(['add', 'rename', 'give', 'take', 'invite'], managersNear(422)),
			...each(['close', 'open'], managersNear(303)),
			link: managersNear(200),
			withdraw: managersNear(404)
		}
	},
	'/manage/people': { get: managers(200), post: { prepare: managers(422) } },
	'/manage/people.csv': { get: managers(200) },
	'/manage/people.xlsx': { get: managers(200) },
	'/manage/people/[person]': {
		at: () => `/manage/people/${ids.counselor}`,
		get: managersNear(200),
		post: { ...each(['give', 'take', 'move', 'deactivate'], managersNear(422)), 'let-in': managersNear(303) }
	},
	'/manage/report.csv': { get: managers(200) },
	'/manage/report.xlsx': { get: managers(200) },
	'/manage/steps.csv': { at: '/manage/steps.csv?course=example', get: managers(200) },
	'/workshops': { get: people(200) },
	'/workshops/[workshop]': {
		at: inWorkshop(''),
		get: { ...near(200), counselor: 200 },
		post: { join: { ...people(404), counselor: 303 } }
	},
	'/workshops/[workshop]/attendance': {
		at: inWorkshop('/attendance'),
		get: near(200),
		post: { add: near(422), ...each(['day', 'remove', 'back'], near(409)) }
	},
	'/workshops/[workshop]/attendance/[session]': {
		at: () => `/workshops/${workshop}/attendance/${session}`,
		get: near(200),
		post: each(['save', 'rest'], near(422))
	},
	'/workshops/[workshop]/calendar.ics': { at: inWorkshop('/calendar.ics'), get: { ...near(200), counselor: 200 } },
	'/workshops/[workshop]/edit': {
		at: inWorkshop('/edit'),
		get: near(200),
		post: {
			...each(['plan', 'cancel', 'add-facilitator'], near(422)),
			postpone: near(409),
			'remove-facilitator': near(303)
		}
	},
	'/workshops/[workshop]/letters': {
		at: inWorkshop('/letters'),
		get: near(200),
		post: { preview: near(200), send: near(409) }
	},
	'/workshops/[workshop]/modules': {
		at: inWorkshop('/modules'),
		get: near(200),
		post: { ...each(['set', 'change', 'withdraw'], near(422)), later: near(303) }
	},
	'/workshops/[workshop]/people': {
		at: inWorkshop('/people'),
		get: near(200),
		post: {
			...each(['add', 'remove', 'return'], near(404)),
			invite: near(200),
			...each(['paste', 'upload'], near(422))
		}
	},
	'/workshops/[workshop]/people/lists/[list]': {
		at: () => `/workshops/${workshop}/people/lists/${list}`,
		get: near(200),
		post: { ...each(['map', 'correct', 'undo'], near(303)), confirm: near(200) }
	},
	'/workshops/[workshop]/practices': { at: inWorkshop('/practices'), get: near(200) },
	'/workshops/[workshop]/practices/[submission]': {
		at: () => `/workshops/${workshop}/practices/${submission}`,
		get: near(200),
		post: { default: near(422) }
	},
	'/workshops/[workshop]/progress': { at: inWorkshop('/progress'), get: near(200) },
	'/workshops/[workshop]/progress.csv': { at: inWorkshop('/progress.csv'), get: near(200) },
	'/workshops/[workshop]/progress.xlsx': { at: inWorkshop('/progress.xlsx'), get: near(200) },
	'/workshops/new': { get: facilitators(200), post: { default: facilitators(422) } }
};

/** What is no page where it is found. */
const plainFiles = [
	'/account/data.json',
	'/healthz',
	'/manage/people.csv',
	'/manage/people.xlsx',
	'/manage/report.csv',
	'/manage/report.xlsx',
	'/manage/steps.csv',
	'/record/[number].pdf',
	'/verify/[number].json',
	'/workshops/[workshop]/calendar.ics',
	'/workshops/[workshop]/progress.csv',
	'/workshops/[workshop]/progress.xlsx'
];

let server: DevServer;
const ids = {} as Record<Exclude<Who, 'stranger'>, string>;

beforeAll(async () => {
	server = await serveDemo();
	for (const who of ['counselor', 'facilitator', 'manager'] as const)
		ids[who] = (await findByEmail(`${who}@demo.example`))!.id;
	ids.administrator = (await findByEmail('admin@demo.example'))!.id;
	for (const who of ['facilitator', 'manager'] as const) ids[`${who} abroad`] = await holderIn('CL', who);
	number = printedNumber((await listCredentials(ids.facilitator))[0]!.number);
	letter = (await listLetters(1)).letters.find(({ personId }) => personId === ids.facilitator)!.id;
	await findRows();
	// The first page makes Vite compile them all.
	await server.ask('/');
}, 120_000);

async function holderIn(country: string, name: 'facilitator' | 'manager'): Promise<string> {
	const [holder] = await askStore(
		`SELECT person_id AS id FROM role WHERE role = '${name}' AND organization_id IN (SELECT id FROM organization WHERE country = '${country}')`
	);
	return holder!.id as string;
}

/** Finds the rows that addresses name: the workshop in Antigua with what belongs to it, an institution of its country, and something a manager prepared. */
async function findRows(): Promise<void> {
	const one = async (statement: string) => (await askStore(statement))[0]!.id as string;
	workshop = await one(`SELECT id FROM workshop WHERE place LIKE '%Antigua%'`);
	list = await one(`SELECT id FROM participant_list WHERE workshop_id = '${workshop}'`);
	await undoList(workshop, list, ids.facilitator, new Date());
	session = await one(`SELECT id FROM workshop_session WHERE workshop_id = '${workshop}'`);
	submission = await one(
		`SELECT submission.id FROM submission JOIN enrollment ON enrollment.id = enrollment_id
		JOIN participant ON participant.person_id = enrollment.person_id
		WHERE workshop_id = '${workshop}' AND joined_at IS NOT NULL`
	);
	organization = await one(`SELECT id FROM organization WHERE kind = 'institution' AND country = 'GT'`);
	batch = newId();
	await write(async (tx) => {
		await tx.insert(batchTable).values({
			...{ id: batch, kind: 'remind', people: [ids.counselor], change: { course: 'example' } },
			...{ preparedBy: ids.manager, preparedAt: new Date() }
		});
	});
}
beforeEach(settle);
afterAll(() => server.close());

/** Gives everybody their place in the example course, except the administrator, who has none. */
async function settle(): Promise<void> {
	const course = (await findCourse('example'))!;
	for (const who of everybody)
		if (who !== 'stranger' && who !== 'administrator') await enroll(ids[who], course, new Date());
	await write(async (tx) => {
		for (const { id } of await tx.select().from(enrollment).where(eq(enrollment.personId, ids.administrator)))
			await tx.delete(departure).where(eq(departure.enrollmentId, id));
		await tx.delete(enrollment).where(eq(enrollment.personId, ids.administrator));
	});
}

/** A new sign-in each time, so that one question does not change the next. */
async function cookieOf(who: Who): Promise<string | undefined> {
	if (who === 'stranger') return undefined;
	return `${sessionCookie.name}=${await signIn(ids[who], 'routes', new Date())}`;
}

async function ask(who: Who, path: string, question: Question = {}): Promise<Answer> {
	return server.ask(path, {
		...question,
		cookie: [await cookieOf(who), question.cookie].filter(Boolean).join('; ') || undefined
	});
}

const place = (id: string) => {
	const { at = id } = routes[id]!;
	return typeof at === 'string' ? at : at();
};

function outcome({ status, headers }: Answer, expected: Outcome, path: string): Outcome {
	const to = headers.location ?? '';
	if (expected === 'sign in') {
		const way = inLanguage('/sign-in', languageOf(path));
		return status === 303 && to === `${way}?next=${encodeURIComponent(path)}` ? 'sign in' : `303 ${to} (${status})`;
	}
	return typeof expected === 'string' ? (status === 303 ? `303 ${to}` : status) : status;
}

const expectedIn = (expected: Outcome, language: string): Outcome =>
	typeof expected === 'string' && expected.startsWith('303 ')
		? `303 ${inLanguage(expected.slice(4), language)}`
		: expected;

function files(folder = join(root, 'src/routes'), route = ''): { route: string; name: string }[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
		entry.isDirectory()
			? files(join(folder, entry.name), entry.name.startsWith('(') ? route : `${route}/${entry.name}`)
			: [{ route: route || '/', name: entry.name }]
	);
}
const tree = [
	...new Set(files().flatMap(({ route, name }) => (/^\+(page|server)[.@]/.test(name) ? [route] : [])))
].sort();

test('every route of the tree has its expectation here, and no other has', () => {
	expect(Object.keys(routes).sort()).toEqual(tree);
});

test('every route of the tree has its audience, and no other has', () => {
	expect(Object.keys(audiences).sort()).toEqual(tree);
});

test('what is expected here agrees with the audiences', () => {
	for (const [id, { get }] of Object.entries(routes)) {
		const refused = (who: Who) => get[who] === 403;
		const audience =
			get.stranger !== 'sign in'
				? 'everyone'
				: refused('manager')
					? 'administrator'
					: refused('facilitator')
						? 'manager'
						: refused('counselor')
							? 'facilitator'
							: 'signed-in';
		// Who sees sums only is no one of these: see below.
		expect([id, audiences[id] === 'observer' ? 'manager' : audiences[id]]).toEqual([id, audience]);
	}
});

test('every form that a route takes has its expectation here', async () => {
	for (const { route, name } of files()) {
		if (name !== '+page.server.ts') continue;
		const { actions = {} } = await server.load(join(root, 'src/routes', route, name));
		expect([route, Object.keys(actions as object).sort()]).toEqual([
			route,
			Object.keys(routes[route]!.post ?? {}).sort()
		]);
	}
});

test.each(everybody)('what they get to see, in both languages: %s', async (who) => {
	for (const id of tree)
		for (const language of ['en', 'es'] as const) {
			const path = inLanguage(place(id), language);
			const answer = await ask(who, path);
			const expected = expectedIn(routes[id]!.get[who], language);
			expect([path, outcome(answer, expected, path)]).toEqual([path, expected]);
			expectSound(answer, path);
			if (answer.status === 303) continue;
			const isPage = answer.status !== 200 || !plainFiles.includes(id);
			expect([path, answer.headers['content-type']?.startsWith('text/html')]).toEqual([path, isPage]);
			if (isPage) expect(answer.body).toContain(`<html lang="${language}"`);
		}
});

test.each(everybody)('what they get for sending a form, in both languages: %s', async (who) => {
	for (const id of tree)
		for (const language of ['en', 'es'] as const)
			for (const [action, by] of Object.entries(routes[id]!.post ?? {})) {
				await settle();
				const path = inLanguage(place(id), language);
				const answer = await ask(who, action === 'default' ? path : `${path}?/${action}`, { form: {} });
				const expected = expectedIn(by[who], language);
				expect([path, action, outcome(answer, expected, path)]).toEqual([path, action, expected]);
				expectSound(answer, path);
			}
});

test('a route without forms takes none, and nothing but GET and POST is taken anywhere', async () => {
	for (const id of tree) {
		const { get, post } = routes[id]!;
		if (!post) {
			const answer = await ask('administrator', place(id), { form: { name: 'x' } });
			expect([id, answer.status]).toEqual([id, 405]);
			expectSound(answer, id);
		}
		for (const method of ['PUT', 'DELETE', 'PATCH']) {
			const answer = await ask('administrator', place(id), { method });
			expect([id, method, answer.status]).toEqual([id, method, 405]);
		}
		expect([id, (await ask('administrator', place(id), { method: 'HEAD' })).body]).toEqual([id, '']);
		expect(get.administrator).toBeDefined();
	}
});

test('whoever may see sums only gets to the numbers, and to nobody behind them', async () => {
	const now = new Date();
	const observer = (await findByEmail('patricia@demo.example'))!.id;
	await giveRole(observer, 'observer', (await findRootOrganization())!.id, undefined, now);
	const cookie = `${sessionCookie.name}=${await signIn(observer, 'routes', now)}`;
	for (const id of tree.filter((route) => ['observer', 'manager', 'facilitator'].includes(audiences[route]!))) {
		const { status, body } = await server.ask(place(id), { cookie });
		expect([id, status]).toEqual([id, audiences[id] === 'observer' ? 200 : 403]);
		expect([id, body.includes('@demo.example')]).toEqual([id, false]);
	}
});

test('an administrator of one country does not administer the installation', async () => {
	const now = new Date();
	const country = await addOrganization(
		{
			kind: 'country',
			name: { en: 'Testland', es: 'Testlandia' },
			country: 'BZ',
			parentId: (await findRootOrganization())!.id
		},
		now
	);
	await giveRole(ids.manager, 'administrator', country.id, undefined, now);
	for (const path of ['/admin', '/admin/outbox', `/admin/outbox/${letter}`])
		expect((await ask('manager', path)).status).toBe(403);
	expect((await ask('manager', '/admin?/name', { form: { en: 'Mine', es: 'Mía' } })).status).toBe(403);
});

test('every form is refused that somebody else’s page sends, in words of ours, and changes nothing', async () => {
	const strangers: Record<string, string>[] = [
		{ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
		{ 'sec-fetch-site': 'same-site' },
		{ origin: 'https://evil.example' },
		{ origin: 'null' }
	];
	const before = await getPerson(ids.counselor);
	for (const id of tree)
		for (const action of Object.keys(routes[id]!.post ?? {}))
			for (const [at, headers] of strangers.entries()) {
				const language = at % 2 === 0 ? 'en' : 'es';
				const path = inLanguage(place(id), language);
				const form = { name: 'Evil', email: 'evil@example.org', password: 'puente-demo', sure: 'yes' };
				const answer = await ask('counselor', action === 'default' ? path : `${path}?/${action}`, { form, headers });
				expect([path, action, answer.status]).toEqual([path, action, 403]);
				expect(answer.body).toContain(m.error_origin({}, { locale: language }));
				expect(answer.headers['set-cookie']).toBeUndefined();
				expectSound(answer, path);
			}
	expect(await getPerson(ids.counselor)).toEqual(before);
});

test('a form says in the address it came from, or not at all: both are taken on our own pages', async () => {
	for (const headers of [{ 'sec-fetch-site': 'same-origin' }, { origin: undefined }, { origin: server.origin }]) {
		const answer = await ask('stranger', '/forgotten-password', { form: {}, headers });
		expect(answer.status).toBe(422);
	}
});

test('nobody gets at what is somebody else’s', async () => {
	// Their certificate, in any spelling.
	for (const spelling of [number, number.replaceAll('-', ''), number.toLowerCase()]) {
		expect((await ask('counselor', `/record/${spelling}.pdf`)).status).toBe(404);
		expect((await ask('administrator', `/record/${spelling}.pdf`)).status).toBe(404);
	}
	const own = await ask('facilitator', `/record/${number}.pdf`);
	expect([own.status, own.headers['content-type'], own.body.slice(0, 5)]).toEqual([200, 'application/pdf', '%PDF-']);
	expect(own.headers['cache-control']).toContain('no-store');

	// Their letters.
	for (const who of ['counselor', 'facilitator', 'manager'] as const)
		expect((await ask(who, `/admin/outbox/${letter}`)).status).toBe(403);

	// Their sign-ins.
	const secret = await signIn(ids.facilitator, 'theirs', new Date());
	const theirs = (await listSignIns(ids.facilitator, secret, new Date())).find(({ current }) => current)!.id;
	await ask('counselor', '/account/sign-in?/end', { form: { id: theirs } });
	await ask('counselor', '/account/sign-in?/end-others', { form: { id: theirs } });
	const still = await server.ask('/home', { cookie: `${sessionCookie.name}=${secret}` });
	expect(still.status).toBe(200);

	// Their data and their place.
	const data = await ask('counselor', '/account/data.json');
	expect(JSON.stringify(JSON.parse(data.body))).not.toContain(ids.facilitator);
	const before = await getPlace(ids.facilitator, 'example');
	await ask('counselor', `${lesson}?/done`, { form: { enrollmentId: before.id, personId: ids.facilitator } });
	expect(await getPlace(ids.facilitator, 'example')).toEqual(before);
});

test('what does not exist is not found, for everybody alike', async () => {
	const nowhere = [
		'/nothing',
		'/admin/nothing',
		'/courses/nothing',
		'/courses/nothing/doors/first',
		'/courses/example/doors/nothing',
		'/courses/example/nothing/first',
		'/courses/example/doors',
		'/record/2222-2222-2222.pdf',
		'/record/nothing.pdf',
		'/demo/letters/nothing',
		'/refused?x',
		'/__proto__',
		'/courses/__proto__',
		'/courses/constructor/doors/first'
	];
	for (const path of nowhere)
		for (const language of ['en', 'es'] as const) {
			const answer = await ask('facilitator', inLanguage(path, language));
			expect([path, answer.status]).toEqual([path, path.startsWith('/admin/outbox') ? 403 : 404]);
			expectSound(answer, path);
		}
	expect((await ask('administrator', '/admin/outbox/nothing')).status).toBe(404);
	expect((await ask('stranger', '/nothing')).body).toContain(m.error_404_title({}, { locale: 'en' }));
	expect((await ask('stranger', '/es/nothing')).body).toContain(m.error_404_title({}, { locale: 'es' }));
});

test('a certificate’s number is valid, unknown or mistyped, each told apart', async () => {
	const status = async (typed: string) => {
		const { status, body } = await ask('stranger', `/verify/${typed}.json`);
		return [status, (JSON.parse(body) as { status: string }).status];
	};
	expect(await status(number)).toEqual([200, 'valid']);
	expect(await status(number.toLowerCase().replaceAll('-', ''))).toEqual([200, 'valid']);
	expect(await status('2222-2222-2222')).toEqual([404, 'unknown']);
	expect(await status('2222-2222-2223')).toEqual([400, 'mistyped']);
	const facts = JSON.parse((await ask('stranger', `/verify/${number}.json`)).body) as Record<string, unknown>;
	expect(Object.keys(facts)).not.toContain('personId');
	expect(JSON.stringify(facts)).not.toContain('@');
});

test('strange addresses get a page that says so, never a fault of ours', async () => {
	const strange = [
		'/%00',
		'/courses/%00',
		'/courses/%00/x/y',
		'/verify/%00',
		'/confirm/%00',
		'/admin/outbox/%00',
		'/sign-in?next=%00&email=%00&news=%00',
		'/verify?number=%00',
		'/admin/outbox?state=%00&page=-1e9',
		'/admin/outbox?page=99999999999999999999',
		'/admin/outbox?page=NaN',
		'//',
		'//evil.example/',
		'/..%2f..%2fetc%2fpasswd',
		`/${'a'.repeat(6000)}`,
		`/verify/${'2'.repeat(6000)}`,
		`/courses/${encodeURIComponent('<script>alert(1)</script>')}`,
		`/sign-in?email=${encodeURIComponent('"><script>alert(1)</script>')}`,
		`/verify?number=${encodeURIComponent('<script>alert(1)</script>')}`,
		`/verify/${encodeURIComponent('<script>alert(1)</script>')}`
	];
	for (const path of strange)
		for (const who of ['stranger', 'administrator'] as const) {
			const answer = await ask(who, path);
			expect([path, answer.status < 500], path.slice(0, 80)).toEqual([path, true]);
			expect(answer.body).not.toContain('<script>alert');
			expectSound(answer, path);
		}
});

test('a way on after signing in leads nowhere else, and a strange one does no harm', async () => {
	const form = { email: 'counselor@demo.example', password: 'puente-demo' };
	for (const [next, to] of [
		['/record', '/record'],
		['//evil.example', '/home'],
		['/\\evil.example', '/home'],
		['https://evil.example/', '/home'],
		['/\t/evil.example', '/home'],
		['/.//evil.example', '/home'],
		['/ñandú 🙂', '/%C3%B1and%C3%BA%20%F0%9F%99%82'],
		['/a\r\nset-cookie: x=y', '/aset-cookie:%20x=y']
	] as const) {
		const answer = await ask('stranger', `/sign-in?next=${encodeURIComponent(next)}`, { form });
		expect([next, answer.status, answer.headers.location]).toEqual([next, 303, to]);
	}
});

test('NUL in any field of any form is refused beside the field, and what was typed is there again', async () => {
	const form = (fields: Record<string, string>) => ({ form: fields });
	const profile = { name: 'Ana', language: 'en', country: 'GT', timeZone: 'America/Guatemala' };
	const account = { ...profile, institution: 'Casa\u0000' };
	const asked: [Who, string, Question][] = [
		['stranger', '/sign-in', form({ email: 'a\u0000@example.org', password: 'puente-demo' })],
		[
			'stranger',
			'/sign-up',
			form({ name: 'Ana\u0000', email: 'ana@example.org', password: 'clave segura', country: 'GT', agree: 'yes' })
		],
		[
			'stranger',
			'/sign-up',
			form({ name: 'Ana', email: 'ana\u0000@example.org', password: 'clave segura', country: 'GT', agree: 'yes' })
		],
		[
			'stranger',
			'/sign-up',
			form({ name: 'Ana', email: 'ana@example.org', password: 'clave segura', country: 'GT\u0000', agree: 'yes' })
		],
		['stranger', '/forgotten-password', form({ email: 'a\u0000@example.org' })],
		['counselor', '/account', form(account)],
		['counselor', '/account', form({ ...profile, name: 'Ana\u0000' })],
		['counselor', '/account', form({ ...profile, timeZone: 'UTC\u0000' })],
		['counselor', '/account/sign-in?/email', form({ email: 'a\u0000@example.org', passwordForEmail: 'puente-demo' })],
		['administrator', '/admin?/name', form({ en: 'Network\u0000', es: 'Red' })],
		['counselor', '/courses/example/doors/map?/save', form({ 'f.begin': 'With\u0000' })],
		['counselor', '/courses/example/doors/map?/submit', form({ 'f.begin': 'With\u0000', 'f.weight': 'work' })]
	];
	for (const [who, path, question] of asked) {
		const answer = await ask(who, path, question);
		expect([path, answer.status]).toEqual([path, 422]);
		expectSound(answer, path);
	}
	expect((await getPerson(ids.counselor)).institution).not.toContain('\u0000');
});

test('what was typed comes back as text, whatever it is', async () => {
	const typed = '"><script>alert(1)</script>\u202e';
	const answer = await ask('stranger', '/sign-up', { form: { name: typed, email: typed } });
	expect(answer.status).toBe(422);
	expect(answer.body).not.toContain('<script>alert');
	expect(answer.body).toContain('&quot;><script>alert'.replace('<', '&lt;'));
});

test('a form sent after the sign-in ran out is kept, and is there again after the next one', async () => {
	const counselor = await browse('counselor@demo.example');
	counselor.cookies.delete(sessionCookie.name);
	const form = { name: 'Ana Nueva', institution: 'Casa "Ñ" <b>', password: 'never kept' };
	const sent = await counselor.ask('/es/account', { form });
	expect([sent.status, sent.headers.location]).toEqual([303, '/es/sign-in?next=%2Fes%2Faccount']);
	await counselor.signIn('counselor@demo.example');
	const { body } = await counselor.ask('/es/account');
	expect(body).toContain('value="Ana Nueva"');
	expect(body).toContain('Casa &quot;Ñ&quot; &lt;b');
	expect(body).not.toContain('never kept');
	// On no other page, and not without that cookie.
	expect((await counselor.ask('/es/home')).body).not.toContain('Ana Nueva');
	expect((await ask('counselor', '/es/account')).body).not.toContain('Ana Nueva');
});

test('what somebody had typed does not come back to the next person at that browser', async () => {
	const shared = await browse('counselor@demo.example');
	shared.cookies.delete(sessionCookie.name);
	await shared.ask('/account', { form: { name: 'Ana Nueva' } });
	await shared.signIn('facilitator@demo.example');
	expect((await shared.ask('/account')).body).not.toContain('Ana Nueva');
});

/** A browser in which somebody signed in by the form: it keeps the cookies it is given. */
async function browse(email: string) {
	const cookies = new Map<string, string>();
	const browser = {
		cookies,
		async ask(path: string, question: Question = {}): Promise<Answer> {
			const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
			const answer = await server.ask(path, { ...question, cookie });
			for (const line of answer.headers['set-cookie'] ?? []) {
				const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
				if (value === '' || /max-age=0/i.test(line)) cookies.delete(name);
				else cookies.set(name, value);
			}
			return answer;
		},
		signIn: (who: string) => browser.ask('/sign-in', { form: { email: who, password: 'puente-demo' } })
	};
	await browser.signIn(email);
	return browser;
}

test('while the database is locked pages are read, and a form gets a page that says so and keeps what was typed', async () => {
	const cookie = await cookieOf('counselor');
	const signedOut = await browse('counselor@demo.example');
	signedOut.cookies.delete(sessionCookie.name);
	const before = await getPerson(ids.counselor);
	const form = {
		name: 'Ana Cruz',
		institution: 'Casa "Ñ" <b>',
		country: 'GT',
		timeZone: 'UTC',
		password: 'never shown'
	};
	const lock = new Database(server.file, { timeout: 0 });
	lock.exec('BEGIN IMMEDIATE');
	try {
		expect((await server.ask('/home', { cookie })).status).toBe(200);
		const [english, spanish, stranger] = await Promise.all([
			server.ask('/account', { cookie, form }),
			server.ask('/es/account', { cookie, form }),
			signedOut.ask('/es/account', { form })
		]);
		for (const [answer, locale] of [
			[english, 'en'],
			[spanish, 'es'],
			[stranger, 'es']
		] as const) {
			expect([answer.status, answer.headers['retry-after']]).toEqual([503, '10']);
			expect(answer.body).toContain(`<html lang="${locale}"`);
			for (const words of [
				m.error_503_title({}, { locale }),
				m.error_busy({}, { locale }),
				m.error_nothing_lost({}, { locale })
			])
				expect(answer.body).toContain(words);
			expect(answer.body).toContain('<input type="hidden" name="name" value="Ana Cruz"');
			expect(answer.body).toContain('<input type="hidden" name="institution" value="Casa &quot;Ñ&quot; &lt;b');
			expect(answer.body).not.toContain('never shown');
			expectSound(answer, '/account');
		}
		expect(await getPerson(ids.counselor)).toEqual(before);
	} finally {
		lock.exec('ROLLBACK');
		lock.close();
	}
	const { status } = await server.ask('/account', { cookie, form: { ...form, name: before.name } });
	expect(status).toBe(200);
});

test('where the fault is ours the page says so, with a number for the administrator and nothing of what is behind it', async () => {
	const database = new Database(server.file);
	database.exec('ALTER TABLE record_entry RENAME TO record_entry_away');
	try {
		for (const locale of ['en', 'es'] as const) {
			const path = inLanguage('/record', locale);
			const answer = await ask('counselor', path);
			expect([answer.status, answer.headers['retry-after']]).toEqual([500, undefined]);
			expect(answer.body).toContain(m.error_500_title({}, { locale }));
			expect(answer.body).toContain(m.error_unexpected({}, { locale }));
			const [before = ''] = m.error_id({ id: '!' }, { locale }).split('!');
			expect(answer.body).toMatch(new RegExp(`${before}[0-9a-z]{8}`));
			expect(answer.body).not.toContain('record_entry');
			expectSound(answer, path);
		}
	} finally {
		database.exec('ALTER TABLE record_entry_away RENAME TO record_entry');
		database.close();
	}
	expect((await ask('counselor', '/record')).status).toBe(200);
});

test('a session is a cookie that scripts and other sites do not get', async () => {
	const form = { email: 'counselor@demo.example', password: 'puente-demo' };
	const answer = await ask('stranger', '/sign-in', { form });
	const [cookie] = answer.headers['set-cookie']!.filter((each) => each.startsWith(`${sessionCookie.name}=`));
	expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
});

test('a plain client that takes anything gets the same redirect as a browser', async () => {
	const form = { email: 'counselor@demo.example', password: 'puente-demo' };
	for (const accept of ['*/*', undefined]) {
		const answer = await ask('stranger', '/sign-in', { form, headers: { accept, origin: undefined } });
		expect([answer.status, answer.headers.location]).toEqual([303, '/home']);
	}
});

test('a place that was left is offered again, and its steps lead to the course', async () => {
	await leave(ids.counselor, 'example', new Date());
	expect((await ask('counselor', lesson)).headers.location).toBe('/courses/example');
	expect((await ask('counselor', `${lesson}?/done`, { form: {} })).headers.location).toBe('/courses/example');
	const { edition } = await getPlace(ids.counselor, 'example');
	await enroll(ids.counselor, { course: 'example', hash: edition }, new Date());
	expect((await ask('counselor', lesson)).status).toBe(200);
});

/** No answer shows what is behind it, and every page tells the browser what it may do. */
function expectSound({ status, headers, body }: Answer, path: string): void {
	expect(body, path).not.toMatch(
		/\n\s+at .*:\d+:\d+|node_modules|SqliteError|DrizzleQueryError|[\w-]+\.(ts|svelte):\d+/
	);
	const isRedirect = status >= 300 && status < 400;
	if (isRedirect || !headers['content-type']?.startsWith('text/html')) return;
	expect([path, headers['x-content-type-options'], headers['cross-origin-opener-policy']]).toEqual([
		path,
		'nosniff',
		'same-origin'
	]);
	expect(headers['referrer-policy']).toMatch(/^(same-origin|no-referrer)$/);
	expect(headers['permissions-policy']).toBe('camera=(), microphone=(), geolocation=()');
	expect(headers['cache-control']).toMatch(/private|no-store/);
	const policy = new Map(
		(headers['content-security-policy'] as string | undefined)?.split(';').map((part) => {
			const [name = '', ...values] = part.trim().split(' ');
			return [name, values.join(' ')];
		})
	);
	for (const name of ['default-src', 'object-src', 'base-uri', 'frame-ancestors'])
		expect([path, name, policy.get(name)]).toEqual([path, name, "'none'"]);
	expect(policy.get('form-action')).toBe("'self'");
	expect(policy.get('script-src')).toMatch(/^'self'( 'nonce-[\w+/=]+')?$/);
	expect(body, path).not.toMatch(/<[^>]+\s(style|on\w+)=/);
}
