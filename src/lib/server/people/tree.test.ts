import { expect, test } from 'vitest';
import { statementCount } from '#server/db/statements.ts';
import { useStore } from '#server/db/testing.ts';
import { addLearner } from '#server/learning/example.ts';
import { forget } from './person.ts';
import { reachOf } from './reach.ts';
import { plantTree, reachAs } from './testing.ts';
import { listCountedTree, listTree, pathTo } from './tree.ts';
import { close } from './upkeep.ts';

useStore();

const monday = new Date('2026-11-02T08:00:00Z');

test('the tree within a reach counts who belongs to each place, and to all below it', async () => {
	const tree = await plantTree(monday);
	const ana = await addLearner('Ana', monday, { organizationId: tree.guatemala.id });
	for (const { id } of [tree.court, tree.court, tree.team, tree.clinic])
		await addLearner('Somebody', monday, { organizationId: id });
	const gone = await addLearner('Gone', monday, { organizationId: tree.court.id });
	await forget(gone.id, monday);
	const shown = async (role: 'root' | 'guatemala') =>
		(await listCountedTree(await reachAs(ana.id, 'manager', tree[role], monday), 'en')).map(
			({ name, depth, people, peopleInAll }) => [name.en, depth, people, peopleInAll]
		);
	expect(await shown('guatemala')).toEqual([
		['Guatemala', 0, 1, 4],
		['Court', 1, 2, 3],
		['Court team', 2, 1, 1],
		['Harbor House', 1, 0, 0]
	]);
	expect((await shown('root')).map(([name, depth, , inAll]) => [name, depth, inAll])).toEqual([
		['Network', 0, 5],
		['Chile', 1, 1],
		['Andes Clinic', 2, 1],
		['Guatemala', 1, 4],
		['Court', 2, 3],
		['Court team', 3, 1],
		['Harbor House', 2, 0]
	]);
});

test('two places apart are both shown, and one within the other is shown once', async () => {
	const tree = await plantTree(monday);
	const roles = [tree.chile, tree.court, tree.guatemala].map(({ id }) => ({
		role: 'manager' as const,
		organizationId: id,
		everywhere: false
	}));
	const shown = await listTree(reachOf({ id: 'somebody', roles }, 'manage'), 'es');
	expect(shown.map(({ name, depth }) => [name.en, depth])).toEqual([
		['Chile', 0],
		['Andes Clinic', 1],
		['Guatemala', 0],
		['Court', 1],
		['Court team', 2],
		['Harbor House', 1]
	]);
	expect(pathTo(tree.team.id, shown).map(({ id }) => id)).toEqual([tree.guatemala.id, tree.court.id, tree.team.id]);
	expect(pathTo('nowhere', shown)).toEqual([]);
	expect(await listTree(reachOf({ id: 'somebody', roles: [] }, 'manage'), 'en')).toEqual([]);
});

test('what stands below something closed takes nobody, even where that is beyond the reach', async () => {
	const tree = await plantTree(monday);
	const admin = await addLearner('Admin', monday);
	const ana = await addLearner('Ana', monday);
	await close(await reachAs(admin.id, 'administrator', tree.root, monday), tree.guatemala.id, monday);
	const [court, team] = await listTree(await reachAs(ana.id, 'manager', tree.court, monday), 'en');
	for (const each of [court, team]) expect(each).toMatchObject({ isClosed: false, takesNobody: true });
});

test('the tree is one statement, and counting its people another, however much is in it', async () => {
	const tree = await plantTree(monday);
	const ana = await addLearner('Ana', monday);
	const reach = await reachAs(ana.id, 'manager', tree.root, monday);
	const before = statementCount();
	await listTree(reach, 'en');
	expect(statementCount() - before).toBe(1);
	await listCountedTree(reach, 'en');
	expect(statementCount() - before).toBe(3);
});
