import { simpleParser, type ParsedMail } from 'mailparser';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { read, write } from '#server/db/store.ts';
import { command, kind, useStore } from '#server/db/testing.ts';
import { certificateIssued, confirmEmail, type Letter } from './letters.ts';
import { post, stateOf, tryAgain } from './outbox.ts';
import { letter } from './tables.ts';
import { hasDueLetters, MayHaveArrived, sendDue, smtp, type Send } from './transport.ts';

useStore();

const monday = new Date('2026-11-02T08:00:00Z');
const minutesLater = (minutes: number) => new Date(monday.getTime() + minutes * 60_000);
const daysLater = (days: number) => minutesLater(days * 24 * 60);
const ana = { id: 'ana', email: 'ana@example.org', language: 'es' };
const words: Letter = { kind: 'test', subject: 'Hola', body: 'Abra este enlace:\n\n{link}\n\nPuente' };
const link = 'https://puente.example.org/es/confirm/secret';
const letters = () => read().select().from(letter).orderBy(letter.writtenAt);
const states = async () => (await letters()).map(stateOf);

const open: SMTPServer[] = [];
afterEach(async () => {
	await Promise.all(open.splice(0).map((server) => new Promise<void>((resolve) => server.close(resolve))));
});

/** A mail server in this process, on a free port: its address and what it took. */
async function serve(
	options: SMTPServerOptions = {}
): Promise<{ url: string; took: ParsedMail[]; server: SMTPServer }> {
	const took: ParsedMail[] = [];
	const server = new SMTPServer({
		disabledCommands: ['STARTTLS', 'AUTH'],
		logger: false,
		closeTimeout: 100,
		onData(stream, _session, done) {
			simpleParser(stream).then((mail) => {
				took.push(mail);
				done();
			}, done);
		},
		...options
	});
	server.on('error', () => undefined);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	open.push(server);
	return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, took, server };
}

const refusal = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

test('without an address of a mail server there is no way out', () => {
	expect(smtp('')).toBeUndefined();
	expect(smtp(undefined)).toBeUndefined();
});

test('a letter goes out whole: accents, links, long lines, and who it is from', async () => {
	const { url, took } = await serve();
	const name = 'María José Peña-Durán Gonçalves 🌉 العربية';
	await post(ana, confirmEmail(name, 'es'), monday, { link });
	await post(ana, certificateIssued(name, `Integración ${'muy '.repeat(400)}larga`, 'es'), minutesLater(1), { link });
	expect(await sendDue(smtp(url, 'Puente <no-reply@puente.example.org>')!, minutesLater(2))).toBe(2);

	const rows = await letters();
	expect(took).toHaveLength(2);
	for (const [place, mail] of took.entries()) {
		const row = rows[place]!;
		expect(mail.subject).toBe(row.subject);
		expect(mail.text!.trimEnd()).toBe(row.body.replaceAll('{link}', link).trimEnd());
		expect(mail.text).toContain(name);
		expect(mail.to).toMatchObject({ text: 'ana@example.org' });
		expect(mail.from!.text).toContain('no-reply@puente.example.org');
		expect(mail.messageId).toBe(`<${row.id}@puente>`);
		expect(mail.headers.get('content-language')).toBe('es');
		expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
		expect(mail.html).toBeFalsy();
	}
});

test('the link is forgotten once its letter has gone, and not before', async () => {
	const { url } = await serve();
	await post(ana, words, monday, { link });
	expect(await letters()).toMatchObject([{ link }]);
	await sendDue(smtp(url)!, minutesLater(1));
	expect(await letters()).toMatchObject([{ link: null, sentAt: minutesLater(1), nextTryAt: null, problem: null }]);
});

test('each letter goes once, however many send at once', async () => {
	const { url, took } = await serve();
	for (let place = 0; place < 12; place++)
		await post(ana, { ...words, subject: `Hola ${place}` }, minutesLater(place), {});
	const send = smtp(url)!;
	const sent = await Promise.all([1, 2, 3].map(() => sendDue(send, minutesLater(60))));
	expect(sent.reduce((sum, each) => sum + each, 0)).toBe(12);
	expect(new Set(took.map(({ subject }) => subject)).size).toBe(12);
	expect(took).toHaveLength(12);
	expect(await sendDue(send, minutesLater(120))).toBe(0);
});

test('a letter that a server refuses for now is tried again after 1, 5, 30, 120, 360 and 720 minutes, then has failed', async () => {
	let asked = 0;
	const { url, took } = await serve({
		onRcptTo(_address, _session, done) {
			asked += 1;
			done(refusal(450, 'Mailbox busy, come back later'));
		}
	});
	const send = smtp(url)!;
	await post(ana, words, monday, { link });
	let at = 0;
	for (const wait of [1, 5, 30, 120, 360, 720]) {
		expect(await sendDue(send, minutesLater(at))).toBe(0);
		expect(await letters()).toMatchObject([{ nextTryAt: minutesLater(at + wait), link }]);
		expect((await letters())[0]!.problem).toContain('come back later');
		expect(await states()).toEqual(['waiting']);
		expect(await hasDueLetters(minutesLater(at + wait - 0.1))).toBe(false);
		await sendDue(send, minutesLater(at + wait - 0.1));
		at += wait;
		expect(await hasDueLetters(minutesLater(at))).toBe(true);
	}
	await sendDue(send, minutesLater(at));
	expect(asked).toBe(7);
	expect(took).toEqual([]);
	expect(await states()).toEqual(['failed']);
	expect(await sendDue(send, daysLater(5))).toBe(0);
	expect(asked).toBe(7);
});

