import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '#server/db/id.ts';
import { read, write } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { confirmEmail, goOn, type Letter } from './letters.ts';
import {
	batchStates,
	countTroubledLetters,
	findLetter,
	forget,
	fullText,
	listLetters,
	listPosted,
	ownData,
	post,
	postAll,
	stateOf,
	tryAgain,
	wasPosted,
	type OutboxLetter
} from './outbox.ts';
import { letter } from './tables.ts';
import { hasDueLetters } from './transport.ts';

useStore();

const monday = new Date('2026-11-02T08:00:00Z');
const later = (minutes: number) => new Date(monday.getTime() + minutes * 60_000);
const ana = { id: 'ana', email: 'ana@example.org', language: 'es' };
const words: Letter = { kind: 'test', subject: 'Hola', body: 'Abra este enlace:\n\n{link}\n\nPuente' };
const all = () => read().select().from(letter).orderBy(letter.writtenAt);

/** Writes letters of every state, two of each. */
async function addOfEachState(): Promise<void> {
	const states: Partial<OutboxLetter>[] = [
		{ nextTryAt: monday },
		{ sentAt: monday },
		{ problem: 'refused' },
		{ takenAt: monday },
		{ nextTryAt: later(5), problem: 'refused for now' },
		{ sentAt: later(1), takenAt: monday },
		{ problem: 'refused', attempts: 7 },
		{ takenAt: later(1), attempts: 1 }
	];
	await write(async (tx) => {
		for (const [place, state] of states.entries())
			await tx.insert(letter).values({
				id: newId(),
				address: ana.email,
				language: 'es',
				...words,
				writtenAt: later(place),
				attempts: 0,
				...state
			});
	});
}

test('a letter waits in the outbox with all it says, and is due at once', async () => {
	await post(ana, words, monday, { link: 'https://puente.example.org/x' });
	expect(await all()).toMatchObject([
		{
			personId: 'ana',
			address: 'ana@example.org',
			language: 'es',
			kind: 'test',
			subject: 'Hola',
			body: words.body,
			link: 'https://puente.example.org/x',
			writtenAt: monday,
			nextTryAt: monday,
			sentAt: null,
			attempts: 0
		}
	]);
});

test('a letter is written together with what the surrounding work does, or not at all', async () => {
	const attempt = write(async () => {
		await post(ana, words, monday);
		throw new Error('thought better of it');
	});
	await expect(attempt).rejects.toThrow();
	expect(await all()).toEqual([]);
});

test('two letters with the same key are one, also when they come at once', async () => {
	expect(await wasPosted('reminder-1')).toBe(false);
	await Promise.all([1, 2, 3].map(() => post(ana, words, monday, { once: 'reminder-1' })));
	await post(ana, { ...words, subject: 'Otra' }, later(5), { once: 'reminder-1' });
	await post(ana, words, monday, { once: 'reminder-2' });
	await post(ana, words, monday);
	await post(ana, words, monday);
	expect(await wasPosted('reminder-1')).toBe(true);
	expect((await all()).map(({ once }) => once).sort()).toEqual([null, null, 'reminder-1', 'reminder-2'].sort());
	expect((await all()).every(({ subject }) => subject === 'Hola')).toBe(true);
});

test('the link stands in the text as long as it is known', () => {
	const body = 'Here: {link}. Again: {link}';
	expect(fullText({ body, link: 'https://x/$&' }, '…')).toBe('Here: https://x/$&. Again: https://x/$&');
	expect(fullText({ body, link: null }, '…')).toBe('Here: …. Again: …');
});

test('a letter says the name whole and the link once', () => {
	const { body } = confirmEmail('María José Peña-Durán', 'es');
	expect(body).toContain('María José Peña-Durán');
	expect(body.match(/\{link\}/g)).toHaveLength(1);
	expect(goOn('Ana', 'Curso', 'Paso', 'https://stop', 'en').body).toContain('https://stop');
});

test('the outbox is listed by state, newest first, and tells how many are troubled', async () => {
	await addOfEachState();
	for (const state of ['waiting', 'sent', 'failed', 'unclear'] as const) {
		const { letters, total } = await listLetters(1, state);
		expect(total, state).toBe(2);
		expect(letters.map(stateOf)).toEqual([state, state]);
		expect(letters[0]!.writtenAt.getTime()).toBeGreaterThan(letters[1]!.writtenAt.getTime());
	}
	expect((await listLetters(1)).total).toBe(8);
	expect(await countTroubledLetters()).toBe(4);
});

