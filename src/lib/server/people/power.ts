import { and, eq, inArray, isNull, or } from 'drizzle-orm';
import { alias } from '#server/db/columns.ts';
import { read, type Database } from '#server/db/store.ts';
import { within, type Reach } from './reach.ts';
import type { RoleName } from './role.ts';
import {
	deactivation,
	invitation,
	invitationAcceptance,
	organization,
	organizationBelow,
	person,
	role
} from './tables.ts';

/** Which roles a role gives and takes, in its organization and everywhere below. The others give none. */
const gives: Partial<Record<RoleName, readonly RoleName[]>> = {
	manager: ['facilitator', 'examiner', 'observer', 'manager'],
	administrator: ['facilitator', 'examiner', 'observer', 'manager', 'administrator']
};

/** The roles that somebody who holds these may give and take. */
export function givenBy(held: readonly RoleName[]): readonly RoleName[] {
	return (held.includes('administrator') ? gives.administrator : held.includes('manager') ? gives.manager : []) ?? [];
}

/** The roles that somebody may give and take in an organization, by those they hold there or above. Inside a write it needs the transaction. */
export async function rolesToGive(
	personId: string,
	organizationId: string,
	db: Database = read()
): Promise<readonly RoleName[]> {
	const held = await db
		.select({ role: role.role })
		.from(role)
		.innerJoin(organizationBelow, eq(organizationBelow.organizationId, role.organizationId))
		.where(and(eq(role.personId, personId), isNull(role.endedAt), eq(organizationBelow.belowId, organizationId)));
	return givenBy(held.map((each) => each.role));
}

/** Whether somebody may take every role that another person holds. Who holds one beyond that is above them, or answers to others too. */
export async function outranks(personId: string, otherId: string, db: Database = read()): Promise<boolean> {
	const [theirs, own] = [alias(role, 'theirs'), alias(role, 'own')];
	const rows = await db
		.select({ id: theirs.id, theirs: theirs.role, own: own.role })
		.from(theirs)
		.innerJoin(organizationBelow, eq(organizationBelow.belowId, theirs.organizationId))
		.leftJoin(
			own,
			and(eq(own.organizationId, organizationBelow.organizationId), eq(own.personId, personId), isNull(own.endedAt))
		)
		.where(and(eq(theirs.personId, otherId), isNull(theirs.endedAt)));
	const held = new Map<string, { theirs: RoleName; own: RoleName[] }>();
	for (const { id, theirs, own } of rows) {
		const known = held.get(id) ?? { theirs, own: [] };
		if (own) known.own.push(own);
		held.set(id, known);
	}
	return [...held.values()].every((each) => givenBy(each.own).includes(each.theirs));
}

/** Whether somebody is the only one left who administers the whole installation and can sign in. */
export async function isOnlyAdministrator(personId: string, tx: Database): Promise<boolean> {
	const administrators = await tx
		.select({ personId: role.personId })
		.from(role)
		.innerJoin(organization, and(eq(organization.id, role.organizationId), isNull(organization.parentId)))
		.leftJoin(deactivation, and(eq(deactivation.personId, role.personId), isNull(deactivation.endedAt)))
		.where(and(eq(role.role, 'administrator'), isNull(role.endedAt), isNull(deactivation.id)));
	return administrators.length > 0 && administrators.every((each) => each.personId === personId);
}

/**
 * Somebody among one's people, by their id or their address: who belongs within the reach, holds a role there or came there by an invitation. Absent for everybody
 * else alike, so that nobody learns who has an account. Inside a write it needs the transaction.
 */
export async function findAmong(
	who: { id: string } | { email: string },
	reach: Reach,
	db: Database = read()
): Promise<typeof person.$inferSelect | undefined> {
	const holders = db
		.select({ id: role.personId })
		.from(role)
		.where(and(isNull(role.endedAt), within(role.organizationId, reach, db)));
	const invited = db
		.select({ id: invitationAcceptance.personId })
		.from(invitationAcceptance)
		.innerJoin(invitation, eq(invitation.id, invitationAcceptance.invitationId))
		.where(within(invitation.organizationId, reach, db));
	const [found] = await db
		.select()
		.from(person)
		.where(
			and(
				'id' in who ? eq(person.id, who.id) : eq(person.email, who.email),
				isNull(person.erasedAt),
				or(within(person.organizationId, reach, db), inArray(person.id, holders), inArray(person.id, invited))
			)
		);
	return found;
}
