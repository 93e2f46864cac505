import { and, eq, isNull, ne } from 'drizzle-orm';
import { write, type Database } from '#server/db/store.ts';
import { noteAct } from './act.ts';
import { countries } from './country.ts';
import {
	addOrganization,
	gatherPeople,
	isNamed,
	isOpen,
	renameOrganization,
	type Organization
} from './organization.ts';
import { reachNow, within, type Reach } from './reach.ts';
import { organization } from './tables.ts';

type Kind = Organization['kind'];
type Name = Organization['name'];

/** Why the tree stays as it is: the organization is not one's own, is closed or is the root, can't have such a one below it, or the name or the country stands there already. */
export type OrganizationFault = 'not theirs' | 'closed' | 'root' | 'kind' | 'name' | 'country';

/** What can stand directly below each kind. So the tree is never deeper than four, and nothing ever moves within it. */
export const kindsBelow: Record<Kind, readonly Kind[]> = {
	region: ['country'],
	country: ['institution'],
	institution: ['unit', 'team'],
	unit: [],
	team: []
};

/** Adds an organization directly below one within a reach. `country` is asked for a country only: everything below one belongs to it. */
export async function addBelow(
	reach: Reach,
	parentId: string,
	{ kind, name, country }: { kind: Kind; name: Name; country?: string },
	now: Date
): Promise<Organization | OrganizationFault> {
	return write(async (tx) => {
		const parent = await findWithin(reach, parentId, tx);
		if (!parent) return 'not theirs';
		if (!(await isOpen(parentId, tx))) return 'closed';
		if (!kindsBelow[parent.kind].includes(kind)) return 'kind';
		if (kind === 'country' && !(country && (await isFree(country, tx)))) return 'country';
		if (await isTaken(name, parent.id, undefined, tx)) return 'name';
		const code = kind === 'country' ? country : (parent.country ?? undefined);
		const added = await addOrganization({ kind, name, country: code, parentId }, now);
		await noteAct({ kind: 'organization-added', byId: reach.personId, organizationId: added.id }, now);
		return added;
	});
}

/** Gives an organization within a reach another name. */
export async function rename(reach: Reach, id: string, name: Name, now: Date): Promise<OrganizationFault | undefined> {
	return write(async (tx) => {
		const found = await findWithin(reach, id, tx);
		if (!found) return 'not theirs';
		if (found.name.en === name.en && found.name.es === name.es) return undefined;
		if (found.parentId && (await isTaken(name, found.parentId, id, tx))) return 'name';
		await renameOrganization(id, name);
		// The sentence about it tells the former name.
		await noteAct(
			{ kind: 'organization-renamed', byId: reach.personId, organizationId: id, details: { ...found.name } },
			now
		);
		return undefined;
	});
}

/** Closes an organization within a reach: it and all below it take nobody new. Its people stay, with all they did. Closing twice is harmless. */
export async function close(reach: Reach, id: string, now: Date): Promise<OrganizationFault | undefined> {
	return write(async (tx) => {
		const found = await findWithin(reach, id, tx);
		if (!found) return 'not theirs';
		if (!found.parentId) return 'root';
		const closed = await tx
			.update(organization)
			.set({ closedAt: now, closedBy: reach.personId })
			.where(and(eq(organization.id, id), isNull(organization.closedAt)))
			.returning({ id: organization.id });
		if (closed.length > 0)
			await noteAct({ kind: 'organization-closed', byId: reach.personId, organizationId: id }, now);
		return undefined;
	});
}

/** Opens an organization again; whoever waited for it comes to it. Refused while one above it is closed. */
export async function reopen(reach: Reach, id: string, now: Date): Promise<OrganizationFault | undefined> {
	return write(async (tx) => {
		const found = await findWithin(reach, id, tx);
		if (!found) return 'not theirs';
		if (!found.closedAt) return undefined;
		if (found.parentId && !(await isOpen(found.parentId, tx))) return 'closed';
		await tx.update(organization).set({ closedAt: null, closedBy: null }).where(eq(organization.id, id));
		await gatherPeople(tx, found);
		await noteAct({ kind: 'organization-opened', byId: reach.personId, organizationId: id }, now);
		return undefined;
	});
}

async function findWithin(reach: Reach, id: string, tx: Database): Promise<Organization | undefined> {
	const [found] = await tx
		.select()
		.from(organization)
		.where(and(eq(organization.id, id), within(organization.id, await reachNow(reach, tx), tx)));
	return found;
}

async function isFree(country: string, tx: Database): Promise<boolean> {
	if (!countries.includes(country)) return false;
	const found = await tx
		.select({ id: organization.id })
		.from(organization)
		.where(and(eq(organization.kind, 'country'), eq(organization.country, country)));
	return found.length === 0;
}

// Two with one name below one parent would be taken for each other, in whichever language.
async function isTaken(name: Name, parentId: string, exceptId: string | undefined, tx: Database): Promise<boolean> {
	const beside = await tx
		.select({ name: organization.name })
		.from(organization)
		.where(and(eq(organization.parentId, parentId), exceptId ? ne(organization.id, exceptId) : undefined));
	return beside.some((each) => isNamed(each.name, name.en) || isNamed(each.name, name.es));
}
