import { and, eq, isNull } from 'drizzle-orm';
import { newId } from '#server/db/id.ts';
import { read, write, type Database } from '#server/db/store.ts';
import { noteAct } from './act.ts';
import { timeZones } from './country.ts';
import { worksOnce, type Invitation } from './invitation.ts';
import { closedOrganizations, type Organization } from './organization.ts';
import { hashPassword } from './password.ts';
import { findByEmail, noteConsent, type Person } from './person.ts';
import { rolesToGive } from './power.ts';
import { giveRole } from './role.ts';
import { secretHash } from './secret.ts';
import { changeOfPlace, settle } from './transfer.ts';
import { deactivation, invitation, invitationAcceptance, organization, person } from './tables.ts';

/** Why an invitation can't be accepted any more. `ended`: it was withdrawn, or whoever invited may not invite there any longer. */
export type InvitationEnd = 'unknown' | 'used' | 'ended' | 'expired' | 'closed';

/** Why somebody does not come by an invitation: it has ended, was for another address, they would have to agree to move, or have an account to sign in with. */
export type AcceptanceFault = InvitationEnd | 'another address' | 'agree' | 'account';

/** An invitation as whoever opens it sees it. */
export interface FoundInvitation extends Invitation {
	organization: Organization;
	invitedByName: string;
	/** Why it can't be accepted any more, if it can't. */
	end?: InvitationEnd;
	/** Who used it up, if it works once. */
	usedBy?: string;
}

/** The invitation behind a link. Looking does not use it: mail scanners look too. */
export async function findInvitation(
	secret: string,
	now: Date,
	db: Database = read()
): Promise<FoundInvitation | undefined> {
	const closed = closedOrganizations(db).as('closed');
	const [found] = await db
		.select({ invitation, organization, invitedByName: person.name, closedId: closed.id, offId: deactivation.id })
		.from(invitation)
		.innerJoin(organization, eq(organization.id, invitation.organizationId))
		.innerJoin(person, eq(person.id, invitation.invitedBy))
		.leftJoin(closed, eq(closed.id, organization.id))
		.leftJoin(deactivation, and(eq(deactivation.personId, person.id), isNull(deactivation.endedAt)))
		.where(eq(invitation.hash, secretHash(secret)));
	if (!found) return undefined;
	const { invitation: row, organization: where, invitedByName } = found;
	const usedBy = worksOnce(row) ? await findUser(row.id, db) : undefined;
	const end = async (): Promise<InvitationEnd | undefined> => {
		if (usedBy) return 'used';
		if (row.withdrawnAt || found.offId) return 'ended';
		if (row.expiresAt <= now) return 'expired';
		if (found.closedId) return 'closed';
		// An invitation is worth what its writer may still do.
		const gives = await rolesToGive(row.invitedBy, row.organizationId, db);
		return (row.role ? gives.includes(row.role) : gives.length > 0) ? undefined : 'ended';
	};
	return { ...row, organization: where, invitedByName, usedBy, end: await end() };
}

async function findUser(invitationId: string, db: Database): Promise<string | undefined> {
	const [found] = await db
		.select({ personId: invitationAcceptance.personId })
		.from(invitationAcceptance)
		.where(eq(invitationAcceptance.invitationId, invitationId))
		.limit(1);
	return found?.personId;
}

/** What whoever opens an invitation meets. */
export interface Prospect {
	/**
	 * Why it is of no use to them; or `done`: they have accepted it; `there`: they belong there and it brings no role; `accept`: they can; `account`: they have one to sign
	 * in with; `new`: they make theirs by the letter; `stranger`: nobody knows who they are.
	 */
	way: InvitationEnd | 'another address' | 'done' | 'there' | 'accept' | 'account' | 'new' | 'stranger';
	/** What accepting changes of where they belong. */
	change?: 'stays' | 'comes' | 'moves';
	/** Where they belong now. */
	from?: Organization['name'];
}

