import { desc } from 'drizzle-orm';
import { never } from '#server/db/expressions.ts';
import { read } from '#server/db/store.ts';
import { gatherRecord, selectRecord, type RecordEntry } from '#server/learning/record.ts';
import { fromRow, selectCredentials, type Credential } from './credential.ts';

/** What somebody has to show: their training record and their credentials, as `listRecord` and `listCredentials` tell them, in one question. */
export async function findHoldings(personId: string): Promise<{ record: RecordEntry[]; credentials: Credential[] }> {
	const db = read();
	const record = selectRecord(personId, db).as('record');
	const paper = selectCredentials(personId, db).as('paper');
	const rows = await db
		.select()
		.from(record)
		.fullJoin(paper, never)
		.orderBy(desc(record.doneAt), desc(record.id), record.topic, desc(paper.issuedAt));
	return {
		record: gatherRecord(rows.flatMap(({ record }) => record ?? [])),
		credentials: rows.flatMap(({ paper }) => (paper ? fromRow(paper) : []))
	};
}
