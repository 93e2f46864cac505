import { and, count, eq, gte, isNotNull, isNull, lte, max, notInArray, or, param } from 'drizzle-orm';
import { getEdition } from '#server/content/edition.ts';
import { read, write } from '#server/db/store.ts';
import { goOn } from '#server/mail/letters.ts';
import { listPosted, post, wasPosted } from '#server/mail/outbox.ts';
import { deactivatedPeople } from '#server/people/deactivation.ts';
import { person } from '#server/people/tables.ts';
import { createToken } from '#server/people/token.ts';
import { findPlace } from './enrollment.ts';
import { standing } from './progress.ts';
import { completion, departure, enrollment, progress } from './tables.ts';

const day = 24 * 3600_000;
/** After how many days without a step somebody is reminded, and after how many we leave them in peace. */
const quietDays = { from: 7, to: 60 };

/** Reminds everybody once who has been away from a course for a week, unless they turned reminders off. Returns how many letters were written. */
export async function remind(origin: string, now: Date): Promise<number> {
	const quiet = (await listQuiet(now)).map((each) => ({ ...each, once: onceFor(each) }));
	const reminded = await listPosted(quiet.map(({ once }) => once));
	let written = 0;
	for (const each of quiet) {
		if (reminded.has(each.once)) continue;
		if (await remindOne(each, origin, now)) written += 1;
	}
	return written;
}

/** Somebody who has not done anything in a course for a while. */
type Quiet = Awaited<ReturnType<typeof listQuiet>>[number];

// The database compares the days, so that of all who ever enrolled only those are fetched whose last visit lies between them.
async function listQuiet(now: Date) {
	const [earliest, latest] = [quietDays.to, quietDays.from].map((days) => new Date(now.getTime() - days * day));
	const lastStepAt = max(progress.doneAt);
	const lastReturnAt = max(departure.returnedAt);
	const steps = { earliest: param(earliest, progress.doneAt), latest: param(latest, progress.doneAt) };
	const returns = { earliest: param(earliest, departure.returnedAt), latest: param(latest, departure.returnedAt) };
	const rows = await read()
		.select({
			enrollmentId: enrollment.id,
			personId: person.id,
			name: person.name,
			email: person.email,
			language: person.language,
			course: enrollment.course,
			edition: enrollment.edition,
			enrolledAt: enrollment.enrolledAt,
			lastStepAt,
			lastReturnAt
		})
		.from(enrollment)
		.innerJoin(person, eq(person.id, enrollment.personId))
		.leftJoin(progress, eq(progress.enrollmentId, enrollment.id))
		.leftJoin(completion, eq(completion.enrollmentId, enrollment.id))
		.leftJoin(departure, eq(departure.enrollmentId, enrollment.id))
		.where(
			and(
				isNull(completion.completedAt),
				lte(enrollment.enrolledAt, latest!),
				eq(person.wantsReminders, true),
				isNotNull(person.emailConfirmedAt),
				isNotNull(person.email),
				notInArray(person.id, deactivatedPeople())
			)
		)
		.groupBy(
			person.id,
			person.name,
			person.email,
			person.language,
			enrollment.id,
			enrollment.course,
			enrollment.edition,
			enrollment.enrolledAt
		)
		.having(
			and(
				or(isNull(lastStepAt), lte(lastStepAt, steps.latest)),
				or(isNull(lastReturnAt), lte(lastReturnAt, returns.latest)),
				or(gte(enrollment.enrolledAt, earliest!), gte(lastStepAt, steps.earliest), gte(lastReturnAt, returns.earliest)),
				// Nobody who is away at present.
				eq(count(departure.returnedAt), count(departure.id))
			)
		);
	return rows.map(({ enrolledAt, lastStepAt, lastReturnAt, email, ...row }) => {
		const visits = [enrolledAt, lastStepAt, lastReturnAt].map((date) => date?.getTime() ?? 0);
		return { ...row, email: email!, lastVisit: Math.max(...visits) };
	});
}

// One letter for each time away, however often this runs.
const onceFor = ({ enrollmentId, lastVisit }: Quiet) => `go-on:${enrollmentId}:${lastVisit}`;

async function remindOne(each: Quiet & { once: string }, origin: string, now: Date): Promise<boolean> {
	const edition = await getEdition(each.edition);
	const place = await findPlace(each.personId, each.course);
	const next = standing(edition, place).next;
	if (!place || !next) return false;
	const prefix = each.language === 'es' ? `${origin}/es` : origin;
	return write(async () => {
		if (await wasPosted(each.once)) return false;
		const stop = await createToken('stop-reminders', each.personId, now);
		await post(
			{ id: each.personId, email: each.email, language: each.language },
			goOn(
				each.name,
				edition.title[each.language] ?? edition.course,
				next.step.title[each.language] ?? next.name,
				`${prefix}/stop-reminders/${stop}`,
				each.language
			),
			now,
			{ link: `${prefix}/courses/${each.course}/${next.name}`, once: each.once }
		);
		return true;
	});
}
