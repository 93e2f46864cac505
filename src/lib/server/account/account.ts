import * as practice from '#server/assessment/practice.ts';
import * as credential from '#server/certification/credential.ts';
import { write } from '#server/db/store.ts';
import * as record from '#server/learning/record.ts';
import * as outbox from '#server/mail/outbox.ts';
import * as person from '#server/people/person.ts';
import * as reports from '#server/reports/own-data.ts';
import * as workshops from '#server/workshops/own-data.ts';

/** Everything that Puente knows of a person, noun by noun, for them to keep. Secrets (password, links) are not part of it. */
export async function ownData(personId: string): Promise<Record<string, unknown>> {
	return {
		...(await person.ownData(personId)),
		learning: await record.ownData(personId),
		assessment: await practice.ownData(personId),
		workshops: await workshops.ownData(personId),
		batches: await reports.ownData(personId),
		...(await credential.ownData(personId)),
		...(await outbox.ownData(personId))
	};
}

/** Erases an account: who the person is and what they wrote is gone, at once and for good. Papers that were issued can still be verified, and numbers stay true. */
export async function eraseAccount(personId: string, now: Date): Promise<void> {
	await write(async () => {
		await outbox.forget(personId);
		await practice.forget(personId);
		// Lists are searched for an address that the last line forgets.
		await workshops.forget(personId, now);
		await credential.forget(personId);
		await reports.forget(personId);
		await person.forget(personId, now);
	});
}
