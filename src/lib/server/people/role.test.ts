import { expect, test } from 'vitest';
import { read } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { addLearner } from '#server/learning/example.ts';
import { deactivate, letIn } from './deactivation.ts';
import { addOrganization, type Organization } from './organization.ts';
import { findAmong, outranks } from './power.ts';
import { reachOf } from './reach.ts';
import { giveRole, grantRole, holdsRole, listHolders, revokeRole, takeRole } from './role.ts';
import { findSignedIn, signIn } from './session.ts';
import { act, role } from './tables.ts';
import { plantTree, reachAs } from './testing.ts';
import { close } from './upkeep.ts';

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

/** A manager of Guatemala, one of Chile, an administrator of all, and somebody who belongs to the court. */
async function cast() {
	const tree = await plantTree(monday);
	const add = (name: string, place: keyof typeof tree) =>
		addLearner(name, monday, { organizationId: tree[place].id, email: `${name}@example.org` });
	const [manager, other, admin, ana] = [
		await add('manager', 'guatemala'),
		await add('other', 'chile'),
		await add('admin', 'root'),
		await add('ana', 'court')
	];
	return {
		...{ tree, manager, other, admin, ana },
		guatemala: await reachAs(manager.id, 'manager', tree.guatemala, monday),
		chile: await reachAs(other.id, 'manager', tree.chile, monday),
		all: await reachAs(admin.id, 'administrator', tree.root, monday)
	};
}
const acts = async () => (await read().select().from(act)).map(({ kind }) => kind);

test('a manager gives and takes roles among their people, and each is noted once', async () => {
	const { tree, guatemala, manager, ana } = await cast();
	const change = { personId: ana.id, role: 'facilitator', organizationId: tree.court.id } as const;
	const secret = await signIn(ana.id, 'a browser', monday);
	for (const now of [monday, later]) expect(await grantRole(guatemala, change, now)).toBeUndefined();
	expect(await holdsRole(ana, 'facilitator', tree.team.id)).toBe(true);
	expect(await findSignedIn(secret, monday)).toBeUndefined();
	expect(await listHolders(guatemala, tree.court.id)).toMatchObject([
		{ name: 'ana', role: 'facilitator', since: monday, belongsTo: tree.court.id, isDeactivated: false }
	]);
	for (const now of [monday, later]) expect(await revokeRole(guatemala, change, now)).toBeUndefined();
	expect(await holdsRole(ana, 'facilitator', tree.court.id)).toBe(false);
	expect(await read().select().from(act).orderBy(act.kind)).toMatchObject([
		{
			kind: 'role-given',
			byId: manager.id,
			personId: ana.id,
			organizationId: tree.court.id,
			details: { role: 'facilitator' }
		},
		{ kind: 'role-taken', byId: manager.id, personId: ana.id }
	]);
});

test('a manager makes nobody an administrator, themselves least of all', async () => {
	const { tree, guatemala, manager, ana, admin } = await cast();
	for (const personId of [manager.id, ana.id])
		for (const { id: organizationId } of [tree.guatemala, tree.court])
			expect(await grantRole(guatemala, { personId, role: 'administrator', organizationId }, later)).toBe('role');
	await giveRole(ana.id, 'administrator', tree.court.id, admin.id, monday);
	expect(
		await revokeRole(guatemala, { personId: ana.id, role: 'administrator', organizationId: tree.court.id }, later)
	).toBe('role');
	expect(await acts()).toEqual([]);
});

test('no role is given or taken outside of one’s organizations, whatever the form says', async () => {
	const { tree, guatemala, chile, ana, other } = await cast();
	for (const organizationId of [tree.chile.id, tree.clinic.id, tree.root.id, 'nowhere', ''])
		for (const personId of [ana.id, other.id])
			expect(await grantRole(guatemala, { personId, role: 'observer', organizationId }, later)).toBe('not theirs');
	// The sibling's people are not one's own, even where the organization is.
	for (const personId of [ana.id, 'nobody', ''])
		expect(await grantRole(chile, { personId, role: 'observer', organizationId: tree.chile.id }, later)).toBe('person');
	const theirs = { personId: other.id, role: 'manager', organizationId: tree.chile.id } as const;
	expect(await revokeRole(guatemala, theirs, later)).toBe('not theirs');
	expect(await acts()).toEqual([]);
});

