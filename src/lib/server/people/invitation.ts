import { and, asc, count, eq, gt, isNull } from 'drizzle-orm';
import { roleName } from '#lib/i18n/roles.ts';
import { newId } from '#server/db/id.ts';
import { read, write, type Database } from '#server/db/store.ts';
import { inviteToOrganization } from '#server/mail/letters.ts';
import { post } from '#server/mail/outbox.ts';
import { noteAct } from './act.ts';
import { isOpen } from './organization.ts';
import { findByEmail, normalizeEmail } from './person.ts';
import { rolesToGive } from './power.ts';
import { isWithin, reachNow, within, type Reach } from './reach.ts';
import type { RoleName } from './role.ts';
import { newSecret, secretHash } from './secret.ts';
import { invitation, invitationAcceptance, organization, person } from './tables.ts';

export type Invitation = typeof invitation.$inferSelect;

/** Why nobody is invited: the organization is not one's own, or closed, or the role is not one's own to give there. */
export type InvitationFault = 'not theirs' | 'closed' | 'role';

/** Where an invitation leads, and in which language whoever gets it is addressed. */
export interface ToInvite {
	organizationId: string;
	role?: RoleName;
	language: 'en' | 'es';
}

const thirtyDays = 30 * 24 * 3600_000;

/** Invites one address by a letter, whose link works once and for that address. An earlier invitation of this address to the organization ends. */
export async function inviteByLetter(
	reach: Reach,
	to: ToInvite & { email: string },
	origin: string,
	now: Date
): Promise<InvitationFault | undefined> {
	const email = normalizeEmail(to.email);
	const secret = newSecret();
	return write(async (tx) => {
		const fault = await faultOf(reach, to, tx);
		if (fault) return fault;
		await tx
			.update(invitation)
			.set({ withdrawnAt: now, withdrawnBy: reach.personId })
			.where(
				and(
					eq(invitation.organizationId, to.organizationId),
					eq(invitation.email, email),
					isNull(invitation.withdrawnAt)
				)
			);
		const { organization, inviter, id } = await invite(reach, { ...to, email }, secret, now, tx);
		const known = await findByEmail(email, tx);
		const language = known?.emailConfirmedAt ? known.language : to.language;
		await post(
			{ id: known?.id, email, language },
			inviteToOrganization(inviter, organization[language], to.role && roleName(to.role, language), language),
			now,
			{ link: `${origin}${language === 'es' ? '/es' : ''}/invitations/${secret}`, batch: id }
		);
		return undefined;
	});
}

/**
 * Makes a link that invites whoever has it: once where it gives a role, else as many as come within thirty days. Returns its secret, which is stored nowhere and so
 * is shown this once.
 */
export async function inviteByLink(
	reach: Reach,
	to: ToInvite,
	now: Date
): Promise<{ secret: string } | InvitationFault> {
	const secret = newSecret();
	return write(async (tx) => {
		const fault = await faultOf(reach, to, tx);
		if (fault) return fault;
		await invite(reach, to, secret, now, tx);
		return { secret };
	});
}

async function faultOf(
	reach: Reach,
	{ organizationId, role }: ToInvite,
	tx: Database
): Promise<InvitationFault | undefined> {
	if (!(await isWithin(organizationId, await reachNow(reach, tx), tx))) return 'not theirs';
	if (!(await isOpen(organizationId, tx))) return 'closed';
	if (role && !(await rolesToGive(reach.personId, organizationId, tx)).includes(role)) return 'role';
	return undefined;
}

async function invite(
	{ personId: invitedBy }: Reach,
	{ organizationId, role, email, language }: ToInvite & { email?: string },
	secret: string,
	now: Date,
	tx: Database
): Promise<{ organization: { en: string; es: string }; inviter: string; id: string }> {
	const expiresAt = new Date(now.getTime() + thirtyDays);
	const values = { id: newId(), hash: secretHash(secret), invitedAt: now, expiresAt };
	await tx.insert(invitation).values({ ...values, organizationId, role, email, language, invitedBy });
	const details = { ...(role && { role }), ...(email && { email }), by: email ? 'letter' : 'link' };
	await noteAct({ kind: 'invited', byId: invitedBy, organizationId, details }, now);
	const [names] = await tx
		.select({ organization: organization.name, inviter: person.name })
		.from(organization)
		.innerJoin(person, eq(person.id, invitedBy))
		.where(eq(organization.id, organizationId));
	return { ...names!, id: values.id };
}

/** Ends an invitation to an organization within a reach. Whoever came by it before stays; ending it twice is harmless. Returns whether there is such an invitation. */
export async function withdrawInvitation(reach: Reach, id: string, now: Date): Promise<boolean> {
	return write(async (tx) => {
		const theirs = and(eq(invitation.id, id), within(invitation.organizationId, await reachNow(reach, tx), tx));
		const [found] = await tx.select().from(invitation).where(theirs);
		if (!found) return false;
		if (found.withdrawnAt) return true;
		await tx.update(invitation).set({ withdrawnAt: now, withdrawnBy: reach.personId }).where(theirs);
		const { organizationId, email } = found;
		const details: Record<string, string> = email ? { email, by: 'letter' } : { by: 'link' };
		await noteAct({ kind: 'invitation-withdrawn', byId: reach.personId, organizationId, details }, now);
		return true;
	});
}

/** An invitation that can still be accepted. */
export interface OpenInvitation extends Pick<Invitation, 'id' | 'invitedAt' | 'expiresAt'> {
	role?: RoleName;
	/** Absent for a link. */
	email?: string;
	invitedBy: string;
	/** How many came by it. */
	accepted: number;
}

/** The invitations to an organization within a reach that can still be accepted, oldest first. */
export async function listInvitations(reach: Reach, organizationId: string, now: Date): Promise<OpenInvitation[]> {
	const rows = await read()
		.select({ invitation, invitedBy: person.name, accepted: count(invitationAcceptance.personId) })
		.from(invitation)
		.innerJoin(person, eq(person.id, invitation.invitedBy))
		.leftJoin(invitationAcceptance, eq(invitationAcceptance.invitationId, invitation.id))
		.where(
			and(
				eq(invitation.organizationId, organizationId),
				within(invitation.organizationId, reach),
				isNull(invitation.withdrawnAt),
				gt(invitation.expiresAt, now)
			)
		)
		.groupBy(invitation.id, person.name)
		.orderBy(asc(invitation.invitedAt), asc(invitation.id));
	return rows
		.filter(({ invitation: row, accepted }) => accepted === 0 || !worksOnce(row))
		.map(({ invitation: { id, invitedAt, expiresAt, role, email }, invitedBy, accepted }) => ({
			...{ id, invitedAt, expiresAt, invitedBy, accepted },
			role: role ?? undefined,
			email: email ?? undefined
		}));
}

/** Whether one acceptance uses an invitation up. */
export function worksOnce({ email, role }: Pick<Invitation, 'email' | 'role'>): boolean {
	return email !== null || role !== null;
}
