import { and, count, eq, isNull } from 'drizzle-orm';
import { read } from '#server/db/store.ts';
import { closedOrganizations, type Organization } from './organization.ts';
import { within, type Reach } from './reach.ts';
import { organization, person } from './tables.ts';

/** An organization in its place in the tree. */
export interface Branch {
	id: string;
	kind: Organization['kind'];
	name: Organization['name'];
	country?: string;
	/** Absent for the uppermost within the reach. */
	parentId?: string;
	/** How many organizations within the reach stand above it. */
	depth: number;
	/** It was closed itself. */
	isClosed: boolean;
	/** It takes nobody new: it or one above it is closed. */
	takesNobody: boolean;
}

/** How many people belong to an organization itself, and how many to it and all below it. */
export interface Counted {
	people: number;
	peopleInAll: number;
}

/** The organizations within a reach, each followed by what stands below it, by name in a language. One statement, however large the tree. */
export async function listTree(reach: Reach, language: 'en' | 'es'): Promise<Branch[]> {
	const closed = closedOrganizations().as('closed');
	const rows = await read()
		.select({ organization, closedId: closed.id })
		.from(organization)
		.leftJoin(closed, eq(closed.id, organization.id))
		.where(within(organization.id, reach));
	rows.sort((a, b) => a.organization.name[language].localeCompare(b.organization.name[language], language));
	const ids = new Set(rows.map((row) => row.organization.id));
	const above = (row: (typeof rows)[number]) => {
		const { parentId } = row.organization;
		return parentId && ids.has(parentId) ? parentId : undefined;
	};
	const below = Map.groupBy(rows, above);
	const grow = (parentId: string | undefined, depth: number): Branch[] =>
		(below.get(parentId) ?? []).flatMap(({ organization: { id, kind, name, country, closedAt }, closedId }) => [
			{
				...{ id, kind, name, country: country ?? undefined, parentId, depth },
				isClosed: closedAt !== null,
				takesNobody: closedId !== null
			},
			...grow(id, depth + 1)
		]);
	return grow(undefined, 0);
}

/** The same with how many people there are in each place. Two statements. */
export async function listCountedTree(reach: Reach, language: 'en' | 'es'): Promise<(Branch & Counted)[]> {
	const tree = await listTree(reach, language);
	const belonging = await read()
		.select({ organizationId: person.organizationId, people: count() })
		.from(person)
		.where(and(isNull(person.erasedAt), within(person.organizationId, reach)))
		.groupBy(person.organizationId);
	const own = new Map(belonging.map(({ organizationId, people }) => [organizationId, people]));
	const inAll = new Map<string, number>();
	// From the lowest up, so that each has all below it before it is added to the one above.
	for (const { id, parentId } of tree.toReversed()) {
		inAll.set(id, (inAll.get(id) ?? 0) + (own.get(id) ?? 0));
		if (parentId) inAll.set(parentId, (inAll.get(parentId) ?? 0) + inAll.get(id)!);
	}
	return tree.map((branch) => ({
		...branch,
		people: own.get(branch.id) ?? 0,
		peopleInAll: inAll.get(branch.id) ?? 0
	}));
}

/** The way up from an organization, itself last, as far as the tree reaches. Empty where it is not in it. */
export function pathTo<Place extends Branch>(id: string | undefined, tree: readonly Place[]): Place[] {
	const branch = tree.find((each) => each.id === id);
	return branch ? [...pathTo(branch.parentId, tree), branch] : [];
}
