import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Practice } from '#server/content/course.ts';
import { read, write } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { enrollment } from '#server/learning/tables.ts';
import { addLearner, addPlace, getPlace, publishExample, stepOf } from '#server/learning/example.ts';
import { letter } from '#server/mail/tables.ts';
import type { Person } from '#server/people/person.ts';
import { person } from '#server/people/tables.ts';
import { findSubmissionFor, giveFeedback, listSubmissions } from './feedback.ts';
import { compareSubmission, findSubmission, forget, ownData, submitPractice } from './practice.ts';
import { comparison, feedback } from './tables.ts';

useStore();

const origin = 'https://puente.example.org';
const monday = new Date('2026-11-02T08:00:00Z');
const tuesday = new Date('2026-11-03T08:00:00Z');
const wednesday = new Date('2026-11-04T08:00:00Z');
const step = 'doors/map';
const levels = { file: 3, people: 4, doors: 2, words: 1 };
const whole = { begin: 'With the foreman.', weight: 'work', 'sides.work': '2' };
const everything = eq(enrollment.course, 'example');

async function begin(about: Partial<Person> = {}) {
	const course = await publishExample(monday);
	const [module, practice] = stepOf<Practice>(course, step);
	const ana = await addPlace('Ana', course, monday, about);
	const hand = async (answers: Record<string, string>, now: Date, place = ana) => {
		await submitPractice(place, module, practice, answers, 'en', now);
		return (await findSubmission(place.id, step))!.id;
	};
	const ines = { id: (await addLearner('Inés', monday)).id, name: 'Inés' };
	const give = async (id: string, note: string, now = tuesday, giver = ines, chosen: Record<string, number> = levels) =>
		giveFeedback((await findSubmissionFor(id, everything))!, practice, { levels: chosen, note }, giver, origin, now);
	return { course, module, practice, ana, ines, hand, give };
}

test('feedback stands beside the work, with who gave it, and a letter in the author’s language leads to it', async () => {
	const { ana, ines, hand, give } = await begin({ language: 'es', email: 'ana@example.org' });
	const id = await hand(whole, monday);
	expect(await give(id, 'Strong. Name one door more.')).toBe(true);
	const said = { by: 'Inés', givenBy: ines.id, levels, note: 'Strong. Name one door more.', givenAt: tuesday };
	expect((await findSubmission(ana.id, step))?.feedback).toMatchObject([said]);
	expect(await findSubmissionFor(id, everything)).toMatchObject({
		author: { id: ana.personId, name: 'Ana' },
		course: 'example',
		step,
		answers: whole,
		comparison: undefined,
		feedback: [said]
	});
	const letters = await read().select().from(letter);
	expect(letters).toMatchObject([
		{
			kind: 'practice-read',
			address: 'ana@example.org',
			language: 'es',
			link: `${origin}/es/courses/example/${step}#feedback`
		}
	]);
	expect(letters[0]!.subject).toContain('Una primera puerta');
	expect(letters[0]!.body).toContain('Inés');
	expect(letters[0]!.body).not.toContain('Strong');
});

test('a later one stands beside the earlier; the same sent twice is one, with one letter', async () => {
	const { ana, hand, give } = await begin();
	const id = await hand(whole, monday);
	const rosa = { id: (await addLearner('Rosa', monday)).id, name: 'Rosa' };
	const all = await Promise.all([give(id, 'Strong.'), give(id, 'Strong.'), give(id, 'Strong.', tuesday, rosa)]);
	expect(all.filter(Boolean)).toHaveLength(2);
	expect(await give(id, 'Strong.', wednesday)).toBe(false);
	expect(await give(id, 'Stronger.', wednesday)).toBe(true);
	expect(await give(id, 'Stronger.', wednesday, rosa, { ...levels, file: 4 })).toBe(true);
	expect(await read().select().from(feedback)).toHaveLength(4);
	expect(await read().select().from(letter)).toHaveLength(4);
	expect((await findSubmission(ana.id, step))?.feedback.map(({ givenAt }) => givenAt)).toEqual([
		wednesday,
		wednesday,
		tuesday,
		tuesday
	]);
});

