import { and, eq, exists, gt, gte, isNotNull, isNull, lte, notExists, type SQL } from 'drizzle-orm';
import { joined } from '#server/db/expressions.ts';
import type { Database } from '#server/db/store.ts';
import { assignment, completion, departure, enrollment, progress, recordEntry } from '#server/learning/tables.ts';
import { letter } from '#server/mail/tables.ts';
import { invitation, invitationAcceptance } from '#server/people/tables.ts';
import { participant, workshop } from '#server/workshops/tables.ts';
import { dayOf } from './period.ts';

const aDay = 24 * 3600_000;
const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * aDay);

/** After how many days without a step an enrollment counts as not begun, and without an answer an invitation as open. */
export const patience = { notBegun: 30, invitation: 14 };

/** The condition that an enrollment waits to be begun: made a month ago or earlier, without a step done, and not left. */
export function isNotBegun(now: Date, db: Database): SQL | undefined {
	// Most have done something, so that is asked first.
	return and(lte(enrollment.enrolledAt, daysBefore(now, patience.notBegun)), notExists(stepsOf(db)), isOpen(db));
}

/** The condition that an enrollment is under way: with a step done, not complete, and not left. */
export function isUnderWay(db: Database): SQL | undefined {
	return and(isOpen(db), exists(stepsOf(db)));
}

/** The condition that there is something to do in an enrollment: it is not complete and not left. */
export function isOpen(db: Database): SQL | undefined {
	const completions = db
		.select({ id: completion.enrollmentId })
		.from(completion)
		.where(eq(completion.enrollmentId, enrollment.id));
	const away = db
		.select({ id: departure.id })
		.from(departure)
		.where(and(eq(departure.enrollmentId, enrollment.id), isNull(departure.returnedAt)));
	return and(notExists(completions), notExists(away));
}

function stepsOf(db: Database) {
	return db.select({ step: progress.step }).from(progress).where(eq(progress.enrollmentId, enrollment.id));
}

/**
 * The condition that somebody is late for a workshop: it is not over and not cancelled, they joined it, and a module that was set for it is not done though its day
 * has passed. A module is done with the line it leaves in the training record. Asked of the assignment, its workshop and their place in it.
 */
export function isLate(now: Date, db: Database): SQL | undefined {
	const done = db
		.select({ id: recordEntry.id })
		.from(recordEntry)
		.where(
			and(
				eq(recordEntry.personId, assignment.personId),
				eq(recordEntry.evidence, joined('module:', assignment.course, '/', assignment.module))
			)
		);
	return and(
		lte(assignment.dueAt, now),
		isNull(assignment.withdrawnAt),
		isNull(workshop.cancelledAt),
		gte(workshop.endsOn, dayOf(now)),
		isNotNull(participant.joinedAt),
		isNull(participant.removedAt),
		notExists(done)
	);
}

/** The condition that a letter did not go, and is not tried again by itself. */
export function isFailed(): SQL | undefined {
	return and(isNull(letter.sentAt), isNull(letter.nextTryAt), isNotNull(letter.problem));
}

/** The condition that an invitation to an address, two weeks old or older, can still be accepted and was not. */
export function isUnanswered(now: Date, db: Database): SQL | undefined {
	const accepted = db
		.select({ id: invitationAcceptance.invitationId })
		.from(invitationAcceptance)
		.where(eq(invitationAcceptance.invitationId, invitation.id));
	return and(
		isNotNull(invitation.email),
		isNull(invitation.withdrawnAt),
		gt(invitation.expiresAt, now),
		lte(invitation.invitedAt, daysBefore(now, patience.invitation)),
		notExists(accepted)
	);
}
