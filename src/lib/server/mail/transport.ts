import { and, asc, eq, gte, isNotNull, lte } from 'drizzle-orm';
import { Readable } from 'node:stream';
import nodemailer from 'nodemailer';
import { read, write } from '#server/db/store.ts';
import { fullText, type OutboxLetter } from './outbox.ts';
import { letter } from './tables.ts';

const minute = 60_000;
/** How long to wait after each failure, in minutes. After the last one a letter counts as failed. */
const waits = [1, 5, 30, 120, 360, 720];
/** Letters older than this are not sent any more: their links have run out. */
const tooOld = 7 * 24 * 60 * minute;

/** Hands one letter to a mail server. Rejects when it did not take it, and with `MayHaveArrived` when nobody knows. */
export type Send = (mail: { id: string; to: string; subject: string; text: string; language: string }) => Promise<void>;

/** The line broke after the text was handed over and before the server said what became of it. */
export class MayHaveArrived extends Error {}

/** The way out through `SMTP_URL`, or nothing where none is set: then letters stay in the outbox to be read there. */
export function smtp(url = process.env.SMTP_URL, from = process.env.MAIL_FROM): Send | undefined {
	if (!url) return undefined;
	return async ({ id, to, subject, text, language }) => {
		let handedOver = false;
		// A server that keeps silent holds up all other letters, so it is not waited for long.
		const patience = { connectionTimeout: minute / 4, greetingTimeout: minute / 4, socketTimeout: minute };
		const transport = nodemailer.createTransport({ url, ...patience }, { from: from ?? 'Puente <puente@localhost>' });
		transport.use('stream', ({ message }, done) => {
			// The text is read when the server is ready to take it, not before.
			message.processFunc((whole) => Readable.from(noted(whole, () => (handedOver = true))));
			done();
		});
		try {
			await transport.sendMail({
				// One address, whatever it contains.
				to: { name: '', address: to },
				subject,
				text,
				messageId: `<${id}@puente>`,
				headers: { 'Content-Language': language, 'Auto-Submitted': 'auto-generated' }
			});
		} catch (error) {
			const answered = (error as { responseCode?: number }).responseCode !== undefined;
			throw handedOver && !answered ? new MayHaveArrived(String(error), { cause: error }) : error;
		}
	};
}

async function* noted(whole: Readable, begin: () => void): AsyncGenerator<Buffer> {
	begin();
	yield* whole as AsyncIterable<Buffer>;
}

/**
 * Sends what is due and says how many went. A letter that was refused is tried again later; one whose fate is unclear because the line or this process broke at
 * the wrong moment is left for a person to decide, so that nobody gets it twice.
 */
export async function sendDue(send: Send, now: Date): Promise<number> {
	let sent = 0;
	const due = await read()
		.select({ id: letter.id })
		.from(letter)
		.where(isDue(now))
		.orderBy(asc(letter.nextTryAt))
		.limit(100);
	for (const { id } of due) {
		const row = await take(id, now);
		if (!row) continue;
		const outcome = await attempt(send, row, now);
		if (outcome?.sentAt) sent += 1;
		// Outside of the attempt: a letter that went and whose going can't be noted must not be tried again.
		if (outcome) await settle(id, outcome);
	}
	return sent;
}

/** What to note of a try; nothing where its outcome is unclear. */
async function attempt(send: Send, row: OutboxLetter, now: Date): Promise<Partial<OutboxLetter> | undefined> {
	const { id, address: to, subject, language } = row;
	try {
		await send({ id, to, subject, text: fullText(row, '…'), language });
		return { sentAt: now, link: null };
	} catch (error) {
		if (error instanceof MayHaveArrived) return undefined;
		const wait = waits[row.attempts];
		return {
			attempts: row.attempts + 1,
			nextTryAt: wait === undefined ? null : new Date(now.getTime() + wait * minute),
			problem: String(error).slice(0, 500)
		};
	}
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
async function take(id: string, now: Date): Promise<OutboxLetter | undefined> {
	const [taken] = await write((tx) =>
		tx
			.update(letter)
			.set({ takenAt: now, nextTryAt: null, problem: null })
			.where(and(eq(letter.id, id), isDue(now)))
			.returning()
	);
	return taken;
}

async function settle(id: string, outcome: Partial<OutboxLetter>): Promise<void> {
	await write(async (tx) => {
		await tx.update(letter).set(outcome).where(eq(letter.id, id));
	});
}