test('feedback changes neither the author’s comparison nor what is done', async () => {
	const { course, module, practice, ana, hand, give } = await begin();
	const id = await hand(whole, monday);
	await give(id, 'Strong.');
	expect((await getPlace(ana.personId, 'example')).done.size).toBe(0);
	expect(await read().select().from(comparison)).toEqual([]);
	const own = { file: 1, people: 1, doors: 1, words: 1 };
	await compareSubmission(ana, course, module, practice, own, 'Ask her.', tuesday);
	await give(id, 'Stronger.', wednesday);
	expect((await findSubmission(ana.id, step))?.comparison).toMatchObject({ levels: own, note: 'Ask her.' });
	expect((await findSubmissionFor(id, everything))?.comparison).toMatchObject({ levels: own, note: 'Ask her.' });
});

test('every criterion gets a level from 1 to 4, and a note has its length', async () => {
	const { hand, give } = await begin();
	const id = await hand(whole, monday);
	const { file: _, ...three } = levels;
	for (const chosen of [{}, three, { ...levels, file: 0 }, { ...levels, file: 5 }, { ...levels, file: 2.5 }])
		await expect(give(id, '', tuesday, undefined, chosen)).rejects.toThrow(RangeError);
	await expect(give(id, 'x'.repeat(4001))).rejects.toThrow('4001 characters');
	expect(await read().select().from(feedback)).toEqual([]);
	await give(id, '', tuesday, undefined, { ...levels, stranger: 4 });
	expect(await read().select().from(feedback)).toMatchObject([{ levels, note: '' }]);
});

test('what was said of an earlier version is told from what was said of the last', async () => {
	const { ana, hand, give } = await begin();
	const first = await hand(whole, monday);
	await give(first, 'Name one door more.');
	const second = await hand({ ...whole, begin: 'With his sister.' }, wednesday);
	const last = (await findSubmission(ana.id, step))!;
	expect([last.id, last.answers.begin]).toEqual([second, 'With his sister.']);
	expect(last.feedback).toMatchObject([{ submissionId: first, note: 'Name one door more.' }]);
	expect((await findSubmissionFor(second, everything))?.feedback).toEqual([]);
	expect(await listSubmissions(everything)).toMatchObject([{ id: second, feedback: 0, versions: [second, first] }]);
});

test('the list holds what came last for each step, in the order it came, and only what may be asked for', async () => {
	const { course, ana, hand, give } = await begin();
	const luis = await addPlace('Luis', course, monday);
	const his = await hand({ begin: 'Luis writes.' }, monday, luis);
	const hers = await hand(whole, tuesday);
	await give(hers, 'Strong.');
	expect(await listSubmissions(everything)).toMatchObject([
		{ id: his, name: 'Luis', personId: luis.personId, course: 'example', step, submittedAt: monday, feedback: 0 },
		{ id: hers, name: 'Ana', edition: course.hash, submittedAt: tuesday, feedback: 1 }
	]);
	const onlyAna = eq(enrollment.personId, ana.personId);
	expect((await listSubmissions(onlyAna)).map(({ id }) => id)).toEqual([hers]);
	expect(await findSubmissionFor(his, onlyAna)).toBeUndefined();
	expect(await findSubmissionFor('nothing', everything)).toBeUndefined();
});

test('what an erased account handed in is read by nobody', async () => {
	const { ana, hand } = await begin();
	const id = await hand(whole, monday);
	await write((tx) => tx.update(person).set({ erasedAt: tuesday }).where(eq(person.id, ana.personId)));
	expect(await findSubmissionFor(id, everything)).toBeUndefined();
	expect(await listSubmissions(everything)).toEqual([]);
});

test('own data holds what one received and gave; forgetting somebody empties what was written about their work and by them', async () => {
	const { course, ana, ines, hand, give } = await begin();
	const luis = await addPlace('Luis', course, monday);
	await give(await hand(whole, monday), 'About Ana by Inés.');
	await give(await hand({ begin: 'Luis writes.' }, monday, luis), 'About Luis by Inés.');
	await give((await findSubmission(luis.id, step))!.id, 'About Luis by Ana.', tuesday, {
		id: ana.personId,
		name: 'Ana'
	});
	expect(await ownData(ana.personId)).toMatchObject({
		feedbackReceived: [{ step, levels, note: 'About Ana by Inés.', givenAt: tuesday }],
		feedbackGiven: [{ step, levels, note: 'About Luis by Ana.', givenAt: tuesday }]
	});
	expect((await ownData(ines.id)).feedbackReceived).toEqual([]);
	await forget(ana.personId);
	const notes = (await read().select().from(feedback)).map(({ note, levels: kept }) => [note, kept]);
	expect(notes.sort()).toEqual([
		['', levels],
		['', levels],
		['About Luis by Inés.', levels]
	]);
});
