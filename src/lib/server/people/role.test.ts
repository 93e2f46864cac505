import { expect, test } from 'vitest';
import { read } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { addLearner } from '#server/learning/example.ts';
import { addOrganization, type Organization } from './organization.ts';
import { giveRole, holdsRole, takeRole } from './role.ts';
import { findSignedIn, signIn } from './session.ts';
import { role } from './tables.ts';

useStore();

const monday = new Date();
const later = new Date(monday.getTime() + 3600_000);

async function plant(): Promise<Record<'region' | 'guatemala' | 'chile' | 'harbor' | 'clinic' | 'team', Organization>> {
	const add = (kind: Organization['kind'], name: string, parentId?: string) =>
		addOrganization({ kind, name: { en: name, es: name }, parentId }, monday);
	const region = await add('region', 'Region');
	const guatemala = await add('country', 'Guatemala', region.id);
	const chile = await add('country', 'Chile', region.id);
	const harbor = await add('institution', 'Harbor House', guatemala.id);
	const clinic = await add('institution', 'Andes Clinic', chile.id);
	return { region, guatemala, chile, harbor, clinic, team: await add('team', 'Court team', harbor.id) };
}

test('a role holds in its organization and everywhere below it, and nowhere else', async () => {
	const tree = await plant();
	const ana = await addLearner('Ana', monday);
	await giveRole(ana.id, 'manager', tree.guatemala.id, undefined, monday);
	const held = async (name: 'manager' | 'examiner') =>
		Promise.all(Object.values(tree).map(({ id }) => holdsRole(ana, name, id)));
	//                                     region guatemala chile harbor clinic team
	expect(await held('manager')).toEqual([false, true, false, true, false, true]);
	expect(await held('examiner')).toEqual([false, false, false, false, false, false]);
	expect(await holdsRole(ana, 'manager', 'no-such-organization')).toBe(false);
	expect(await holdsRole({ id: 'nobody' }, 'manager', tree.guatemala.id)).toBe(false);
});

test('what is added below later is within reach too', async () => {
	const tree = await plant();
	const ana = await addLearner('Ana', monday);
	await giveRole(ana.id, 'facilitator', tree.region.id, undefined, monday);
	const unit = await addOrganization(
		{ kind: 'unit', name: { en: 'Unit', es: 'Unidad' }, parentId: tree.team.id },
		later
	);
	expect(await holdsRole(ana, 'facilitator', unit.id)).toBe(true);
});

test('giving and taking a role end the sign-ins of that person, and of nobody else', async () => {
	const tree = await plant();
	const ana = await addLearner('Ana', monday);
	const luis = await addLearner('Luis', monday);
	const others = await signIn(luis.id, 'a browser', monday);
	for (const change of [giveRole, takeRole]) {
		const secret = await signIn(ana.id, 'a browser', monday);
		await change(ana.id, 'manager', tree.chile.id, luis.id, later);
		expect(await findSignedIn(secret, later), change.name).toBeUndefined();
	}
	expect(await findSignedIn(others, later)).toBeDefined();
	expect(await holdsRole(ana, 'manager', tree.chile.id)).toBe(false);
});

test('giving a role twice, or at once, is giving it once', async () => {
	const tree = await plant();
	const ana = await addLearner('Ana', monday);
	await Promise.all([1, 2, 3].map(() => giveRole(ana.id, 'manager', tree.chile.id, undefined, monday)));
	const secret = await signIn(ana.id, 'a browser', monday);
	await giveRole(ana.id, 'manager', tree.chile.id, undefined, later);
	expect(await read().select().from(role)).toMatchObject([{ givenAt: monday, endedAt: null }]);
	// Where nothing changed, nobody has to sign in again.
	expect(await findSignedIn(secret, later)).toBeDefined();
});

test('a role that ended stays on record with who and when, and can be given again', async () => {
	const tree = await plant();
	const ana = await addLearner('Ana', monday);
	const luis = await addLearner('Luis', monday);
	await giveRole(ana.id, 'manager', tree.chile.id, luis.id, monday);
	await takeRole(ana.id, 'manager', tree.chile.id, luis.id, later);
	expect(await read().select().from(role)).toMatchObject([
		{ givenBy: luis.id, givenAt: monday, endedBy: luis.id, endedAt: later }
	]);
	await giveRole(ana.id, 'manager', tree.chile.id, luis.id, later);
	expect(await holdsRole(ana, 'manager', tree.chile.id)).toBe(true);
	expect(await read().select().from(role)).toHaveLength(2);
});

test('nobody gets a role who does not exist, nor in an organization that does not', async () => {
	const tree = await plant();
	const ana = await addLearner('Ana', monday);
	await expect(giveRole('nobody', 'manager', tree.chile.id, undefined, monday)).rejects.toThrow();
	await expect(giveRole(ana.id, 'manager', 'nowhere', undefined, monday)).rejects.toThrow();
	expect(await read().select().from(role)).toEqual([]);
});
