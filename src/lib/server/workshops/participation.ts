import { eq } from 'drizzle-orm';
import { newId } from '#server/db/id.ts';
import { read, write, type Database } from '#server/db/store.ts';
import { post, wasPosted } from '#server/mail/outbox.ts';
import { workshopInvitation } from '#server/mail/workshop-letters.ts';
import { newSecret, secretHash } from '#server/people/secret.ts';
import type { SignedIn } from '#server/people/session.ts';
import { person } from '#server/people/tables.ts';
import { announced, inTheirLanguage, listAddressed } from './announcement.ts';
import { normalizeJoinCode } from './join-code.ts';
import { stateOf } from './schedule.ts';
import { mailing, participant } from './tables.ts';
import { findByJoinCode, getWorkshop, type Workshop } from './workshop.ts';

const tenMinutes = 10 * 60_000;

/**
 * Writes an invitation with a secret link of their own to each of these rows of a workshop's list, in each person's language; an earlier link of theirs stops
 * working. Who got one within the same ten minutes gets no second. Nobody is invited to a workshop that is over or cancelled. Returns how many letters were written.
 */
export async function inviteParticipants(
	workshop: Workshop,
	participantIds: string[],
	invitedBy: SignedIn,
	origin: string,
	now: Date
): Promise<number> {
	const chosen = new Set(participantIds);
	const state = stateOf(workshop, now);
	if (state === 'cancelled' || state === 'over' || chosen.size === 0) return 0;
	const mailingId = newId();
	return write(async (tx) => {
		let count = 0;
		for (const to of await listAddressed(workshop.id, tx)) {
			const once = `invitation:${to.participantId}:${Math.floor(now.getTime() / tenMinutes)}`;
			if (!chosen.has(to.participantId) || (await wasPosted(once))) continue;
			const secret = newSecret();
			await tx
				.update(participant)
				.set({ invitationHash: secretHash(secret) })
				.where(eq(participant.id, to.participantId));
			await post(
				{ id: to.personId, email: to.email, language: to.language },
				workshopInvitation(to.name, announced(workshop), to.language),
				now,
				{ link: `${inTheirLanguage(origin, to.language)}/join/${secret}`, once, batch: mailingId }
			);
			count += 1;
		}
		if (count > 0)
			await tx.insert(mailing).values({
				id: mailingId,
				workshopId: workshop.id,
				kind: 'invitation',
				once: `invitation:${mailingId}`,
				note: '',
				count,
				writtenBy: invitedBy.id,
				writtenAt: now
			});
		return count;
	});
}

/** What a link to join leads to. */
export interface Invitation {
	workshop: Workshop;
	/** Whom it is for; absent where it is the shared link, which is for everybody. */
	invitee?: {
		participantId: string;
		personId: string;
		name: string;
		email: string;
		/** Whether they have an account to sign in to, or choose a password here. */
		hasAccount: boolean;
		joinedAt?: Date;
		/** A facilitator took them off the list. */
		isRemoved: boolean;
	};
}

/** The invitation behind the end of a link, be it the workshop's shared one or somebody's own. Absent where there is none, or a newer letter replaced it. */
export async function findInvitation(code: string, db: Database = read()): Promise<Invitation | undefined> {
	const joinCode = normalizeJoinCode(code);
	const shared = joinCode ? await findByJoinCode(joinCode, db) : undefined;
	if (shared) return { workshop: shared };
	const [row] = await db
		.select({ participant, person })
		.from(participant)
		.innerJoin(person, eq(person.id, participant.personId))
		.where(eq(participant.invitationHash, secretHash(code)));
	if (!row || row.person.erasedAt) return undefined;
	return {
		workshop: await getWorkshop(row.participant.workshopId, db),
		invitee: {
			participantId: row.participant.id,
			personId: row.person.id,
			name: row.person.name,
			email: row.person.email ?? '',
			hasAccount: row.person.emailConfirmedAt !== null,
			joinedAt: row.participant.joinedAt ?? undefined,
			isRemoved: row.participant.removedAt !== null && row.participant.removedBy !== row.person.id
		}
	};
}