/** What an invitation holds for somebody who is signed in, or for whoever is not. */
export async function foresee(found: FoundInvitation, personId: string | undefined): Promise<Prospect> {
	if (personId && found.usedBy === personId) return { way: 'done' };
	if (found.end) return { way: found.end };
	if (!personId) {
		if (!found.email) return { way: 'stranger' };
		return { way: (await findByEmail(found.email))?.emailConfirmedAt ? 'account' : 'new' };
	}
	const [account] = await read()
		.select({ email: person.email, placeId: person.organizationId, place: organization.name })
		.from(person)
		.leftJoin(organization, eq(organization.id, person.organizationId))
		.where(eq(person.id, personId));
	if (found.email && found.email !== account?.email) return { way: 'another address' };
	const change = await changeOfPlace(account?.placeId, found.organizationId);
	const way = change === 'stays' && !found.role ? 'there' : 'accept';
	return { way, change, from: account?.place ?? undefined };
}

/**
 * Lets somebody with an account come by an invitation: they get its role, and belong to its organization from then on if that is their first, or a part of where they
 * belong, or if they agree to move there. Without a role there is nothing to come for but the place, so then they have to agree.
 */
export async function accept(
	secret: string,
	personId: string,
	agrees: boolean,
	now: Date
): Promise<AcceptanceFault | undefined> {
	return write(async (tx) => {
		const found = await findInvitation(secret, now, tx);
		if (!found) return 'unknown';
		if (found.usedBy === personId) return undefined;
		if (found.end) return found.end;
		const [account] = await tx.select().from(person).where(eq(person.id, personId));
		if (!account || (found.email && found.email !== account.email)) return 'another address';
		const change = await changeOfPlace(account.organizationId, found.organizationId, tx);
		if (change === 'moves' && !agrees && !found.role) return 'agree';
		const goes = change === 'comes' || (change === 'moves' && agrees);
		await come(found, account, goes, now, tx);
		return undefined;
	});
}

/**
 * Makes an account for whoever got a letter and has none, and lets them come by it: the letter has proved their address, so it counts as confirmed. Consent to the
 * documents is noted.
 */
export async function signUpInvited(
	secret: string,
	{ name, password, language }: { name: string; password: string; language: 'en' | 'es' },
	now: Date
): Promise<Person | AcceptanceFault> {
	const passwordHash = await hashPassword(password);
	return write(async (tx) => {
		const found = await findInvitation(secret, now, tx);
		if (!found) return 'unknown';
		if (found.end) return found.end;
		if (!found.email) return 'another address';
		const known = await findByEmail(found.email, tx);
		if (known?.emailConfirmedAt) return 'account';
		const values = { name, language, passwordHash, emailConfirmedAt: now };
		const timeZone = timeZones[found.organization.country ?? ''] ?? 'UTC';
		const [account] = known
			? await tx.update(person).set(values).where(eq(person.id, known.id)).returning()
			: await tx
					.insert(person)
					.values({ id: newId(), ...values, email: found.email, timeZone, wantsReminders: true, createdAt: now })
					.returning();
		await noteConsent(account!.id, now);
		const change = await changeOfPlace(account!.organizationId, found.organizationId, tx);
		await come(found, account!, change !== 'stays', now, tx);
		return account!;
	});
}

async function come(found: FoundInvitation, { id }: Person, goes: boolean, now: Date, tx: Database): Promise<void> {
	const { id: invitationId, organizationId, role } = found;
	const first = await tx
		.insert(invitationAcceptance)
		.values({ invitationId, personId: id, acceptedAt: now })
		.onConflictDoNothing()
		.returning();
	const details = role ? { role } : undefined;
	if (first.length > 0)
		await noteAct({ kind: 'invitation-accepted', byId: id, organizationId, personId: id, details }, now);
	if (goes) await settle(id, organizationId, id, now);
	if (role) await giveRole(id, role, organizationId, found.invitedBy, now);
}
