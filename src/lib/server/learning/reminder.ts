import { and, count, eq, isNotNull, isNull, max } from 'drizzle-orm';
import { getEdition } from '#server/content/edition.ts';
import { read, write } from '#server/db/store.ts';
import { goOn } from '#server/mail/letters.ts';
import { post, wasPosted } from '#server/mail/outbox.ts';
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
	const underWay = await read()
		.select({
			personId: person.id,
			name: person.name,
			email: person.email,
			language: person.language,
			course: enrollment.course,
			edition: enrollment.edition,
			enrolledAt: enrollment.enrolledAt,
			lastStepAt: max(progress.doneAt),
			lastReturnAt: max(departure.returnedAt),
			departures: count(departure.id),
			returns: count(departure.returnedAt)
		})
		.from(enrollment)
		.innerJoin(person, eq(person.id, enrollment.personId))
		.leftJoin(progress, eq(progress.enrollmentId, enrollment.id))
		.leftJoin(completion, eq(completion.enrollmentId, enrollment.id))
		.leftJoin(departure, eq(departure.enrollmentId, enrollment.id))
		.where(and(isNull(completion.completedAt), eq(person.wantsReminders, true), isNotNull(person.emailConfirmedAt)))
		.groupBy(
			person.id,
			person.name,
			person.email,
			person.language,
			enrollment.id,
			enrollment.course,
			enrollment.edition,
			enrollment.enrolledAt
		);

	let written = 0;
	for (const { email, departures, returns, ...each } of underWay) {
		const visits = [each.enrolledAt, each.lastStepAt, each.lastReturnAt].map((date) => date?.getTime() ?? 0);
		const last = new Date(Math.max(...visits));
		const days = (now.getTime() - last.getTime()) / day;
		const hasLeft = departures > returns;
		if (!email || hasLeft || days < quietDays.from || days > quietDays.to) continue;
		if (await remindOne({ ...each, email }, last, origin, now)) written += 1;
	}
	return written;
}

async function remindOne(
	each: { personId: string; name: string; email: string; language: 'en' | 'es'; course: string; edition: string },
	last: Date,
	origin: string,
	now: Date
): Promise<boolean> {
	const edition = await getEdition(each.edition);
	const place = await findPlace(each.personId, each.course);
	const next = standing(edition, place).next;
	if (!place || !next) return false;
	const prefix = each.language === 'es' ? `${origin}/es` : origin;
	// One letter for each time away, however often this runs.
	const once = `go-on:${place.id}:${last.getTime()}`;
	return write(async () => {
		if (await wasPosted(once)) return false;
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
			{ link: `${prefix}/courses/${each.course}/${next.name}`, once }
		);
		return true;
	});
}
