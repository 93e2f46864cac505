import { expect, test } from 'vitest';
import type { Edition, Module, Practice } from '#server/content/course.ts';
import { read } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import type { Place } from '#server/learning/enrollment.ts';
import { addPlace, getPlace, publishExample, stepOf } from '#server/learning/example.ts';
import {
	compareSubmission,
	emptyFields,
	findDraft,
	findSubmission,
	names,
	ownData,
	saveDraft,
	submitPractice,
	writeAgain
} from './practice.ts';
import { comparison, submission } from './tables.ts';

useStore();

const monday = new Date('2026-11-02T08:00:00Z');
const tuesday = new Date('2026-11-03T08:00:00Z');
const wednesday = new Date('2026-11-04T08:00:00Z');
const step = 'doors/map';
const levels = { file: 3, people: 4, doors: 2, words: 1 };
const whole = { begin: 'With the foreman.', weight: 'work', 'sides.work': '2', 'sides.home': '0' };

async function begin(): Promise<{ course: Edition; place: Place; module: Module; practice: Practice }> {
	const course = await publishExample(monday);
	const [module, practice] = stepOf<Practice>(course, step);
	return { course, module, practice, place: await addPlace('Ana', course, monday) };
}

test('the inputs of a practice are its fields, and each row of its ratings', async () => {
	const { practice } = await begin();
	expect(names(practice)).toEqual(['begin', 'weight', 'sides.work', 'sides.home']);
});

test('a draft is kept and written over, with what belongs to the practice only', async () => {
	const { place, module, practice } = await begin();
	expect(await findDraft(place.id, step)).toBeUndefined();
	await saveDraft(place, module, practice, { begin: 'With', stranger: 'x', 'sides.nobody': '3' }, monday);
	await saveDraft(place, module, practice, { begin: ' With <b>Daniel</b>\n🙂 ', weight: '' }, tuesday);
	expect(await findDraft(place.id, step)).toEqual({
		answers: { begin: ' With <b>Daniel</b>\n🙂 ', weight: '' },
		savedAt: tuesday
	});
});

test('what is still empty is named; of ratings one is enough', async () => {
	const { practice } = await begin();
	expect(emptyFields(practice, {})).toEqual(['begin', 'weight', 'sides']);
	expect(emptyFields(practice, { begin: ' \n ', weight: 'work', 'sides.home': '0' })).toEqual(['begin']);
	expect(emptyFields(practice, whole)).toEqual([]);
});

test('handing in keeps the words as they are, and the draft has served', async () => {
	const { place, module, practice } = await begin();
	await saveDraft(place, module, practice, whole, monday);
	await submitPractice(place, module, practice, { ...whole, stranger: 'x' }, 'es', tuesday);
	expect(await findDraft(place.id, step)).toBeUndefined();
	expect(await findSubmission(place.id, step)).toMatchObject({ answers: whole, submittedAt: tuesday });
	expect((await findSubmission(place.id, step))?.comparison).toBeUndefined();
	expect(await read().select().from(submission)).toMatchObject([{ language: 'es', enrollmentId: place.id, step }]);
});

test('handing in alone does not complete the step', async () => {
	const { place, module, practice } = await begin();
	await submitPractice(place, module, practice, whole, 'en', monday);
	expect((await getPlace(place.personId, 'example')).done.size).toBe(0);
});

test('the same form sent twice is one submission, also at once', async () => {
	const { place, module, practice } = await begin();
	await Promise.all([1, 2, 3].map(() => submitPractice(place, module, practice, whole, 'en', monday)));
	const inAnotherOrder = Object.fromEntries(Object.entries(whole).reverse());
	await submitPractice(place, module, practice, inAnotherOrder, 'en', tuesday);
	expect(await read().select().from(submission)).toHaveLength(1);
});

