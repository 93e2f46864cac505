/** Adds to the database that DATABASE_URL names what reports are measured with, and tells its parent who may ask for what. */
import Sqlite from 'better-sqlite3';
import { compileContent } from '#server/content/compile.ts';
import type { Edition } from '#server/content/course.ts';
import { path, publish } from '#server/content/edition.ts';
import { databaseUrl } from '#server/db/dialect.ts';
import { newId } from '#server/db/id.ts';
import { closeStore, openStore, read, write } from '#server/db/store.ts';
import { addOrganization, findRootOrganization } from '#server/people/organization.ts';
import { giveRole } from '#server/people/role.ts';
import { sessionCookie, signIn } from '#server/people/session.ts';
import { organization, person } from '#server/people/tables.ts';

/** Who asks for reports, and for what. */
export interface Reporting {
	/** Cookies of managers: of all, and of each country. */
	managers: string[];
	/** Cookies of two hundred learners. */
	learners: string[];
	course: string;
	/** An institution with 5,000 people, each with twenty steps done. */
	large: string;
	/** A sector in which 10,000 people work. */
	sector: string;
	people: number;
	rows: number;
}

const crowd = 100_000;
const inLarge = 5000;
const inSector = 10_000;
const aDay = 24 * 3600_000;
const now = new Date();

await openStore();
const { editions } = await compileContent('content');
const first = editions.find(({ course }) => course === 'social-integration')!;
const second: Edition = { ...first, course: 'second-course', code: `${first.code}-2`, hash: 'second-course' };
await publish(second, now);
const root = (await findRootOrganization())!;
const organizations = await read().select().from(organization);
const countries = organizations.filter(({ kind }) => kind === 'country');
const homes = organizations.filter(({ kind }) => kind !== 'region' && kind !== 'country').map(({ id }) => id);
const large = await addOrganization(
	{
		kind: 'institution',
		name: { en: 'Large', es: 'Grande' },
		country: 'GT',
		parentId: countries.find(({ country }) => country === 'GT')!.id
	},
	now
);
const managers: string[] = [];
for (const place of [root, ...countries]) managers.push(await addManager(place.id));
await closeStore();
gather();

await openStore();
const learners: string[] = [];
for (let at = 0; at < 200; at++) learners.push(await cookieOf(`crowd-${String(1 + at * 400).padStart(7, '0')}`));
const cookies: string[] = [];
for (const id of managers) cookies.push(await cookieOf(id));
await closeStore();
const told: Reporting = {
	...{ managers: cookies, learners, course: first.course, large: large.id, sector: 'labor' },
	...count()
};
process.send!(told);

async function addManager(organizationId: string): Promise<string> {
	const id = newId();
	await write(async (tx) => {
		await tx.insert(person).values({
			...{ id, email: `${id}@demo.example`, name: 'Manager', language: 'en', emailConfirmedAt: now, timeZone: 'UTC' },
			...{ organizationId, wantsReminders: true, createdAt: now }
		});
	});
	await giveRole(id, 'manager', organizationId, undefined, now);
	return id;
}

async function cookieOf(id: string): Promise<string> {
	return `${sessionCookie.name}=${await signIn(id, 'Benchmark', now)}`;
}

