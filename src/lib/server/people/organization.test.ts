import { expect, test } from 'vitest';
import { read } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { addOrganization, findRootOrganization, listInstitutions, renameOrganization } from './organization.ts';
import { organization, organizationBelow } from './tables.ts';

useStore();

const monday = new Date('2026-11-02T08:00:00Z');
const tuesday = new Date('2026-11-03T08:00:00Z');
const named = (name: string) => ({ en: name, es: name });

test('an organization is below itself and everything above it', async () => {
	const region = await addOrganization({ kind: 'region', name: named('Region') }, monday);
	const country = await addOrganization(
		{ kind: 'country', name: named('Chile'), country: 'CL', parentId: region.id },
		monday
	);
	const clinic = await addOrganization(
		{ kind: 'institution', name: named('Clinic'), country: 'CL', parentId: country.id },
		monday
	);
	const pairs = (await read().select().from(organizationBelow)).map(({ organizationId, belowId }) => [
		organizationId,
		belowId
	]);
	const expected = [
		[region.id, region.id],
		[country.id, country.id],
		[clinic.id, clinic.id],
		[region.id, country.id],
		[region.id, clinic.id],
		[country.id, clinic.id]
	];
	expect(pairs).toHaveLength(expected.length);
	expect(pairs).toEqual(expect.arrayContaining(expected));
});

test('nothing hangs below an organization that does not exist', async () => {
	await expect(addOrganization({ kind: 'unit', name: named('Unit'), parentId: 'nowhere' }, monday)).rejects.toThrow();
	expect(await read().select().from(organization)).toEqual([]);
});

test('the root is the oldest organization with nothing above it', async () => {
	expect(await findRootOrganization()).toBeUndefined();
	const root = await addOrganization({ kind: 'region', name: named('Puente') }, monday);
	await addOrganization({ kind: 'country', name: named('Chile'), parentId: root.id }, monday);
	await addOrganization({ kind: 'region', name: named('Another') }, tuesday);
	expect(await findRootOrganization()).toEqual(root);
});

test('an organization gets another name, and no other does', async () => {
	const root = await addOrganization({ kind: 'region', name: named('Puente') }, monday);
	const country = await addOrganization({ kind: 'country', name: named('Chile'), parentId: root.id }, monday);
	await renameOrganization(root.id, { en: 'Ministry of Health', es: 'Ministerio de Salud' });
	expect((await findRootOrganization())!.name).toEqual({ en: 'Ministry of Health', es: 'Ministerio de Salud' });
	expect((await read().select().from(organization)).find(({ id }) => id === country.id)!.name).toEqual(named('Chile'));
});

test('institutions are listed by country, in the order of the Spanish alphabet', async () => {
	const root = await addOrganization({ kind: 'region', name: named('Puente') }, monday);
	for (const [name, country] of [
		['Ñandú', 'CL'],
		['Zarza', 'CL'],
		['Ópalo', 'CL'],
		['nube', 'CL'],
		['Harbor House', 'GT']
	] as const)
		await addOrganization({ kind: 'institution', name: named(name), country, parentId: root.id }, monday);
	expect((await listInstitutions('CL')).map(({ name }) => name.es)).toEqual(['nube', 'Ñandú', 'Ópalo', 'Zarza']);
	expect(await listInstitutions()).toHaveLength(5);
	expect(await listInstitutions('XX')).toEqual([]);
});
