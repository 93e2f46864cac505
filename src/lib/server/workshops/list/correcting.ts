import { eq } from 'drizzle-orm';
import { write } from '#server/db/store.ts';
import { participantList } from '../tables.ts';
import { joinable, type Field, type Mapping } from './field.ts';
import { findList } from './draft.ts';
import { limits } from './limits.ts';
import { clean } from './reading.ts';

/** What a row of a draft shall say instead, by its number. */
export interface Correction {
	row: number;
	name: string;
	email: string;
}

/** Writes names and addresses into rows of a draft, where its columns have them or beside them. Rows that are not there, and lists that were confirmed, stay as they are. */
export async function correctRows(workshopId: string, id: string, corrections: Correction[]): Promise<void> {
	await write(async (tx) => {
		const list = await findList(workshopId, id, tx);
		if (!list || list.confirmedAt) return;
		const mapping = [...list.mapping];
		const rows = list.rows.map((row) => [...row]);
		for (const { row, name, email } of corrections) {
			const cells = rows[row - 1];
			if (!cells || row <= list.headings) continue;
			put(cells, mapping, mapping.includes('firstName') ? 'firstName' : 'name', name);
			put(cells, mapping, 'email', email);
		}
		await tx.update(participantList).set({ rows, mapping }).where(eq(participantList.id, id));
	});
}

// Writes a field's cell; the whole name stands in the first of its columns. A field without a column gets one of its own at the end.
function put(cells: string[], mapping: Mapping, field: Field, words: string): void {
	const value = clean(words).slice(0, limits.cell);
	if (!mapping.includes(field) && value) mapping.push(field);
	for (const [column, held] of mapping.entries())
		if (joinable.includes(field) && held && joinable.includes(held)) cells[column] = '';
	const place = mapping.indexOf(field);
	if (place >= 0) cells[place] = value;
	// A row may be shorter than others.
	for (let column = 0; column < place; column++) cells[column] ??= '';
}
