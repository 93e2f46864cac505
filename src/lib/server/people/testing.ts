import { desc, eq } from 'drizzle-orm';
import { read } from '#server/db/store.ts';
import { letter } from '#server/mail/tables.ts';
import { addOrganization, type Organization } from './organization.ts';
import { confirm, findByEmail, signUp, type Person } from './person.ts';
import { reachOf, type Reach, type Right } from './reach.ts';
import { giveRole, type RoleName } from './role.ts';

export const origin = 'https://puente.example';
export const password = 'a bridge of words';

/** The secret in the newest letter of a kind to an address. */
export async function secretFor(email: string, kind: string): Promise<string> {
	const letters = await read().select().from(letter).where(eq(letter.address, email)).orderBy(desc(letter.id));
	const found = letters.find((each) => each.kind === kind)?.link;
	if (!found) throw new Error(`No letter of kind ${kind} to ${email}`);
	return new URL(found).pathname.split('/').at(-1)!;
}

/** Somebody who signed up and confirmed their address. */
export async function newPerson(email: string, now: Date, name = 'Ana Núñez'): Promise<Person> {
	await signUp({ name, email, password, language: 'es', country: 'GT' }, origin, now);
	await confirm(await secretFor(email, 'confirm-email'), now);
	return (await findByEmail(email))!;
}

/** A small tree: two countries beside each other, each with an institution, one of these with a team. */
export async function plantTree(
	now: Date
): Promise<Record<'root' | 'guatemala' | 'chile' | 'harbor' | 'court' | 'clinic' | 'team', Organization>> {
	const add = (kind: Organization['kind'], name: string, above?: Organization, country = above?.country ?? undefined) =>
		addOrganization({ kind, name: { en: name, es: `${name} (es)` }, country, parentId: above?.id }, now);
	const root = await add('region', 'Network');
	const guatemala = await add('country', 'Guatemala', root, 'GT');
	const chile = await add('country', 'Chile', root, 'CL');
	const harbor = await add('institution', 'Harbor House', guatemala);
	const court = await add('institution', 'Court', guatemala);
	const clinic = await add('institution', 'Andes Clinic', chile);
	return { root, guatemala, chile, harbor, court, clinic, team: await add('team', 'Court team', court) };
}

/** Gives somebody a role in an organization, and returns what that lets them reach. */
export async function reachAs(
	personId: string,
	role: RoleName,
	{ id: organizationId }: Pick<Organization, 'id'>,
	now: Date,
	right: Right = 'manage'
): Promise<Reach> {
	await giveRole(personId, role, organizationId, undefined, now);
	return reachOf({ id: personId, roles: [{ role, organizationId, everywhere: false }] }, right);
}