test('a refused letter is not tried sooner because another sender had it in hand', async () => {
	for (const place of [0, 1]) await post(ana, words, minutesLater(place));
	const tried: string[] = [];
	const refuse: Send = async ({ id }) => {
		tried.push(id);
		throw refusal(451, 'not now');
	};
	// The second sender goes through all that is due while the first has its first letter in hand.
	let others: Promise<unknown> | undefined;
	await sendDue(async (mail) => {
		others ??= sendDue(refuse, minutesLater(2));
		await others;
		return refuse(mail);
	}, minutesLater(2));
	expect(tried).toHaveLength(2);
	expect((await letters()).map(({ attempts }) => attempts)).toEqual([1, 1]);
});

test('a letter refused once goes at the next try, and its problem is forgotten', async () => {
	let tries = 0;
	const { url, took } = await serve({
		onMailFrom(_address, _session, done) {
			tries += 1;
			done(tries === 1 ? refusal(421, 'busy') : undefined);
		}
	});
	await post(ana, words, monday, { link });
	expect(await sendDue(smtp(url)!, monday)).toBe(0);
	expect(await sendDue(smtp(url)!, minutesLater(1))).toBe(1);
	expect(took).toHaveLength(1);
	expect(await letters()).toMatchObject([{ problem: null, sentAt: minutesLater(1) }]);
});

test('a refusal after the whole text is a refusal, and tried again', async () => {
	const { url } = await serve({
		onData(stream, _session, done) {
			stream.resume();
			stream.once('end', () => done(refusal(452, 'no room')));
		}
	});
	await post(ana, words, monday);
	expect(await sendDue(smtp(url)!, monday)).toBe(0);
	expect(await letters()).toMatchObject([{ nextTryAt: minutesLater(1), attempts: 1 }]);
});

test('where no server answers, letters wait', async () => {
	const { url, server } = await serve();
	await new Promise<void>((resolve) => server.close(resolve));
	await post(ana, words, monday);
	expect(await sendDue(smtp(url)!, monday)).toBe(0);
	expect(await states()).toEqual(['waiting']);
	expect((await letters())[0]!.problem).toBeTruthy();
});

test('where the line breaks before the text was handed over, the letter waits', async () => {
	const { url, server } = await serve({
		onRcptTo() {
			for (const connection of server.connections) connection._socket.destroy();
		}
	});
	await post(ana, words, monday);
	expect(await sendDue(smtp(url)!, monday)).toBe(0);
	expect(await states()).toEqual(['waiting']);
});

test('where the line breaks after the text was handed over, the letter is unclear and not sent again by itself', async () => {
	let handedOver = 0;
	const { url, server } = await serve({
		onData(stream) {
			stream.resume();
			stream.once('end', () => {
				handedOver += 1;
				for (const connection of server.connections) connection._socket.destroy();
			});
		}
	});
	await post(ana, words, monday, { link });
	const send = smtp(url)!;
	expect(await sendDue(send, monday)).toBe(0);
	expect(await states()).toEqual(['unclear']);
	expect(await letters()).toMatchObject([{ takenAt: monday, link }]);
	for (const minutes of [1, 10, 100, 1000, 5000]) await sendDue(send, minutesLater(minutes));
	expect(handedOver).toBe(1);

	// Somebody looks into it and decides.
	const [row] = await letters();
	await tryAgain(row!.id, daysLater(4));
	expect(await hasDueLetters(daysLater(4))).toBe(true);
});

test('a letter that went but whose going could not be noted is unclear, and not sent again', async () => {
	await post(ana, words, monday);
	const went: string[] = [];
	await write((tx) =>
		command(
			kind === 'sqlite'
				? `CREATE TRIGGER forbidden BEFORE UPDATE ON letter WHEN NEW.sent_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'forbidden'); END`
				: 'ALTER TABLE letter ADD CONSTRAINT forbidden CHECK (sent_at IS NULL)',
			tx
		)
	);
	await expect(sendDue(async ({ id }) => void went.push(id), monday)).rejects.toThrow();
	await write((tx) =>
		command(kind === 'sqlite' ? 'DROP TRIGGER forbidden' : 'ALTER TABLE letter DROP CONSTRAINT forbidden', tx)
	);
	expect(await states()).toEqual(['unclear']);
	await sendDue(async ({ id }) => void went.push(id), daysLater(1));
	expect(went).toHaveLength(1);
});

test('one unclear or refused letter holds up no other', async () => {
	for (let place = 0; place < 3; place++)
		await post({ ...ana, id: `${place}` }, { ...words, subject: `${place}` }, minutesLater(place));
	const send: Send = async ({ subject }) => {
		if (subject === '0') throw new MayHaveArrived('cut off');
		if (subject === '1') throw refusal(550, 'no such mailbox');
	};
	expect(await sendDue(send, minutesLater(5))).toBe(1);
	expect(await states()).toEqual(['unclear', 'waiting', 'sent']);
});

test('letters older than a week are not sent any more', async () => {
	const { url, took } = await serve();
	await post(ana, words, monday);
	await post(ana, words, daysLater(1));
	expect(await sendDue(smtp(url)!, daysLater(7.5))).toBe(1);
	expect(took).toHaveLength(1);
	expect(await hasDueLetters(daysLater(7.5))).toBe(false);
	expect((await letters()).map(({ sentAt }) => sentAt)).toEqual([null, daysLater(7.5)]);
});

test('an address in which somebody hides a second one reaches nobody else', async () => {
	const recipients: string[] = [];
	const { url } = await serve({
		onRcptTo(address, _session, done) {
			recipients.push(address.address);
			done();
		}
	});
	await post({ ...ana, email: 'ana@example.org, luis@example.org' }, words, monday);
	await sendDue(smtp(url)!, monday);
	expect(recipients).not.toContain('luis@example.org');
});
