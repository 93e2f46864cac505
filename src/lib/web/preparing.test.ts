import { isHttpError, isRedirect } from '@sveltejs/kit';
import { beforeEach, expect, test } from 'vitest';
import type { Edition } from '#server/content/course.ts';
import { read, write } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { listForOccasion } from '#server/learning/assignment.ts';
import { addLearner, publishExample } from '#server/learning/example.ts';
import { letter } from '#server/mail/tables.ts';
import type { SignedIn } from '#server/people/session.ts';
import { addWorkshop, putOnList } from '#server/workshops/example-grid.ts';
import { mailing, workshop } from '#server/workshops/tables.ts';
import type { Workshop } from '#server/workshops/workshop.ts';
import { actions as letters, load as loadLetters } from '../../routes/workshops/[workshop]/letters/+page.server.ts';
import { actions as modules, load as loadModules } from '../../routes/workshops/[workshop]/modules/+page.server.ts';
import { speaking } from './language.ts';

useStore();

const sunday = new Date('2026-11-01T18:00:00Z');
const friday = new Date('2026-11-06T18:00:00Z');
let course: Edition;
let room: Workshop;
let ines: SignedIn;
let ana: string;

beforeEach(async () => {
	course = await publishExample(sunday);
	({ room, ines } = await addWorkshop([course], sunday));
	ana = (await addLearner('Ana', sunday)).id;
	await putOnList(room.id, ana, sunday);
});

type Fields = [name: string, value: string][];
const to = (choice: string, ...people: string[]): Fields => [
	['to', choice],
	...people.map((id): Fields[0] => ['person', id])
];
const doors: Fields = [['module', 'example/doors']];

function event(person: SignedIn, now: Date, fields?: Fields, query = '') {
	const url = new URL(`https://puente.example.org/workshops/${room.id}${query}`);
	const body = new URLSearchParams(fields);
	return {
		params: { workshop: room.id },
		locals: { person, now, language: 'en' as const, origin: url.origin },
		url,
		request: new Request(url, { method: 'POST', body }),
		cookies: { get: () => undefined }
	};
}

/** What an action answers: where it leads, with which status it refuses, or what it returns. */
async function send(action: unknown, fields: Fields, { person = ines, now = sunday } = {}): Promise<Answer> {
	try {
		const answer = (await speaking('en', () =>
			(action as (event: unknown) => Promise<unknown>)(event(person, now, fields))
		)) as { status?: number; data?: Answer['data'] };
		return { status: answer.status ?? 200, data: answer.data ?? (answer as Answer['data']) };
	} catch (thrown) {
		if (isRedirect(thrown)) return { status: thrown.status, to: thrown.location };
		if (isHttpError(thrown)) return { status: thrown.status };
		throw thrown;
	}
}
interface Answer {
	status: number;
	to?: string;
	data?: { typed?: Record<string, string[]>; faults?: Record<string, string>; letters?: { body: string }[] };
}
const look = (load: unknown, now = sunday, query = '') =>
	speaking('en', () => (load as (event: unknown) => Promise<Record<string, unknown>>)(event(ines, now, [], query)));

test('a wish that lacks something comes back with a sentence for each, and with all that was typed', async () => {
	const nothing = await send(modules.set, []);
	expect(nothing).toMatchObject({ status: 422 });
	expect(Object.keys(nothing.data!.faults!).sort()).toEqual(['dueOn', 'module', 'people']);
	const typed: Fields = [...doors, ...to('chosen'), ['dueOn', '2026-11-04']];
	const nobody = await send(modules.set, typed);
	expect(nobody.data!.typed).toEqual({ module: ['example/doors'], to: ['chosen'], dueOn: ['2026-11-04'] });
	expect(Object.keys(nobody.data!.faults!)).toEqual(['people']);
	for (const day of ['', 'tomorrow', '2026-02-30', '04/11/2026', '2026-11-04T00:00', '-1', '9'.repeat(5000)])
		expect((await send(modules.set, [...doors, ...to('everybody'), ['dueOn', day]])).data!.faults).toHaveProperty(
			'dueOn'
		);
	expect((await send(modules.set, [...doors, ...to('everyone'), ['dueOn', '2026-11-04']])).status).toBe(422);
	expect(
		(await send(modules.set, [...doors, ...to('everybody'), ['dueOn', '2026-10-31']])).data!.faults
	).toHaveProperty('dueOn');
	expect(await listForOccasion(room.id)).toEqual([]);
});

test('ids that a form was given by hand change nothing', async () => {
	const { id: stranger } = await addLearner('Stranger', sunday);
	const day: Fields = [['dueOn', '2026-11-04']];
	for (const fields of [
		[...doors, ...to('chosen', ana, stranger), ...day],
		[...doors, ['module', 'another/doors'] as Fields[0], ...to('everybody'), ...day],
		[['module', '__proto__'] as Fields[0], ...to('everybody'), ...day]
	])
		expect((await send(modules.set, fields)).status).toBe(422);
	for (const action of [modules.change, modules.withdraw])
		expect((await send(action, [...doors, ...to('chosen', stranger), ...day])).status).toBe(422);
	expect(await send(modules.later, [['person', stranger]])).toMatchObject({ status: 303 });
	expect(await listForOccasion(room.id)).toEqual([]);
});