test('a page of the outbox holds fifty letters', async () => {
	await write(async () => {
		for (let place = 0; place < 53; place++) await post(ana, words, later(place));
	});
	const first = await listLetters(1);
	const second = await listLetters(2);
	expect([first.letters.length, second.letters.length, first.total]).toEqual([50, 3, 53]);
	expect(second.letters.at(-1)!.writtenAt).toEqual(monday);
	expect((await listLetters(3)).letters).toEqual([]);
});

test('somebody may have a letter tried again that failed or is unclear, and no other', async () => {
	await addOfEachState();
	const before = await all();
	for (const { id } of before) await tryAgain(id, later(100));
	await tryAgain('no-such-letter', later(100));
	for (const row of before) {
		const troubled = ['failed', 'unclear'].includes(stateOf(row));
		expect(await findLetter(row.id)).toEqual(
			troubled ? { ...row, nextTryAt: later(100), writtenAt: later(100), problem: null, attempts: 0 } : row
		);
	}
	expect(await countTroubledLetters()).toBe(0);
});

test('people get their letters with their own data, without what the links were, and all go when they do', async () => {
	await post(ana, words, monday, { link: 'https://puente.example.org/secret' });
	await post({ ...ana, id: 'luis' }, words, monday);
	await post({ email: 'somebody@example.org', language: 'en' }, words, monday);
	const own = await ownData('ana');
	expect(own).toEqual({
		letters: [{ address: ana.email, subject: 'Hola', body: words.body, writtenAt: monday, sentAt: null }]
	});
	expect(JSON.stringify(own)).not.toContain('secret');
	await forget('ana');
	expect((await all()).map(({ personId }) => personId).sort()).toEqual([null, 'luis'].sort());
});

test('a letter can wait for its first try until a day', async () => {
	await post(ana, words, monday, { notBefore: later(60), batch: 'reminder' });
	expect(await all()).toMatchObject([{ writtenAt: monday, nextTryAt: later(60), batch: 'reminder' }]);
	expect(await hasDueLetters(later(59))).toBe(false);
	expect(await hasDueLetters(later(60))).toBe(true);
});

test('many letters are written at once, each with its own, and one that was written before is not written again', async () => {
	const letters = Array.from({ length: 1203 }, (_, number) => ({
		to: { ...ana, email: `person${number}@example.org` },
		words,
		link: `https://puente.example.org/${number}`,
		once: `to-all:${number}`,
		batch: 'to-all'
	}));
	await post(ana, words, monday, { once: 'to-all:7' });
	await postAll(letters, later(1));
	await postAll(letters, later(2));
	const written = await all();
	expect(written).toHaveLength(1203);
	expect(written.find(({ once }) => once === 'to-all:7')).toMatchObject({ address: ana.email, writtenAt: monday });
	expect(written.find(({ once }) => once === 'to-all:1202')).toMatchObject({
		address: 'person1202@example.org',
		link: 'https://puente.example.org/1202'
	});
	await postAll([], later(3));
	expect(await all()).toHaveLength(1203);
	const asked = letters.map(({ once }) => once);
	expect(await listPosted([...asked, 'never'])).toEqual(new Set(asked));
});

test('a batch says how many of its letters went, wait, failed or are unclear', async () => {
	await addOfEachState();
	await write(async (tx) => {
		for (const [place, { id }] of (await tx.select().from(letter).orderBy(letter.writtenAt)).entries())
			await tx
				.update(letter)
				.set({ batch: place < 5 ? 'first' : 'second' })
				.where(eq(letter.id, id));
	});
	await post(ana, words, monday, { batch: 'another' });
	expect(Object.fromEntries(await batchStates(['first', 'second', 'empty']))).toEqual({
		first: { waiting: 2, sent: 1, failed: 1, unclear: 1 },
		second: { waiting: 0, sent: 1, failed: 1, unclear: 1 },
		empty: { waiting: 0, sent: 0, failed: 0, unclear: 0 }
	});
	expect(await batchStates([])).toEqual(new Map());
});
