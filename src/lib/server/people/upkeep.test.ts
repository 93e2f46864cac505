import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { read } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { addLearner } from '#server/learning/example.ts';
import { findHome, listInstitutions, type Organization } from './organization.ts';
import { changeProfile, getPerson } from './person.ts';
import { takeRole } from './role.ts';
import { act, organization } from './tables.ts';
import { plantTree, reachAs } from './testing.ts';
import { addBelow, close, kindsBelow, rename, reopen } from './upkeep.ts';

useStore();

const monday = new Date('2026-11-02T08:00:00Z');
const tuesday = new Date('2026-11-03T08:00:00Z');
const named = (name: string) => ({ en: name, es: name });
const all = () => read().select().from(organization);
const acts = async () =>
	(await read().select().from(act).orderBy(act.id)).map(({ kind, organizationId }) => [kind, organizationId]);
const isAdded = (added: Organization | string): Organization => {
	if (typeof added === 'string') throw new Error(added);
	return added;
};

async function begin() {
	const tree = await plantTree(monday);
	const ana = await addLearner('Ana', monday, { organizationId: tree.guatemala.id });
	return { tree, ana, reach: await reachAs(ana.id, 'manager', tree.guatemala, monday) };
}

test('an institution is added below one’s country, belongs to that country, and it is noted', async () => {
	const { tree, ana, reach } = await begin();
	const added = isAdded(
		await addBelow(reach, tree.guatemala.id, { kind: 'institution', name: named('New House'), country: 'CL' }, tuesday)
	);
	expect(added).toMatchObject({ kind: 'institution', country: 'GT', parentId: tree.guatemala.id, createdAt: tuesday });
	expect(await acts()).toEqual([['organization-added', added.id]]);
	expect((await read().select().from(act))[0]).toMatchObject({ byId: ana.id, at: tuesday });
	const unit = isAdded(await addBelow(reach, added.id, { kind: 'unit', name: named('Ward') }, tuesday));
	expect(unit.country).toBe('GT');
});

test('nothing is added, renamed, closed or opened outside of one’s organizations', async () => {
	const { tree, reach } = await begin();
	const before = await all();
	const institution = { kind: 'institution' as const, name: named('Foreign') };
	for (const id of [tree.chile.id, tree.root.id, 'nowhere', '']) {
		expect(await addBelow(reach, id, institution, tuesday)).toBe('not theirs');
		expect(await rename(reach, id, named('Mine'), tuesday)).toBe('not theirs');
		expect(await close(reach, id, tuesday)).toBe('not theirs');
		expect(await reopen(reach, id, tuesday)).toBe('not theirs');
	}
	expect(await all()).toEqual(before);
	expect(await acts()).toEqual([]);
});

test('whoever lost the role meanwhile changes nothing any more', async () => {
	const { tree, ana, reach } = await begin();
	await takeRole(ana.id, 'manager', tree.guatemala.id, undefined, tuesday);
	expect(await rename(reach, tree.guatemala.id, named('Mine'), tuesday)).toBe('not theirs');
	expect(await addBelow(reach, tree.guatemala.id, { kind: 'institution', name: named('New') }, tuesday)).toBe(
		'not theirs'
	);
});

test('each kind stands below its own, so a tree is at most four deep and never goes in circles', async () => {
	const { tree } = await begin();
	const admin = await addLearner('Admin', monday);
	const reach = await reachAs(admin.id, 'administrator', tree.root, monday);
	const kinds = Object.keys(kindsBelow) as Organization['kind'][];
	const ids = { region: tree.root.id, country: tree.guatemala.id, institution: tree.court.id, team: tree.team.id };
	const unit = isAdded(await addBelow(reach, tree.court.id, { kind: 'unit', name: named('Unit') }, tuesday));
	for (const [above, id] of Object.entries({ ...ids, unit: unit.id }))
		for (const kind of kinds) {
			if (kindsBelow[above as Organization['kind']].includes(kind)) continue;
			const name = named(`${kind} below ${above}`);
			expect(await addBelow(reach, id, { kind, name, country: 'PE' }, tuesday), name.en).toBe('kind');
		}
	// Three hundred, each below the one before: the third is refused.
	let below = tree.chile.id;
	let depth = 0;
	for (; depth < 300; depth++) {
		const kind = kindsBelow[depth === 0 ? 'country' : 'institution'][0]!;
		const added = await addBelow(reach, below, { kind, name: named(`Level ${depth}`) }, tuesday);
		if (typeof added === 'string') break;
		below = added.id;
	}
	expect(depth).toBe(2);
});