// Straight into the tables: people of all kinds, enrolled over three years, most of them under way and some done.
function gather(): void {
	const database = new Sqlite(databaseUrl.slice('file:'.length));
	database.pragma('synchronous = OFF');
	// SQLite takes a plain number for a fraction.
	const fill = (statement: string, ...values: (string | number)[]) =>
		database.prepare(statement).run(...values.map((value) => (typeof value === 'number' ? BigInt(value) : value)));
	const list = JSON.stringify(homes);
	const steps = path(first).map(({ name }) => name);
	fill(
		`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
		INSERT INTO person (id, email, name, language, country, institution, organization_id, sector, profession, sex, time_zone, email_confirmed_at, wants_reminders, created_at)
		SELECT printf('crowd-%07d', i), printf('crowd-%07d@demo.example', i), printf('Learner %05d de la Peña', (i * 7919) % ?), 'en', o.country, 'As they wrote it', o.id,
			CASE WHEN i % 10 = 0 THEN 'labor' WHEN i % 9 = 0 THEN NULL WHEN i % 3 = 0 THEN 'health' ELSE 'justice' END,
			CASE i % 7 WHEN 0 THEN NULL WHEN 1 THEN 'judge' WHEN 2 THEN 'nurse' ELSE 'counselor' END,
			CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN 'male' WHEN 2 THEN 'undisclosed' ELSE 'female' END,
			'UTC', ?, 0, ?
		FROM n JOIN organization o ON o.id = CASE WHEN i % 20 = 0 THEN ? ELSE json_extract(?, '$[' || (i % ?) || ']') END`,
		...[crowd, crowd, now.getTime(), now.getTime(), large.id, list, homes.length]
	);
	const enroll = `INSERT INTO enrollment (id, person_id, course, edition, enrolled_at)
		SELECT ? || id, id, ?, ?, ? - (substr(id, 7) * 997 % 1000) * ? FROM person WHERE id LIKE 'crowd-%' AND substr(id, 7) % ? = 0`;
	fill(enroll, 'place-', first.course, first.hash, now.getTime(), aDay, 1);
	fill(enroll, 'second-', second.course, second.hash, now.getTime(), aDay, 3);
	fill(
		`INSERT INTO progress (enrollment_id, step, done_at)
		SELECT e.id, j.value, e.enrolled_at + j.key * ? FROM enrollment e JOIN person p ON p.id = e.person_id, json_each(?) j
		WHERE e.id LIKE 'place-%' AND substr(p.id, 7) % 50 > 0 AND j.key < CASE WHEN p.organization_id = ? THEN 20 ELSE 10 END`,
		...[aDay, JSON.stringify(steps), large.id]
	);
	fill(
		`INSERT INTO completion (enrollment_id, completed_at)
		SELECT id, min(enrolled_at + 30 * ?, ?) FROM enrollment WHERE id LIKE 'place-%' AND substr(person_id, 7) % 3 = 0`,
		...[aDay, now.getTime()]
	);
	// Their papers are issued: that work is not what is measured.
	fill(
		`INSERT INTO credential (id, number, kind, person_id, earned_with, snapshot, issued_at)
		SELECT 'paper-' || e.id, 'paper-' || e.id, 'completion', e.person_id, e.id, '{}', c.completed_at
		FROM completion c JOIN enrollment e ON e.id = c.enrollment_id WHERE e.id LIKE 'place-%'`
	);
	const [module] = first.modules;
	fill(
		`INSERT INTO record_entry (id, person_id, kind, course, title, course_title, minutes, evidence, edition, done_at, entered_by)
		SELECT 'entry-' || j.value || e.id, e.person_id, 'module', e.course, ?, ?, 35, 'module:' || e.course || '/' || j.value, e.edition, e.enrolled_at + j.key * ?, e.person_id
		FROM enrollment e, json_each('["one", "two", "three"]') j WHERE e.id LIKE 'place-%' AND substr(e.person_id, 7) % 50 > 0`,
		...[JSON.stringify(module!.title), JSON.stringify(first.title), aDay]
	);
	database.close();
}

function count(): { people: number; rows: number } {
	const database = new Sqlite(databaseUrl.slice('file:'.length), { readonly: true });
	const ask = (statement: string, ...values: unknown[]) =>
		database
			.prepare<unknown[], number>(statement)
			.pluck()
			.get(...values)!;
	const expected = [
		[inLarge, ask('SELECT count(*) FROM person WHERE organization_id = ?', large.id)],
		[inSector, ask(`SELECT count(*) FROM person WHERE id LIKE 'crowd-%' AND sector = 'labor'`)]
	];
	for (const [should, is] of expected) if (should !== is) throw new Error(`${is} people where ${should} should be`);
	const counted = { people: ask('SELECT count(*) FROM person'), rows: ask('SELECT count(*) FROM progress') };
	database.close();
	return counted;
}