test('taking a role that somebody does not hold leaves their sign-ins alone', async () => {
	const { tree, guatemala, other } = await cast();
	const secret = await signIn(other.id, 'a browser', monday);
	await revokeRole(guatemala, { personId: other.id, role: 'facilitator', organizationId: tree.court.id }, later);
	expect(await findSignedIn(secret, later)).toBeDefined();
});

test('who holds a role or came by an invitation counts among one’s people, wherever they belong', async () => {
	const { tree, guatemala, other } = await cast();
	expect(await findAmong({ email: 'other@example.org' }, guatemala)).toBeUndefined();
	await giveRole(other.id, 'examiner', tree.court.id, undefined, monday);
	expect(await findAmong({ email: 'other@example.org' }, guatemala)).toMatchObject({ id: other.id });
	const change = { personId: other.id, role: 'facilitator', organizationId: tree.court.id } as const;
	expect(await grantRole(guatemala, change, later)).toBeUndefined();
});

test('whoever lost the role meanwhile gives none', async () => {
	const { tree, guatemala, manager, ana } = await cast();
	await takeRole(manager.id, 'manager', tree.guatemala.id, undefined, later);
	const change = { personId: ana.id, role: 'facilitator', organizationId: tree.court.id } as const;
	expect(await grantRole(guatemala, change, later)).toBe('not theirs');
	// A facilitator reaches workshops, and gives nothing.
	const reach = await reachAs(manager.id, 'facilitator', tree.guatemala, later, 'facilitate');
	expect(await grantRole(reach, change, later)).toBe('role');
});

test('in a closed organization roles are taken but not given', async () => {
	const { tree, guatemala, ana } = await cast();
	const change = { personId: ana.id, role: 'facilitator', organizationId: tree.court.id } as const;
	await grantRole(guatemala, change, monday);
	await close(guatemala, tree.guatemala.id, later);
	expect(await grantRole(guatemala, { ...change, role: 'examiner' }, later)).toBe('closed');
	expect(await revokeRole(guatemala, change, later)).toBeUndefined();
});

test('the last administrator of all stays one; one who is deactivated does not count', async () => {
	const { tree, all, admin, ana } = await cast();
	const own = { personId: admin.id, role: 'administrator', organizationId: tree.root.id } as const;
	expect(await revokeRole(all, own, later)).toBe('last administrator');
	await grantRole(all, { ...own, personId: ana.id }, later);
	await deactivate(all, ana.id, 'Left the ministry.', later);
	expect(await revokeRole(all, own, later)).toBe('last administrator');
	await letIn(all, ana.id, later);
	expect(await revokeRole(all, own, later)).toBeUndefined();
	expect(await revokeRole(all, { ...own, personId: ana.id }, later)).toBe('not theirs');
});

test('two administrators who take each other’s role at once leave one', async () => {
	const { tree, all, admin, ana } = await cast();
	const own = { personId: admin.id, role: 'administrator', organizationId: tree.root.id } as const;
	await grantRole(all, { ...own, personId: ana.id }, monday);
	const hers = reachOf({ id: ana.id, roles: [{ ...own, everywhere: true }] }, 'manage');
	await Promise.all([revokeRole(all, { ...own, personId: ana.id }, later), revokeRole(hers, own, later)]);
	const left = (await read().select().from(role)).filter((each) => each.role === 'administrator' && !each.endedAt);
	expect(left).toHaveLength(1);
});

test('who outranks whom: a role beyond one’s own, or one held elsewhere, is not theirs to take', async () => {
	const { tree, manager, other, admin, ana } = await cast();
	const all = [manager, other, admin, ana];
	const above = async (person: { id: string }) => Promise.all(all.map(({ id }) => outranks(person.id, id)));
	//                                 manager other admin ana
	expect(await above(manager)).toEqual([true, false, false, true]);
	expect(await above(other)).toEqual([false, true, false, true]);
	expect(await above(admin)).toEqual([true, true, true, true]);
	expect(await above(ana)).toEqual([false, false, false, true]);
	await giveRole(ana.id, 'facilitator', tree.chile.id, undefined, monday);
	expect(await outranks(manager.id, ana.id)).toBe(false);
});
