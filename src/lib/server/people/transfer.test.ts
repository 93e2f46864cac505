import { expect, test } from 'vitest';
import { read } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { addLearner } from '#server/learning/example.ts';
import { listActs, listActsAbout, listActsOf } from './act.ts';
import { findMember, listRoles } from './member.ts';
import { changeProfile, getPerson } from './person.ts';
import { giveRole } from './role.ts';
import { act } from './tables.ts';
import { plantTree, reachAs } from './testing.ts';
import { changeOfPlace, transfer } from './transfer.ts';
import { close } from './upkeep.ts';

useStore();

const monday = new Date('2026-11-02T08:00:00Z');
const tuesday = new Date('2026-11-03T08:00:00Z');

async function begin() {
	const tree = await plantTree(monday);
	const ana = await addLearner('Ana', monday, {
		...{ country: 'GT', language: 'es', organizationId: tree.harbor.id, institution: 'Harbor House (es)' }
	});
	const [manager, admin] = [await addLearner('Óscar', monday), await addLearner('Admin', monday)];
	return {
		...{ tree, ana, manager, admin },
		guatemala: await reachAs(manager.id, 'manager', tree.guatemala, monday),
		all: await reachAs(admin.id, 'administrator', tree.root, monday)
	};
}

test('somebody belongs to another institution from then on; their roles stay, and a saved profile moves nobody back', async () => {
	const { tree, ana, guatemala } = await begin();
	await giveRole(ana.id, 'facilitator', tree.harbor.id, undefined, monday);
	for (const now of [monday, tuesday]) expect(await transfer(guatemala, ana.id, tree.team.id, now)).toBeUndefined();
	expect(await getPerson(ana.id)).toMatchObject({
		organizationId: tree.team.id,
		institution: 'Court (es)',
		country: 'GT'
	});
	expect(await listRoles(ana.id)).toMatchObject([{ role: 'facilitator', organizationId: tree.harbor.id }]);
	await changeProfile(ana.id, { sector: 'health', institution: 'Court (es)', country: 'GT' });
	expect((await getPerson(ana.id)).organizationId).toBe(tree.team.id);
	// Those who manage the one and the other place both read of it, once each.
	const noted = (await read().select().from(act)).map(({ organizationId, details }) => [details.way, organizationId]);
	expect(noted.sort()).toEqual([
		['from', tree.harbor.id],
		['to', tree.team.id]
	]);
});

test('the country follows; what somebody wrote of a place that is not in the tree stays', async () => {
	const { tree, ana, all } = await begin();
	expect(await transfer(all, ana.id, tree.clinic.id, tuesday)).toBeUndefined();
	expect(await getPerson(ana.id)).toMatchObject({ country: 'CL', institution: 'Andes Clinic (es)' });
	expect(await transfer(all, ana.id, tree.guatemala.id, tuesday)).toBeUndefined();
	expect(await getPerson(ana.id)).toMatchObject({ country: 'GT', institution: null });
	await changeProfile(ana.id, { institution: 'My own practice' });
	await transfer(all, ana.id, tree.root.id, tuesday);
	expect(await getPerson(ana.id)).toMatchObject({ country: 'GT', institution: 'My own practice' });
});

test('nobody is moved out of another country, into another country, or into what is closed', async () => {
	const { tree, ana, guatemala, all } = await begin();
	const other = await addLearner('Luis', monday, { organizationId: tree.clinic.id });
	const before = [await getPerson(ana.id), await getPerson(other.id)];
	for (const [personId, to] of [
		[other.id, tree.harbor.id],
		[other.id, tree.clinic.id],
		[ana.id, tree.clinic.id],
		[ana.id, tree.root.id],
		[ana.id, 'nowhere'],
		['nobody', tree.harbor.id],
		['', '']
	] as const)
		expect(await transfer(guatemala, personId, to, tuesday)).toBe('not theirs');
	await close(all, tree.court.id, tuesday);
	for (const to of [tree.court.id, tree.team.id]) expect(await transfer(guatemala, ana.id, to, tuesday)).toBe('closed');
	expect([await getPerson(ana.id), await getPerson(other.id)]).toEqual(before);
});

test('those who managed somebody see no more of them once they are elsewhere, and what was done before stays in the log', async () => {
	const { tree, ana, guatemala, all } = await begin();
	expect(await findMember(guatemala, ana.id)).toMatchObject({ name: 'Ana' });
	await transfer(guatemala, ana.id, tree.court.id, monday);
	await transfer(all, ana.id, tree.clinic.id, tuesday);
	expect(await findMember(guatemala, ana.id)).toBeUndefined();
	const here = [tree.court.id, tree.harbor.id, tree.court.id].sort();
	const places = async (acts: ReturnType<typeof listActs>) => (await acts).map((each) => each.organization!.id).sort();
	expect(await places(listActs(guatemala, 1))).toEqual(here);
	expect(await places(listActs(guatemala, 1, tree.clinic.id))).toEqual([]);
	expect(await places(listActsAbout(guatemala, ana.id))).toEqual(here);
	expect(await places(listActsOf(ana.id))).toHaveLength(4);
	expect(await listActs(guatemala, 2)).toEqual([]);
});

test('what coming to a place changes depends on where it stands in the tree', async () => {
	const { tree } = await begin();
	expect(await changeOfPlace(undefined, tree.harbor.id)).toBe('comes');
	expect(await changeOfPlace(tree.root.id, tree.harbor.id)).toBe('comes');
	expect(await changeOfPlace(tree.court.id, tree.team.id)).toBe('comes');
	expect(await changeOfPlace(tree.court.id, tree.court.id)).toBe('stays');
	expect(await changeOfPlace(tree.court.id, tree.guatemala.id)).toBe('stays');
	expect(await changeOfPlace(tree.court.id, tree.harbor.id)).toBe('moves');
	expect(await changeOfPlace(tree.chile.id, tree.harbor.id)).toBe('moves');
});
