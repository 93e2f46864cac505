import { and, count, countDistinct, eq, inArray, isNull } from 'drizzle-orm';
import { asText, nothing, word } from '#server/db/expressions.ts';
import { read, type Database } from '#server/db/store.ts';
import { assignment, enrollment } from '#server/learning/tables.ts';
import { letter } from '#server/mail/tables.ts';
import { within } from '#server/people/reach.ts';
import { invitation, organizationBelow, person } from '#server/people/tables.ts';
import { participant, workshop } from '#server/workshops/tables.ts';
import { answer } from './answer.ts';
import { isCounted, isExact, keyOf, type Scope } from './scope.ts';
import { isFailed, isLate, isNotBegun, isUnanswered } from './standing.ts';

/** Something that wants a manager's care, with how many people it is about. */
export type Concern =
	| { kind: 'late'; people: number; workshopId: string; title: string; startsOn: string }
	| { kind: 'not-begun' | 'unreached' | 'invitations'; people: number };

/**
 * What wants care in the organization that a scope's filter names, or in all of the reach: who is late for a coming workshop, who enrolled a month ago and did not
 * begin, whose letters did not go, and who was invited two weeks ago and did not come. Nothing where sums only may be seen. One statement.
 */
export async function listConcerns(scope: Scope, now: Date): Promise<Concern[]> {
	if (!isExact(scope)) return [];
	const whole = { ...scope, filter: { organization: scope.filter.organization } };
	const key = JSON.stringify(['attention', keyOf(whole)]);
	const { value: rows } = await answer(key, now, (ask) => ask(select(whole, now)));
	return rows
		.filter(({ people }) => people > 0)
		.map(({ part, id, title, day, people }): Concern => {
			if (part === 'late') return { kind: part, people, workshopId: id!, title: title!, startsOn: day! };
			return { kind: part as 'not-begun' | 'unreached' | 'invitations', people };
		})
		.sort((a, b) => place(a).localeCompare(place(b)));
}

// What has a day comes first, the nearest of them foremost.
const place = (concern: Concern) => (concern.kind === 'late' ? `1 ${concern.startsOn}` : `2 ${concern.kind}`);

function select(scope: Scope, now: Date) {
	const db = read();
	const theirs = and(isCounted(scope, db), isNull(person.erasedAt));
	const plain = (part: string) => ({ part: word(part), id: nothing(), title: nothing(), day: nothing() });
	const people = countDistinct(person.id);
	const late = db
		.select({
			part: word<string>('late'),
			id: asText(workshop.id),
			title: asText(workshop.title),
			day: asText(workshop.startsOn),
			people
		})
		.from(person)
		.innerJoin(assignment, eq(assignment.personId, person.id))
		.innerJoin(workshop, eq(workshop.id, assignment.occasion))
		.innerJoin(participant, and(eq(participant.workshopId, workshop.id), eq(participant.personId, person.id)))
		.where(and(theirs, isLate(now, db)))
		.groupBy(workshop.id, workshop.title, workshop.startsOn);
	const notBegun = db
		.select({ ...plain('not-begun'), people })
		.from(person)
		.innerJoin(enrollment, eq(enrollment.personId, person.id))
		.where(and(theirs, isNotBegun(now, db)));
	const unreached = db
		.select({ ...plain('unreached'), people })
		.from(person)
		.innerJoin(letter, eq(letter.personId, person.id))
		.where(and(theirs, isFailed()));
	const invitations = db
		.select({ ...plain('invitations'), people: count() })
		.from(invitation)
		.where(and(isTheirs(scope, db), isUnanswered(now, db)));
	return late.unionAll(notBegun).unionAll(unreached).unionAll(invitations);
}

function isTheirs({ reach, filter }: Scope, db: Database) {
	const below =
		filter.organization &&
		inArray(
			invitation.organizationId,
			db
				.select({ id: organizationBelow.belowId })
				.from(organizationBelow)
				.where(eq(organizationBelow.organizationId, filter.organization))
		);
	return and(within(invitation.organizationId, reach, db), below || undefined);
}
