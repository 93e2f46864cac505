import { expect, test } from 'vitest';
import { useStore } from '#server/db/testing.ts';
import { addLearner } from '#server/learning/example.ts';
import { listActs, listActsAbout, listActsOf, noteAct } from './act.ts';
import { reachOf } from './reach.ts';
import { plantTree, reachAs } from './testing.ts';

useStore();

const monday = new Date('2026-11-02T08:00:00Z');
const later = (minutes: number) => new Date(monday.getTime() + minutes * 60_000);

async function begin() {
	const tree = await plantTree(monday);
	const [manager, ana] = [await addLearner('Óscar', monday), await addLearner('Ana', monday)];
	return { tree, manager, ana, reach: await reachAs(manager.id, 'manager', tree.guatemala, monday) };
}

test('acts are read newest first, fifty a page and one more, within the reach only', async () => {
	const { tree, manager, reach } = await begin();
	for (let minute = 0; minute < 60; minute++) {
		const organizationId = (minute % 2 ? tree.court : tree.guatemala).id;
		await noteAct({ kind: 'organization-opened', byId: manager.id, organizationId }, later(minute));
	}
	await noteAct({ kind: 'organization-opened', byId: manager.id, organizationId: tree.chile.id }, later(99));
	const times = async (page: number, only?: string) =>
		(await listActs(reach, page, only)).map(({ at }) => (at.getTime() - monday.getTime()) / 60_000);
	expect(await times(1)).toEqual(Array.from({ length: 51 }, (_, place) => 59 - place));
	expect(await times(2)).toEqual(Array.from({ length: 10 }, (_, place) => 9 - place));
	expect(await times(3)).toEqual([]);
	expect(await times(1, tree.court.id)).toHaveLength(30);
	expect(await times(1, tree.chile.id)).toEqual([]);
	expect(await listActs(reachOf({ id: manager.id, roles: [] }, 'manage'), 1)).toEqual([]);
});

test('an act names who did what to whom and where, for those concerned', async () => {
	const { tree, manager, ana, reach } = await begin();
	const given = { kind: 'role-given', byId: manager.id, personId: ana.id, details: { role: 'examiner' } } as const;
	await noteAct({ ...given, organizationId: tree.court.id }, monday);
	await noteAct({ ...given, organizationId: tree.clinic.id }, later(1));
	expect(await listActsAbout(reach, ana.id)).toMatchObject([
		{
			kind: 'role-given',
			at: monday,
			by: { id: manager.id, name: 'Óscar' },
			person: { id: ana.id, name: 'Ana' },
			organization: { id: tree.court.id, name: tree.court.name },
			details: { role: 'examiner' }
		}
	]);
	// They themselves read all of it, wherever it was done; nobody else's is among it.
	for (const { id } of [ana, manager]) expect(await listActsOf(id)).toHaveLength(2);
	expect(await listActsOf((await addLearner('Luis', monday)).id)).toEqual([]);
});