test('a name stands once below one parent, however it is written, in either language', async () => {
	const { tree, reach } = await begin();
	const add = (en: string, es: string) =>
		addBelow(reach, tree.guatemala.id, { kind: 'institution', name: { en, es } }, tuesday);
	expect(await add('HARBOR  house', 'Otra cosa')).toBe('name');
	expect(await add('Something', 'Härbor House')).toBe('name');
	expect(await add('Harbor House (es)', 'Algo')).toBe('name');
	expect(await add('Andes Clinic', 'Andes Clinic')).toMatchObject({ kind: 'institution' });
	expect(await rename(reach, tree.harbor.id, named('court'), tuesday)).toBe('name');
	expect(await rename(reach, tree.harbor.id, { en: 'Harbor house', es: 'Casa Puerto' }, tuesday)).toBeUndefined();
});

test('the same name at once is added once', async () => {
	const { tree, reach } = await begin();
	const add = () => addBelow(reach, tree.guatemala.id, { kind: 'institution', name: named('Twin') }, tuesday);
	const answers = await Promise.all([add(), add(), add()]);
	expect(answers.filter((each) => each === 'name')).toHaveLength(2);
});

test('a country stands in the tree once, and only if it is one', async () => {
	const { tree } = await begin();
	const admin = await addLearner('Admin', monday);
	const reach = await reachAs(admin.id, 'administrator', tree.root, monday);
	const add = (country: string | undefined, name: string) =>
		addBelow(reach, tree.root.id, { kind: 'country', name: named(name), country }, tuesday);
	expect(await add('GT', 'Another Guatemala')).toBe('country');
	expect(await add('XX', 'Nowhere')).toBe('country');
	expect(await add(undefined, 'Nowhere')).toBe('country');
	expect(await add('PE', 'Peru')).toMatchObject({ country: 'PE' });
	expect(await add('PE', 'Perú de nuevo')).toBe('country');
});

test('renaming notes the former name, and the same name changes nothing', async () => {
	const { tree, reach } = await begin();
	await rename(reach, tree.harbor.id, { en: 'Port House', es: 'Casa Puerto' }, tuesday);
	await rename(reach, tree.harbor.id, { en: 'Port House', es: 'Casa Puerto' }, tuesday);
	expect(await read().select().from(act)).toMatchObject([
		{ kind: 'organization-renamed', details: { en: 'Harbor House', es: 'Harbor House (es)' } }
	]);
});

test('what is closed takes nobody new, nor does anything below it; its people stay', async () => {
	const { tree, reach } = await begin();
	const luis = await addLearner('Luis', monday, { country: 'GT', organizationId: tree.court.id, institution: 'Court' });
	expect(await close(reach, tree.guatemala.id, tuesday)).toBeUndefined();
	expect(await close(reach, tree.guatemala.id, tuesday)).toBeUndefined();
	expect((await acts()).map(([kind]) => kind)).toEqual(['organization-closed']);
	expect(await addBelow(reach, tree.court.id, { kind: 'unit', name: named('Ward') }, tuesday)).toBe('closed');
	expect(await findHome(read(), { country: 'GT', institution: 'Court' })).toBe(tree.root.id);
	expect(await listInstitutions('GT')).toEqual([]);
	expect((await getPerson(luis.id)).organizationId).toBe(tree.court.id);
});

test('what was closed opens again, and whoever waited for it comes to it', async () => {
	const { tree, reach } = await begin();
	const luis = await addLearner('Luis', monday, { country: 'GT' });
	await close(reach, tree.court.id, tuesday);
	await changeProfile(luis.id, { institution: 'Court' });
	expect((await getPerson(luis.id)).organizationId).toBe(tree.guatemala.id);
	expect(await reopen(reach, tree.court.id, tuesday)).toBeUndefined();
	expect((await getPerson(luis.id)).organizationId).toBe(tree.court.id);
	const [court] = await read().select().from(organization).where(eq(organization.id, tree.court.id));
	expect(court).toMatchObject({ closedAt: null, closedBy: null });
});

test('what stands below something closed does not open by itself', async () => {
	const { tree, reach } = await begin();
	await close(reach, tree.court.id, tuesday);
	await close(reach, tree.guatemala.id, tuesday);
	expect(await reopen(reach, tree.court.id, tuesday)).toBe('closed');
	expect(await reopen(reach, tree.guatemala.id, tuesday)).toBeUndefined();
	expect(await reopen(reach, tree.court.id, tuesday)).toBeUndefined();
});

test('the root stays open', async () => {
	const { tree } = await begin();
	const admin = await addLearner('Admin', monday);
	expect(await close(await reachAs(admin.id, 'administrator', tree.root, monday), tree.root.id, tuesday)).toBe('root');
});
