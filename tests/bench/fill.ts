/** Fills the database that DATABASE_URL names for a run, and tells its parent who may ask for what. The argument says how many people learn besides. */
import Sqlite from 'better-sqlite3';
import { compileContent } from '#server/content/compile.ts';
import type { Edition, Quiz } from '#server/content/course.ts';
import { path, publish } from '#server/content/edition.ts';
import { databaseUrl } from '#server/db/dialect.ts';
import { newId } from '#server/db/id.ts';
import { closeStore, openStore, write } from '#server/db/store.ts';
import { demoPassword } from '#server/demo/accounts.ts';
import { rightAnswer } from '#server/demo/answers.ts';
import { fillDemo } from '#server/demo/fill.ts';
import { people } from '#server/demo/people.ts';
import { enroll } from '#server/learning/enrollment.ts';
import { completeStep } from '#server/learning/progress.ts';
import { hashPassword } from '#server/people/password.ts';
import { findByEmail } from '#server/people/person.ts';
import { sessionCookie, signIn } from '#server/people/session.ts';
import { person } from '#server/people/tables.ts';

/** What the benchmarks ask the product for. */
export interface Filled {
	/** Cookies of 200 learners, each with five steps done. */
	learners: string[];
	/** The cookie of somebody who has done the whole course. */
	graduate: string;
	/** Addresses of the learners, whose password is the demo's. */
	emails: string[];
	password: string;
	course: string;
	lesson: string;
	practice: string;
	/** Quizzes, each of the same ten questions. */
	quizzes: string[];
	/** All its right answers, as the form sends them. */
	answers: string;
	/** Rows of `progress`. */
	rows: number;
}

const learners = 200;
const stepsDone = 5;
const crowd = Number(process.argv[2] ?? 0);
const now = new Date();

await openStore();
const { editions } = await compileContent('content');
for (const edition of editions) await publish(edition, now);
await fillDemo(editions, 'http://127.0.0.1', now, []);

const edition = withTenQuestions(editions.find(({ course }) => course === 'social-integration')!);
await publish(edition, now);
const emails = await settle(edition);
await closeStore();
const ids = crowd > 0 ? gather(edition) : [];

await openStore();
const cookie = async (id: string) => `${sessionCookie.name}=${await signIn(id, 'Benchmark', now)}`;
const cookieOf = async (email: string) => cookie((await findByEmail(email))!.id);
const graduate = people.find(({ share, leaves }) => share === 1 && !leaves)!;
const steps = path(edition);
const addresses = (kind: string) =>
	steps.filter(({ step }) => step.kind === kind).map(({ name }) => `/courses/${edition.course}/${name}`);
const quiz = steps.find(({ step }) => step.kind === 'quiz')!.step as Quiz;
const filled: Filled = {
	learners: await inTurn(crowd > 0 ? ids : emails, crowd > 0 ? cookie : cookieOf),
	graduate: await cookieOf(graduate.email),
	emails,
	password: demoPassword,
	course: `/courses/${edition.course}`,
	lesson: addresses('lesson')[0]!,
	practice: addresses('practice')[0]!,
	quizzes: addresses('quiz'),
	answers: String(
		new URLSearchParams(quiz.items.flatMap((item) => rightAnswer(item).map((each) => [`q.${item.id}`, each])))
	),
	rows: countProgress()
};
await closeStore();
process.send!(filled);

// The course as it is, but for its quizzes, which get ten questions of the last test.
function withTenQuestions(course: Edition): Edition {
	const changed = structuredClone(course);
	const all = path(changed).map(({ step }) => step);
	const { items } = all.findLast(({ kind }) => kind === 'test') as Quiz;
	for (const step of all) if (step.kind === 'quiz') step.items = items.slice(0, 10);
	return { ...changed, hash: 'ten-questions' };
}

// Two hundred people through the same doors as everybody, but with one password.
async function settle(course: Edition): Promise<string[]> {
	const passwordHash = await hashPassword(demoPassword);
	const done = path(course)
		.filter(({ step }) => step.kind !== 'quiz')
		.slice(0, stepsDone);
	return inTurn(
		Array.from({ length: learners }, (_, at) => `learner-${at}@demo.example`),
		async (email, at) => {
			const id = newId();
			await write(async (tx) => {
				await tx.insert(person).values({
					id,
					email,
					name: `Learner ${at} de la Peña`,
					language: 'en',
					passwordHash,
					emailConfirmedAt: now,
					timeZone: 'UTC',
					wantsReminders: true,
					createdAt: now
				});
				const place = await enroll(id, course, now);
				for (const { module, step } of done) await completeStep(place, course, module, step, now);
			});
			return email;
		}
	);
}

// Everybody else, like them, but straight into the tables. Returns two hundred of them, from all over.
function gather(course: Edition): string[] {
	const database = new Sqlite(databaseUrl.slice('file:'.length));
	database.pragma('synchronous = OFF');
	const fill = (statement: string, ...values: unknown[]) => database.prepare(statement).run(...values);
	const at = now.getTime();
	const done = path(course)
		.slice(0, stepsDone)
		.map(({ name }) => name);
	fill(
		`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
		INSERT INTO person (id, email, name, language, time_zone, email_confirmed_at, wants_reminders, created_at)
		SELECT printf('crowd-%07d', i), printf('crowd-%07d@demo.example', i), printf('Learner %d de la Peña', i), 'en', 'UTC', ?, 1, ? FROM n`,
		crowd,
		at,
		at
	);
	fill(
		`INSERT INTO enrollment (id, person_id, course, edition, enrolled_at)
		SELECT 'place-' || id, id, ?, ?, ? FROM person WHERE id LIKE 'crowd-%'`,
		course.course,
		course.hash,
		at
	);
	fill(
		`INSERT INTO progress (enrollment_id, step, done_at)
		SELECT enrollment.id, value, ? FROM enrollment, json_each(?) WHERE enrollment.id LIKE 'place-%'`,
		at,
		JSON.stringify(done)
	);
	database.close();
	return Array.from(
		{ length: learners },
		(_, place) => `crowd-${String(1 + Math.floor((place * crowd) / learners)).padStart(7, '0')}`
	);
}

function countProgress(): number {
	const database = new Sqlite(databaseUrl.slice('file:'.length), { readonly: true });
	const rows = database.prepare<[], number>('SELECT count(*) FROM progress').pluck().get()!;
	database.close();
	return rows;
}

async function inTurn<From, To>(list: From[], work: (each: From, at: number) => Promise<To>): Promise<To[]> {
	const done: To[] = [];
	for (const [at, each] of list.entries()) done.push(await work(each, at));
	return done;
}
