import { and, asc, eq, inArray, isNotNull, isNull, notInArray } from 'drizzle-orm';
import { newId } from '#server/db/id.ts';
import { read, write, type Database } from '#server/db/store.ts';
import { organization, organizationBelow, person } from './tables.ts';

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
		if (kind === 'country' || kind === 'institution') await gatherPeople(tx, added!);
		return added!;
	});
}

/** Whoever waited further up for a place like this comes to it: a country's people from the root, an institution's from its country. */
export async function gatherPeople(tx: Database, { id, kind, parentId, name, country }: Organization): Promise<void> {
	if (!parentId || !country) return;
	const waiting = await tx
		.select({ id: person.id, institution: person.institution })
		.from(person)
		.where(and(eq(person.organizationId, parentId), eq(person.country, country)));
	const theirs = waiting.filter((each) => kind === 'country' || isNamed(name, each.institution));
	for (let at = 0; at < theirs.length; at += 500)
		await tx
			.update(person)
			.set({ organizationId: id })
			.where(
				inArray(
					person.id,
					theirs.slice(at, at + 500).map((each) => each.id)
				)
			);
}

/** Whether somebody who wrote this meant an organization with these names, however they wrote capitals and accents. */
export function isNamed(name: Organization['name'], written: string | null | undefined): boolean {
	return Boolean(written) && Object.values(name).some((each) => plain(each) === plain(written!));
}

const plain = (words: string) =>
	words
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();

/** Where somebody belongs: the institution they name, if their country's part of the tree has it; else their country; else the root. Absent while there is no tree. */
export async function findHome(
	tx: Database,
	{ country, institution }: { country?: string | null; institution?: string | null }
): Promise<string | undefined> {
	const candidates = await tx
		.select()
		.from(organization)
		.where(
			and(
				country ? eq(organization.country, country) : eq(organization.kind, 'institution'),
				notInArray(organization.id, closedOrganizations(tx))
			)
		)
		.orderBy(asc(organization.id));
	const named = candidates.find(({ kind, name }) => kind === 'institution' && isNamed(name, institution));
	const home =
		named ??
		(country ? candidates.find(({ kind }) => kind === 'country') : undefined) ??
		(await findRootOrganization(tx));
	return home?.id;
}

/** The ids of all organizations that are closed or stand below a closed one, as a part of a query. Inside a write it needs the transaction. */
export function closedOrganizations(db: Database = read()) {
	return db
		.selectDistinct({ id: organizationBelow.belowId })
		.from(organizationBelow)
		.innerJoin(organization, eq(organization.id, organizationBelow.organizationId))
		.where(isNotNull(organization.closedAt));
}

/** Whether an organization takes somebody new: neither it nor one above it is closed. */
export async function isOpen(id: string, db: Database = read()): Promise<boolean> {
	const found = await db
		.select({ id: organization.id })
		.from(organization)
		.where(and(eq(organization.id, id), notInArray(organization.id, closedOrganizations(db))));
	return found.length > 0;
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

/** Gives an organization another name, whoever asks. */
export async function renameOrganization(id: string, name: { en: string; es: string }): Promise<void> {
	await write(async (tx) => {
		await tx.update(organization).set({ name }).where(eq(organization.id, id));
	});
}

/** The institutions of a country that take somebody new, for people to choose theirs. */
export async function listInstitutions(country?: string): Promise<Organization[]> {
	const institutions = await read()
		.select()
		.from(organization)
		.where(
			and(
				eq(organization.kind, 'institution'),
				country ? eq(organization.country, country) : undefined,
				notInArray(organization.id, closedOrganizations())
			)
		)
		.orderBy(asc(organization.id));
	return institutions.sort((a, b) => a.name.es.localeCompare(b.name.es, 'es'));
}
