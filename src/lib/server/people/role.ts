import { and, eq, isNull } from 'drizzle-orm';
import { newId } from '#server/db/id.ts';
import { read, write, type Database } from '#server/db/store.ts';
import { noteAct } from './act.ts';
import { isOpen } from './organization.ts';
import { findAmong, isOnlyAdministrator, rolesToGive } from './power.ts';
import { isWithin, reachNow, within, type Reach } from './reach.ts';
import { endOtherSignIns, type SignedIn } from './session.ts';
import { deactivation, organization, organizationBelow, person, role } from './tables.ts';

export type RoleName = typeof role.$inferSelect.role;

/** Every role there is, from the one that sees least to the one that may do most. */
export const roleNames: readonly RoleName[] = ['observer', 'examiner', 'facilitator', 'manager', 'administrator'];

/** Why a role is not given or taken: the organization is not one's own, or closed; the role is not one's own to give; the person is not among one's people; nobody would be left to administer. */
export type RoleFault = 'not theirs' | 'closed' | 'role' | 'person' | 'last administrator';

/** A role as it is given or taken. */
export interface RoleChange {
	personId: string;
	role: RoleName;
	organizationId: string;
}

/** Gives a role to somebody among one's people, in an organization within the reach; who may give which, `rolesToGive` says. Giving it twice is harmless. */
export async function grantRole(reach: Reach, change: RoleChange, now: Date): Promise<RoleFault | undefined> {
	return write(async (tx) => {
		const { personId, role, organizationId } = change;
		const fault = await faultOf(reach, change, tx);
		if (fault) return fault;
		if (!(await isOpen(organizationId, tx))) return 'closed';
		if (!(await findAmong({ id: personId }, await reachNow(reach, tx), tx))) return 'person';
		if (await giveRole(personId, role, organizationId, reach.personId, now))
			await note('role-given', reach, change, now);
		return undefined;
	});
}

/** Takes a role that is held in an organization within the reach; who may give it may take it. Taking it twice is harmless. */
export async function revokeRole(reach: Reach, change: RoleChange, now: Date): Promise<RoleFault | undefined> {
	return write(async (tx) => {
		const { personId, role, organizationId } = change;
		const fault = await faultOf(reach, change, tx);
		if (fault) return fault;
		if (role === 'administrator' && (await isRoot(organizationId, tx)) && (await isOnlyAdministrator(personId, tx)))
			return 'last administrator';
		if (await takeRole(personId, role, organizationId, reach.personId, now))
			await note('role-taken', reach, change, now);
		return undefined;
	});
}

async function faultOf(
	reach: Reach,
	{ role, organizationId }: RoleChange,
	tx: Database
): Promise<RoleFault | undefined> {
	if (!(await isWithin(organizationId, await reachNow(reach, tx), tx))) return 'not theirs';
	return (await rolesToGive(reach.personId, organizationId, tx)).includes(role) ? undefined : 'role';
}

const note = (
	kind: 'role-given' | 'role-taken',
	reach: Reach,
	{ personId, role, organizationId }: RoleChange,
	now: Date
) => noteAct({ kind, byId: reach.personId, organizationId, personId, details: { role } }, now);

async function isRoot(organizationId: string, tx: Database): Promise<boolean> {
	const [found] = await tx.select().from(organization).where(eq(organization.id, organizationId));
	return found?.parentId === null;
}

/** Gives a person a role in an organization and everything below it, whoever asks. Returns whether they had it not yet. Their sign-ins end, so that the role begins with a new one. */
export async function giveRole(
	personId: string,
	name: RoleName,
	organizationId: string,
	givenBy: string | undefined,
	now: Date
): Promise<boolean> {
	return write(async (tx) => {
		const held = await tx
			.select({ id: role.id })
			.from(role)
			.where(holding(personId, name, organizationId));
		if (held.length > 0) return false;
		await tx.insert(role).values({ id: newId(), personId, role: name, organizationId, givenBy, givenAt: now });
		await endOtherSignIns(personId);
		return true;
	});
}

/** Ends a role, whoever asks. Returns whether it was held. Their sign-ins end with it. */
export async function takeRole(
	personId: string,
	name: RoleName,
	organizationId: string,
	endedBy: string | undefined,
	now: Date
): Promise<boolean> {
	return write(async (tx) => {
		const ended = await tx
			.update(role)
			.set({ endedAt: now, endedBy })
			.where(holding(personId, name, organizationId))
			.returning({ id: role.id });
		if (ended.length > 0) await endOtherSignIns(personId);
		return ended.length > 0;
	});
}

/** A role that is held, with who holds it. */
export interface Holding extends RoleChange {
	name: string;
	/** Where they belong. */
	belongsTo?: string;
	since: Date;
	isDeactivated: boolean;
}

/** Who holds which role in an organization within a reach, in this one and not above it, by name. */
export async function listHolders(reach: Reach, organizationId: string): Promise<Holding[]> {
	const rows = await read()
		.select({ role, name: person.name, belongsTo: person.organizationId, deactivationId: deactivation.id })
		.from(role)
		.innerJoin(person, eq(person.id, role.personId))
		.leftJoin(deactivation, and(eq(deactivation.personId, person.id), isNull(deactivation.endedAt)))
		.where(and(eq(role.organizationId, organizationId), within(role.organizationId, reach), isNull(role.endedAt)));
	return rows
		.map(({ role: { personId, role, organizationId, givenAt }, name, belongsTo, deactivationId }) => ({
			...{ personId, role, organizationId, name, since: givenAt },
			belongsTo: belongsTo ?? undefined,
			isDeactivated: deactivationId !== null
		}))
		.sort((a, b) => a.name.localeCompare(b.name, 'es') || a.role.localeCompare(b.role));
}

/** Whether a person holds a role in an organization, or in one above it. */
export async function holdsRole(
	person: Pick<SignedIn, 'id'>,
	name: RoleName,
	organizationId: string
): Promise<boolean> {
	const found = await read()
		.select({ id: role.id })
		.from(role)
		.innerJoin(organizationBelow, eq(organizationBelow.organizationId, role.organizationId))
		.where(
			and(
				eq(role.personId, person.id),
				eq(role.role, name),
				isNull(role.endedAt),
				eq(organizationBelow.belowId, organizationId)
			)
		)
		.limit(1);
	return found.length > 0;
}

function holding(personId: string, name: RoleName, organizationId: string) {
	return and(
		eq(role.personId, personId),
		eq(role.role, name),
		eq(role.organizationId, organizationId),
		isNull(role.endedAt)
	);
}
