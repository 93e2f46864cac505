import { and, asc, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import { read, write, type Database } from '#server/db/store.ts';
import { forgetAddress, forgetWriter } from '#server/mail/outbox.ts';
import { act, deactivation, invitation, invitationAcceptance, organization } from './tables.ts';

/** What a person's dealings with organizations left: invitations they sent and got, times in which they were deactivated, and acts by them or about them. Others are not named. */
export async function ownTraces(personId: string, email: string | null) {
	const db = read();
	const sent = await db
		.select({
			organization: organization.name,
			role: invitation.role,
			email: invitation.email,
			at: invitation.invitedAt
		})
		.from(invitation)
		.innerJoin(organization, eq(organization.id, invitation.organizationId))
		.where(eq(invitation.invitedBy, personId))
		.orderBy(asc(invitation.invitedAt));
	const received = await db
		.select({
			organization: organization.name,
			role: invitation.role,
			email: invitation.email,
			at: invitation.invitedAt,
			acceptedAt: invitationAcceptance.acceptedAt
		})
		.from(invitation)
		.innerJoin(organization, eq(organization.id, invitation.organizationId))
		.leftJoin(
			invitationAcceptance,
			and(eq(invitationAcceptance.invitationId, invitation.id), eq(invitationAcceptance.personId, personId))
		)
		.where(isFor(personId, email, db))
		.orderBy(asc(invitation.invitedAt));
	const deactivations = await db
		.select({ reason: deactivation.reason, from: deactivation.deactivatedAt, until: deactivation.endedAt })
		.from(deactivation)
		.where(eq(deactivation.personId, personId))
		.orderBy(asc(deactivation.deactivatedAt));
	const acts = await db
		.select({ act, organization: organization.name })
		.from(act)
		.leftJoin(organization, eq(organization.id, act.organizationId))
		.where(or(eq(act.personId, personId), eq(act.byId, personId)))
		.orderBy(asc(act.at));
	return {
		invitationsSent: sent,
		invitations: received,
		deactivations,
		acts: acts.map(({ act: { kind, at, byId, details }, organization }) => ({
			...{ kind, at, details, organization },
			byYou: byId === personId
		}))
	};
}

/** Takes a person's address out of invitations, acts and letters to it, their name out of the letters with which they invited others, and what was said of them where they were deactivated. Invitations to them end. */
export async function forgetTraces(
	{ id: personId, email, name }: { id: string; email: string | null; name: string },
	now: Date
): Promise<void> {
	await write(async (tx) => {
		const sent = await tx.select({ id: invitation.id }).from(invitation).where(eq(invitation.invitedBy, personId));
		await forgetWriter(
			name,
			sent.map(({ id }) => id)
		);
		// A link to share holds no address, and stays for the others who come by it.
		const theirs = await tx
			.select()
			.from(invitation)
			.where(and(isNotNull(invitation.email), isFor(personId, email, tx)));
		const ids = theirs.map(({ id }) => id);
		// Without an address it would be a link for anybody.
		await tx
			.update(invitation)
			.set({ withdrawnAt: now, withdrawnBy: personId })
			.where(and(inArray(invitation.id, ids), isNull(invitation.withdrawnAt)));
		await tx.update(invitation).set({ email: null }).where(inArray(invitation.id, ids));
		await tx.update(deactivation).set({ reason: '' }).where(eq(deactivation.personId, personId));
		const addresses = new Set([email, ...theirs.map((each) => each.email)].filter((each) => typeof each === 'string'));
		await forgetInActs(addresses, [...new Set(theirs.map(({ organizationId }) => organizationId))], tx);
		for (const address of addresses) await forgetAddress(address);
	});
}

async function forgetInActs(addresses: Set<string>, organizationIds: string[], tx: Database): Promise<void> {
	const acts = await tx
		.select({ id: act.id, details: act.details })
		.from(act)
		.where(and(inArray(act.kind, ['invited', 'invitation-withdrawn']), inArray(act.organizationId, organizationIds)));
	for (const { id, details } of acts) {
		const { email, ...rest } = details;
		if (email && addresses.has(email)) await tx.update(act).set({ details: rest }).where(eq(act.id, id));
	}
}

function isFor(personId: string, email: string | null, db: Database) {
	const accepted = db
		.select({ id: invitationAcceptance.invitationId })
		.from(invitationAcceptance)
		.where(eq(invitationAcceptance.personId, personId));
	return or(email ? eq(invitation.email, email) : undefined, inArray(invitation.id, accepted));
}
