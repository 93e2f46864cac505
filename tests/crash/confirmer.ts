/** Confirms a list of people, as the facilitator with an id, and says when it begins and when it is done. Parameters: workshop, list, person. */
import { writeSync } from 'node:fs';
import { closeStore, openStore, read } from '#server/db/store.ts';
import { getPerson } from '#server/people/person.ts';
import { role } from '#server/people/tables.ts';
import { confirmList, seenAs } from '#server/workshops/list/confirming.ts';
import { findList } from '#server/workshops/list/draft.ts';
import { getWorkshop } from '#server/workshops/workshop.ts';

const [workshopId = '', listId = '', personId = ''] = process.argv.slice(2);
await openStore();
const workshop = await getWorkshop(workshopId);
const list = (await findList(workshopId, listId))!;
const { id, name, email, language, timeZone } = await getPerson(personId);
const roles = (await read().select().from(role)).map((held) => ({ ...held, everywhere: false }));
const by = { id, name, email: email!, language, timeZone, roles };
writeSync(1, 'begins\n');
await confirmList(
	workshop,
	listId,
	{ by, seen: seenAs(list), invite: 'https://puente.example' },
	new Date('2026-11-02T15:00:00Z')
);
writeSync(1, 'done\n');
await closeStore();
