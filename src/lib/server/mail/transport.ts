import { and, asc, eq, gte, isNotNull, lte } from 'drizzle-orm';
import nodemailer from 'nodemailer';
import { read, write } from '#server/db/store.ts';
import { fullText, type OutboxLetter } from './outbox.ts';
import { letter } from './tables.ts';

const minute = 60_000;
/** How long to wait after each failure, in minutes. After the last one a letter counts as failed. */
const waits = [1, 5, 30, 120, 360, 720];
/** Letters older than this are not sent any more: their links have run out. */
const tooOld = 7 * 24 * 60 * minute;

/** Hands one letter to a mail server. Rejects when it did not take it. */
export type Send = (mail: { id: string; to: string; subject: string; text: string; language: string }) => Promise<void>;

/** The way out through `SMTP_URL`, or nothing where none is set: then letters stay in the outbox to be read there. */
export function smtp(url = process.env.SMTP_URL, from = process.env.MAIL_FROM): Send | undefined {
	if (!url) return undefined;
	const transport = nodemailer.createTransport(url, { from: from ?? 'Puente <puente@localhost>' });
	return async ({ id, to, subject, text, language }) => {
		await transport.sendMail({
			to,
			subject,
			text,
			messageId: `<${id}@puente>`,
			headers: { 'Content-Language': language, 'Auto-Submitted': 'auto-generated' }
		});
	};
}

/**
 * Sends what is due and says how many went. A letter that was refused is tried again later; one whose fate is unclear because the line or this process broke at
 * the wrong moment is left for a person to decide, so that nobody gets it twice.
 */
export async function sendDue(send: Send, now: Date): Promise<number> {
	let sent = 0;
	const due = await read().select().from(letter).where(isDue(now)).orderBy(asc(letter.nextTryAt)).limit(100);
	for (const row of due) {
		if (!(await take(row, now))) continue;
		try {
			await send({
				id: row.id,
				to: row.address,
				subject: row.subject,
				text: fullText(row, '…'),
				language: row.language
			});
			sent += 1;
			await settle(row.id, { sentAt: now, link: null });
		} catch (error) {
			if (mayHaveArrived(error)) continue;
			const wait = waits[row.attempts];
			await settle(row.id, {
				attempts: row.attempts + 1,
				nextTryAt: wait === undefined ? null : new Date(now.getTime() + wait * minute),
				problem: error instanceof Error ? error.message.slice(0, 500) : 'unknown'
			});
		}
	}
	return sent;
}

/** Whether any letter is due. */
export async function hasDueLetters(now: Date): Promise<boolean> {
	const found = await read().select({ id: letter.id }).from(letter).where(isDue(now)).limit(1);
	return found.length > 0;
}

function isDue(now: Date) {
	return and(
		isNotNull(letter.nextTryAt),
		lte(letter.nextTryAt, now),
		gte(letter.writtenAt, new Date(now.getTime() - tooOld))
	);
}

// Only one sender gets a letter: whoever takes its next try away.
async function take(row: OutboxLetter, now: Date): Promise<boolean> {
	const taken = await write((tx) =>
		tx
			.update(letter)
			.set({ takenAt: now, nextTryAt: null, problem: null })
			.where(and(eq(letter.id, row.id), isNotNull(letter.nextTryAt)))
			.returning({ id: letter.id })
	);
	return taken.length === 1;
}

async function settle(id: string, outcome: Partial<OutboxLetter>): Promise<void> {
	await write(async (tx) => {
		await tx.update(letter).set(outcome).where(eq(letter.id, id));
	});
}

// The whole text had been handed over and the server's word is missing.
function mayHaveArrived(error: unknown): boolean {
	const { command, responseCode } = error as { command?: string; responseCode?: number };
	return command === 'DATA' && responseCode === undefined;
}
