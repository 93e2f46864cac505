/** Writes one organization after the other until it is killed, and prints each id once the write was answered. */
import { writeSync } from 'node:fs';
import { openStore } from '#server/db/store.ts';
import { addOrganization } from '#server/people/organization.ts';

await openStore();
const now = new Date('2026-11-02T08:00:00Z');
const root = await addOrganization({ kind: 'region', name: { en: 'Root', es: 'Raíz' } }, now);
for (;;) {
	const { id } = await addOrganization({ kind: 'unit', name: { en: 'Unit', es: 'Unidad' }, parentId: root.id }, now);
	// Nothing is left in a buffer when this process is killed in the next moment.
	writeSync(1, `${id}\n`);
}
