import { and, eq, isNull } from 'drizzle-orm';
import { newId } from '#server/db/id.ts';
import { write, type Database } from '#server/db/store.ts';
import { welcomeNewcomer } from '#server/people/newcomer.ts';
import { hashPassword } from '#server/people/password.ts';
import type { SignedIn } from '#server/people/session.ts';
import { findInvitation, type Invitation } from './participation.ts';
import { stateOf } from './schedule.ts';
import { participant } from './tables.ts';

/** Why somebody does not get in by a link: there is no such link; the workshop is over or cancelled; it is somebody else's; a facilitator took them off the list. */
export type NotIn = 'unknown' | 'closed' | 'not yours' | 'removed';

/**
 * Lets somebody with an account into the workshop of a link: their own invitation, or the shared one. Joining twice is joining once. Nobody comes back by themselves whom a
 * facilitator took off the list.
 */
export async function joinWorkshop(
	code: string,
	{ id: personId }: Pick<SignedIn, 'id'>,
	now: Date
): Promise<{ workshopId: string } | NotIn> {
	return write(async (tx) => {
		const invitation = await findInvitation(code, tx);
		const refusal = refuse(invitation, now);
		if (!invitation || refusal) return refusal ?? 'unknown';
		const { workshop, invitee } = invitation;
		if (invitee && invitee.personId !== personId) return 'not yours';
		return (await enter(tx, workshop.id, personId, now)) ? { workshopId: workshop.id } : 'removed';
	});
}

/**
 * Lets somebody into a workshop by their own invitation who has no account: they get one, with the password they chose. Their letter proves the address. Who has an
 * account already signs in instead: `not yours`.
 */
export async function joinAsNewcomer(
	secret: string,
	{ name, password, language }: { name: string; password: string; language: 'en' | 'es' },
	now: Date
): Promise<{ workshopId: string; personId: string } | NotIn> {
	const passwordHash = await hashPassword(password);
	return write(async (tx) => {
		const invitation = await findInvitation(secret, tx);
		const refusal = refuse(invitation, now);
		if (!invitation?.invitee || refusal) return refusal ?? 'unknown';
		const { personId } = invitation.invitee;
		if (!(await welcomeNewcomer(personId, { name, passwordHash, language }, now))) return 'not yours';
		await enter(tx, invitation.workshop.id, personId, now);
		return { workshopId: invitation.workshop.id, personId };
	});
}

function refuse(invitation: Invitation | undefined, now: Date): NotIn | undefined {
	if (!invitation) return 'unknown';
	if (invitation.invitee?.isRemoved) return 'removed';
	const state = stateOf(invitation.workshop, now);
	return state === 'over' || state === 'cancelled' ? 'closed' : undefined;
}

// Puts somebody on the list, or notes that they accepted. Says no to whom somebody else took off it.
async function enter(tx: Database, workshopId: string, personId: string, now: Date): Promise<boolean> {
	const own = and(eq(participant.workshopId, workshopId), eq(participant.personId, personId));
	await tx
		.insert(participant)
		.values({ id: newId(), workshopId, personId, via: 'link', addedBy: personId, addedAt: now, joinedAt: now })
		.onConflictDoNothing();
	const [row] = await tx.select().from(participant).where(own);
	if (row!.removedAt && row!.removedBy !== personId) return false;
	if (row!.removedAt) await tx.update(participant).set({ removedAt: null, removedBy: null, joinedAt: now }).where(own);
	else
		await tx
			.update(participant)
			.set({ joinedAt: now })
			.where(and(own, isNull(participant.joinedAt)));
	return true;
}
