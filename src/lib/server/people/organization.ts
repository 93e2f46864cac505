import { and, asc, eq, isNull } from 'drizzle-orm';
import { newId } from '#server/db/id.ts';
import { read, write, type Database } from '#server/db/store.ts';
import { organization, organizationBelow } from './tables.ts';

export type Organization = typeof organization.$inferSelect;

/** Adds an organization below another, or as the root of the tree where there is none. */
export async function addOrganization(
	{ kind, name, country, parentId }: Pick<Organization, 'kind' | 'name'> & { country?: string; parentId?: string },
	now: Date
): Promise<Organization> {
	return write(async (tx) => {
		const [added] = await tx
			.insert(organization)
			.values({ id: newId(), kind, name, country, parentId, createdAt: now })
			.returning();
		const above = parentId
			? await tx
					.select({ id: organizationBelow.organizationId })
					.from(organizationBelow)
					.where(eq(organizationBelow.belowId, parentId))
			: [];
		if (parentId && above.length === 0) throw new Error(`There is no organization ${parentId}`);
		await tx
			.insert(organizationBelow)
			.values([...above.map(({ id }) => id), added!.id].map((id) => ({ organizationId: id, belowId: added!.id })));
		return added!;
	});
}

/** The organization at the top of the tree: it runs this installation and issues its papers. */
export async function findRootOrganization(db: Database = read()): Promise<Organization | undefined> {
	const [root] = await db
		.select()
		.from(organization)
		.where(isNull(organization.parentId))
		.orderBy(asc(organization.createdAt))
		.limit(1);
	return root;
}

/** Gives an organization another name. */
export async function renameOrganization(id: string, name: { en: string; es: string }): Promise<void> {
	await write(async (tx) => {
		await tx.update(organization).set({ name }).where(eq(organization.id, id));
	});
}

/** The institutions of a country, for people to choose theirs. */
export async function listInstitutions(country?: string): Promise<Organization[]> {
	const institutions = await read()
		.select()
		.from(organization)
		.where(and(eq(organization.kind, 'institution'), country ? eq(organization.country, country) : undefined))
		.orderBy(asc(organization.id));
	return institutions.sort((a, b) => a.name.es.localeCompare(b.name.es, 'es'));
}
