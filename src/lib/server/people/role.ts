import { and, eq, isNull } from 'drizzle-orm';
import { newId } from '#server/db/id.ts';
import { read, write } from '#server/db/store.ts';
import { endOtherSignIns, type SignedIn } from './session.ts';
import { organizationBelow, role } from './tables.ts';

export type RoleName = typeof role.$inferSelect.role;

/** Gives a person a role in an organization and everything below it. Giving it twice is harmless. Their sign-ins end, so that the role begins with a new one. */
export async function giveRole(
	personId: string,
	name: RoleName,
	organizationId: string,
	givenBy: string | undefined,
	now: Date
): Promise<void> {
	await write(async (tx) => {
		const held = await tx
			.select({ id: role.id })
			.from(role)
			.where(holding(personId, name, organizationId));
		if (held.length > 0) return;
		await tx.insert(role).values({ id: newId(), personId, role: name, organizationId, givenBy, givenAt: now });
		await endOtherSignIns(personId);
	});
}

/** Ends a role. Their sign-ins end with it. */
export async function takeRole(
	personId: string,
	name: RoleName,
	organizationId: string,
	endedBy: string | undefined,
	now: Date
): Promise<void> {
	await write(async (tx) => {
		await tx
			.update(role)
			.set({ endedAt: now, endedBy })
			.where(holding(personId, name, organizationId));
		await endOtherSignIns(personId);
	});
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