test('what is set is told, also that it is after the workshop, and stands on the page', async () => {
	const wish = await send(modules.set, [...doors, ...to('everybody'), ['dueOn', '2026-11-05']]);
	expect(wish).toEqual({ status: 303, to: `/workshops/${room.id}/modules?news=set&count=1&after=` });
	const page = (await look(loadModules, sunday, '?news=set&count=1&module=example/doors')) as unknown as {
		modules: object[];
		chosen: object;
	};
	expect(page).toMatchObject({ news: 'set', newsCount: 1, suggestedDay: '2026-11-01', today: '2026-11-01' });
	expect(page.modules[1]).toMatchObject({ title: 'Doors', count: 1, firstDay: '2026-11-05', isAfter: true });
	expect(page.chosen).toMatchObject({ having: [{ id: ana, dueOn: '2026-11-05' }] });
	const moved = await send(modules.change, [...doors, ...to('everybody'), ['dueOn', '2026-11-04']]);
	expect(moved.to).toBe(`/workshops/${room.id}/modules?news=changed&count=1`);
	expect((await send(modules.withdraw, [...doors, ...to('chosen', ana)])).to).toContain('news=withdrawn&count=1');
	expect(await listForOccasion(room.id)).toEqual([]);
});

test('in a workshop that was cancelled nothing is set and nobody written to', async () => {
	await send(modules.set, [...doors, ...to('everybody'), ['dueOn', '2026-11-04']]);
	await write(async (tx) => {
		await tx.update(workshop).set({ cancelledAt: sunday, cancelledBy: ines.id, cancelReason: 'Storm' });
	});
	for (const action of Object.values(modules))
		expect((await send(action, [...doors, ...to('everybody'), ['dueOn', '2026-11-05']])).status).toBe(409);
	expect(await look(loadLetters, friday)).toMatchObject({ late: [], count: 0 });
});

test('whoever does not facilitate a workshop finds neither page nor form', async () => {
	const stranger = { ...ines, id: (await addLearner('Stranger', sunday)).id };
	for (const action of [...Object.values(modules), ...Object.values(letters)])
		expect(await send(action, [...doors, ...to('everybody'), ['dueOn', '2026-11-04']], { person: stranger })).toEqual({
			status: 404
		});
	const participant = { ...ines, id: ana };
	expect(await send(letters.send, [['note', '']], { person: participant })).toEqual({ status: 404 });
});

test('a letter that no longer holds is refused with what was written; sent twice, it leads to the one that went', async () => {
	await send(modules.set, [...doors, ...to('everybody'), ['dueOn', '2026-11-04']]);
	const seen = await look(loadLetters, friday);
	const wish = (note: string): Fields => [
		['note', note],
		['count', String(seen.count)],
		['fingerprint', String(seen.fingerprint)]
	];
	const preview = await send(letters.preview, wish('Hello {link}'), { now: friday });
	expect(preview.data!.letters![0]!.body).toContain('Inés writes:\n\nHello');
	for (const note of ['x'.repeat(1001), 'a\u0000b', '\u202Eevil'])
		expect((await send(letters.send, wish(note), { now: friday })).data!.faults).toHaveProperty('note');
	const luis = (await addLearner('Luis', sunday)).id;
	await putOnList(room.id, luis, sunday);
	await send(modules.set, [...doors, ...to('chosen', luis), ['dueOn', '2026-11-03']]);
	const refused = await send(letters.send, wish('My words'), { now: friday });
	expect(refused).toMatchObject({ status: 409, data: { typed: { note: ['My words'] } } });
	expect(await read().select().from(letter)).toEqual([]);

	const now = await look(loadLetters, friday);
	const holds: Fields = [
		['note', ''],
		['count', String(now.count)],
		['fingerprint', String(now.fingerprint)]
	];
	const [first, second] = [
		await send(letters.send, holds, { now: friday }),
		await send(letters.send, holds, { now: friday })
	];
	const [row] = await read().select().from(mailing);
	expect([first.to, second.to]).toEqual([
		`/workshops/${room.id}/letters?sent=${row!.id}`,
		`/workshops/${room.id}/letters?sent=${row!.id}&before=`
	]);
	expect(await read().select().from(letter)).toHaveLength(2);
	expect(await look(loadLetters, friday, `?sent=${row!.id}`)).toMatchObject({
		sent: { count: 2, isNew: true },
		isRecent: true,
		mailings: [{ kind: 'late', count: 2, letters: { waiting: 2 } }]
	});
	expect(await look(loadLetters, friday, '?sent=another')).toMatchObject({ sent: undefined });
});
