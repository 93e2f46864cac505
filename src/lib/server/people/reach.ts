import { and, eq, inArray, type Column } from 'drizzle-orm';
import { read, type Database } from '#server/db/store.ts';
import type { RoleName } from './role.ts';
import type { SignedIn } from './session.ts';
import { organizationBelow, role } from './tables.ts';

/** What a role lets do: whoever holds one of these roles may do it. Everybody with a role may see sums; only managers see who. */
const holders = {
	administer: ['administrator'],
	manage: ['manager', 'administrator'],
	facilitate: ['facilitator', 'manager', 'administrator'],
	'see sums': ['observer', 'manager', 'administrator']
} as const satisfies Record<string, readonly RoleName[]>;

export type Right = keyof typeof holders;

/** The organizations in which somebody may do something, there and everywhere below. Made by `reachOf` alone, so that no question for a role can be asked without it. */
export interface Reach {
	readonly right: Right;
	readonly personId: string;
	readonly organizationIds: readonly string[];
	readonly [made]: true;
}
declare const made: unique symbol;

/** Where a person may do something: no organization at all where they hold no such role. */
export function reachOf({ id, roles }: Pick<SignedIn, 'id' | 'roles'>, right: Right): Reach {
	const allowed: readonly RoleName[] = holders[right];
	const organizationIds = roles.filter(({ role }) => allowed.includes(role)).map((held) => held.organizationId);
	return { right, personId: id, organizationIds: [...new Set(organizationIds)] } as unknown as Reach;
}

/** The condition that a row's organization lies within a reach. Inside a write it needs the transaction. */
export function within(organizationId: Column, reach: Reach, db: Database = read()) {
	return inArray(
		organizationId,
		db
			.select({ id: organizationBelow.belowId })
			.from(organizationBelow)
			.where(inArray(organizationBelow.organizationId, [...reach.organizationIds]))
	);
}

/** Whether an organization lies within a reach. */
export async function isWithin(
	organizationId: string | null | undefined,
	reach: Reach,
	db: Database = read()
): Promise<boolean> {
	if (!organizationId || reach.organizationIds.length === 0) return false;
	const found = await db
		.select({ id: organizationBelow.belowId })
		.from(organizationBelow)
		.where(
			and(
				eq(organizationBelow.belowId, organizationId),
				inArray(organizationBelow.organizationId, [...reach.organizationIds])
			)
		)
		.limit(1);
	return found.length > 0;
}

/** The same reach as it stands now: for work that takes a while, in which a role may have ended. */
export async function reachNow({ personId, right }: Reach, db: Database = read()): Promise<Reach> {
	const held = await db
		.select({ role: role.role, organizationId: role.organizationId, endedAt: role.endedAt })
		.from(role)
		.where(eq(role.personId, personId));
	const roles = held.filter(({ endedAt }) => !endedAt).map((each) => ({ ...each, everywhere: false }));
	return reachOf({ id: personId, roles }, right);
}
