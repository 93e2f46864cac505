import { and, asc, eq, isNull } from 'drizzle-orm';
import { read } from '#server/db/store.ts';
import { within, type Reach } from './reach.ts';
import type { RoleName } from './role.ts';
import { deactivation, organization, person, role } from './tables.ts';

/** Somebody who belongs within a reach, as those who manage there see them. */
export interface Member {
	id: string;
	name: string;
	email: string;
	language: 'en' | 'es';
	country?: string;
	/** As they wrote it, where it is not in the tree. */
	institution?: string;
	organizationId: string;
	sector?: string;
	profession?: string;
	sex?: string;
	createdAt: Date;
	/** They confirmed their address, so that they can sign in. */
	isConfirmed: boolean;
	deactivated?: { at: Date; reason: string };
}

/** Somebody who belongs within a reach. Absent for everybody else, and once their account was erased. */
export async function findMember(reach: Reach, personId: string): Promise<Member | undefined> {
	const [found] = await read()
		.select({ person, deactivation })
		.from(person)
		.leftJoin(deactivation, and(eq(deactivation.personId, person.id), isNull(deactivation.endedAt)))
		.where(and(eq(person.id, personId), isNull(person.erasedAt), within(person.organizationId, reach)));
	if (!found) return undefined;
	const { person: who, deactivation: off } = found;
	return {
		id: who.id,
		name: who.name,
		email: who.email ?? '',
		language: who.language,
		country: who.country ?? undefined,
		institution: who.institution ?? undefined,
		organizationId: who.organizationId!,
		sector: who.sector ?? undefined,
		profession: who.profession ?? undefined,
		sex: who.sex ?? undefined,
		createdAt: who.createdAt,
		isConfirmed: who.emailConfirmedAt !== null,
		deactivated: off ? { at: off.deactivatedAt, reason: off.reason } : undefined
	};
}

/** A role that somebody holds, and where. */
export interface HeldRole {
	role: RoleName;
	organizationId: string;
	organization: { en: string; es: string };
	since: Date;
}

/** The roles that somebody holds, oldest first, wherever that is. */
export async function listRoles(personId: string): Promise<HeldRole[]> {
	return read()
		.select({
			role: role.role,
			organizationId: role.organizationId,
			organization: organization.name,
			since: role.givenAt
		})
		.from(role)
		.innerJoin(organization, eq(organization.id, role.organizationId))
		.where(and(eq(role.personId, personId), isNull(role.endedAt)))
		.orderBy(asc(role.givenAt), asc(role.id));
}