test('holding it against the rubric completes the step', async () => {
	const { course, place, module, practice } = await begin();
	await submitPractice(place, module, practice, whole, 'en', monday);
	expect(await compareSubmission(place, course, module, practice, levels, 'Next time: ask her.', tuesday)).toBe(true);
	expect((await findSubmission(place.id, step))?.comparison).toMatchObject({
		levels,
		note: 'Next time: ask her.',
		comparedAt: tuesday
	});
	expect([...(await getPlace(place.personId, 'example')).done]).toEqual([[step, tuesday]]);
});

test('comparing twice keeps the later view; the step was done the first time', async () => {
	const { course, place, module, practice } = await begin();
	await submitPractice(place, module, practice, whole, 'en', monday);
	await compareSubmission(place, course, module, practice, levels, '', monday);
	await compareSubmission(place, course, module, practice, { ...levels, words: 4 }, 'Better.', tuesday);
	expect(await read().select().from(comparison)).toMatchObject([{ levels: { ...levels, words: 4 }, note: 'Better.' }]);
	expect((await getPlace(place.personId, 'example')).done.get(step)).toEqual(monday);
});

test('without a submission there is nothing to compare', async () => {
	const { course, place, module, practice } = await begin();
	await saveDraft(place, module, practice, whole, monday);
	expect(await compareSubmission(place, course, module, practice, levels, '', monday)).toBe(false);
	expect((await getPlace(place.personId, 'example')).done.size).toBe(0);
	expect(await read().select().from(comparison)).toEqual([]);
});

test('one may write again: the first submission and its comparison stay, the better one is a new one', async () => {
	const { course, place, module, practice } = await begin();
	await submitPractice(place, module, practice, whole, 'en', monday);
	await compareSubmission(place, course, module, practice, levels, '', monday);
	await writeAgain(place, module, practice, tuesday);
	expect(await findDraft(place.id, step)).toEqual({ answers: whole, savedAt: tuesday });

	const better = { ...whole, begin: 'With his sister.' };
	await submitPractice(place, module, practice, better, 'en', wednesday);
	const last = await findSubmission(place.id, step);
	expect([last?.answers, last?.comparison]).toEqual([better, undefined]);
	expect(await read().select().from(submission)).toHaveLength(2);
	expect(await read().select().from(comparison)).toHaveLength(1);
	expect((await getPlace(place.personId, 'example')).done.get(step)).toEqual(monday);
	await compareSubmission(place, course, module, practice, levels, '', wednesday);
	expect((await findSubmission(place.id, step))?.comparison).toBeDefined();
});

test('writing again without having handed anything in changes nothing', async () => {
	const { place, module, practice } = await begin();
	await writeAgain(place, module, practice, monday);
	expect(await findDraft(place.id, step)).toBeUndefined();
});

test('drafts and submissions are everybody’s own', async () => {
	const { course, place, module, practice } = await begin();
	const luis = await addPlace('Luis', course, monday);
	await saveDraft(place, module, practice, { begin: 'Ana writes.' }, monday);
	await submitPractice(place, module, practice, whole, 'en', monday);
	await saveDraft(place, module, practice, { begin: 'Ana writes again.' }, monday);
	expect(await findDraft(luis.id, step)).toBeUndefined();
	expect(await findSubmission(luis.id, step)).toBeUndefined();
	expect(await compareSubmission(luis, course, module, practice, levels, '', monday)).toBe(false);
	await submitPractice(luis, module, practice, { begin: 'Luis writes.' }, 'es', tuesday);
	expect((await findDraft(place.id, step))?.answers).toEqual({ begin: 'Ana writes again.' });
	expect((await findSubmission(place.id, step))?.answers).toEqual(whole);
	expect((await ownData(luis.personId)).submissions).toMatchObject([{ answers: { begin: 'Luis writes.' } }]);
});

test('a comparison and the step it completes are one piece of work', async () => {
	const { course, place, module, practice } = await begin();
	await submitPractice(place, module, practice, whole, 'en', monday);
	const another = { ...course, hash: 'ffffffffffffffff' };
	await expect(compareSubmission(place, another, module, practice, levels, '', monday)).rejects.toThrow('edition');
	expect(await read().select().from(comparison)).toEqual([]);
});
