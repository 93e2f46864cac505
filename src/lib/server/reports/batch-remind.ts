import { eq } from 'drizzle-orm';
import { reminder } from '#server/mail/letters.ts';
import { postAll } from '#server/mail/outbox.ts';
import { takeBackLetters } from '#server/mail/take-back.ts';
import type { Reach } from '#server/people/reach.ts';
import { organization } from '#server/people/tables.ts';
import { createStopTokens } from '#server/people/token.ts';
import type { Batch } from './batch.ts';
import type { Context } from './carry-out.ts';
import type { Included } from './preview.ts';

/** How long a reminder to many waits before it leaves, so that it can be taken back, in minutes. */
export const minutesToTakeBack = 10;

/** Writes a letter to each of these people that asks them to go on with what they have begun. */
export async function remindMany(
	{ id, change }: Batch,
	people: Included[],
	_reach: Reach,
	{ tx, now, origin }: Context
): Promise<Record<string, string>> {
	const ids = people.map((each) => each.id);
	const [among] = await tx.select().from(organization).where(eq(organization.id, change.among!));
	const secrets = await createStopTokens(ids, now);
	const notBefore = new Date(now.getTime() + minutesToTakeBack * 60_000);
	const letters = people.map(({ id: personId, name, email, language }) => {
		const pages = language === 'es' ? `${origin}/es` : origin;
		const stop = `${pages}/stop-reminders/${secrets.get(personId)}`;
		return {
			to: { id: personId, email: email!, language },
			words: reminder(name, among?.name[language] ?? '', stop, language),
			...{ link: `${pages}/home`, once: `batch:${id}:${personId}`, batch: id, notBefore }
		};
	});
	await postAll(letters, now);
	return Object.fromEntries(ids.map((each) => [each, '']));
}

/** Takes back those of a batch's letters that did not leave yet. */
export async function takeBack({ id }: Batch): Promise<number> {
	return takeBackLetters(id);
}
