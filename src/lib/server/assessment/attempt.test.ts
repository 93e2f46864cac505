import { expect, test } from 'vitest';
import type { Edition, Module, Quiz } from '#server/content/course.ts';
import { publish } from '#server/content/edition.ts';
import { read } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { rightAnswer } from '#server/demo/answers.ts';
import type { Place } from '#server/learning/enrollment.ts';
import { addPlace, compileExample, getPlace, publishExample, stepOf } from '#server/learning/example.ts';
import { handIn, keepAnswers, listAttempts, quizStanding, type Answers } from './attempt.ts';
import { withEveryKind } from './example.ts';
import { attempt, response } from './tables.ts';

useStore();

const monday = new Date('2026-11-02T08:00:00Z');
const minutesLater = (minutes: number) => new Date(monday.getTime() + minutes * 60_000);

async function begin(): Promise<{ course: Edition; place: Place; module: Module; quiz: Quiz }> {
	const course = await publishExample(monday);
	const [module, quiz] = stepOf<Quiz>(course, 'doors/check');
	return { course, module, quiz, place: await addPlace('Ana', course, monday) };
}

const right = (quiz: Quiz): Answers => Object.fromEntries(quiz.items.map((item) => [item.id, rightAnswer(item)]));
const wrong = (quiz: Quiz): Answers => Object.fromEntries(quiz.items.map(({ id }) => [id, ['nothing']]));
const tries = (place: Place, step = 'doors/check') => listAttempts(place.id, step);

test('answers are kept as they are given, one after the other', async () => {
	const { place, module, quiz } = await begin();
	expect(await keepAnswers(place, module, quiz, { 'check-1': ['a'] }, monday)).toBe(true);
	expect(await keepAnswers(place, module, quiz, { 'check-2': ['c'] }, minutesLater(1))).toBe(true);
	expect(await keepAnswers(place, module, quiz, { 'check-1': ['b'] }, minutesLater(2))).toBe(true);
	expect(await tries(place)).toMatchObject([{ number: 1, answers: { 'check-1': ['b'], 'check-2': ['c'] } }]);
	expect((await tries(place))[0]?.score).toBeUndefined();
});

test('answers that come at once are all kept, in one try', async () => {
	const { place, module, quiz } = await begin();
	await Promise.all(quiz.items.map(({ id }) => keepAnswers(place, module, quiz, { [id]: ['b'] }, monday)));
	const found = await tries(place);
	expect(found).toHaveLength(1);
	expect(Object.keys(found[0]!.answers).sort()).toEqual(quiz.items.map(({ id }) => id).sort());
});

test('words are kept letter by letter, whatever they are', async () => {
	const course = withEveryKind(await compileExample());
	await publish(course, monday);
	const place = await addPlace('Ana', course, monday);
	const [module, quiz] = stepOf<Quiz>(course, 'doors/check');
	const written = [' <script>alert("ñ")</script> 🙂\n"quoted" \\ %s \' ; DROP TABLE person; -- مرحبا'];
	await keepAnswers(place, module, quiz, { short: written, several: ['d', 'a'] }, monday);
	expect((await tries(place))[0]?.answers).toEqual({ short: written, several: ['d', 'a'] });
});

test('answers to items that are not in the quiz are ignored', async () => {
	const { place, module, quiz } = await begin();
	const strange = { 'bank-1': ['a'], 'no-such-item': ['a'], constructor: ['a'], 'check-1': ['a'] };
	await keepAnswers(place, module, quiz, strange, monday);
	expect(await read().select().from(response)).toMatchObject([{ item: 'check-1' }]);
	await handIn(place, (await begin()).course, module, quiz, { ...strange, ...right(quiz) }, monday);
	expect((await read().select().from(response)).map(({ item }) => item).sort()).toEqual(
		quiz.items.map(({ id }) => id).sort()
	);
});

test('handing in marks what was kept before together with what comes along', async () => {
	const { course, place, module, quiz } = await begin();
	const answers = right(quiz);
	await keepAnswers(place, module, quiz, { 'check-1': answers['check-1']!, 'check-2': ['nothing'] }, monday);
	const { 'check-1': _kept, ...rest } = answers;
	expect(await handIn(place, course, module, quiz, rest, minutesLater(5))).toEqual({
		outcome: 'marked',
		score: 100,
		passed: true
	});
	expect(await tries(place)).toMatchObject([{ number: 1, score: 100, submittedAt: minutesLater(5), answers }]);
	const scores = (await read().select().from(response)).map(({ score }) => score);
	expect(scores).toEqual(quiz.items.map(() => 100));
});

test('a pass completes the step, a fail does not', async () => {
	const { course, place, module, quiz } = await begin();
	const half = { ...wrong(quiz), 'check-1': right(quiz)['check-1']! };
	expect(await handIn(place, course, module, quiz, half, monday)).toEqual({
		outcome: 'marked',
		score: 17,
		passed: false
	});
	expect((await getPlace(place.personId, 'example')).done.size).toBe(0);
	await handIn(place, course, module, quiz, right(quiz), minutesLater(10));
	expect([...(await getPlace(place.personId, 'example')).done]).toEqual([['doors/check', minutesLater(10)]]);
});

test('open items are named, and what was answered stays kept', async () => {
	const { course, place, module, quiz } = await begin();
	const two = { 'check-1': ['a'], 'check-4': ['b'], 'check-5': [''], 'check-6': [] };
	expect(await handIn(place, course, module, quiz, two, monday)).toEqual({
		outcome: 'open items',
		items: ['check-2', 'check-3', 'check-5', 'check-6']
	});
	expect(await tries(place)).toMatchObject([{ number: 1, answers: { 'check-1': ['a'], 'check-4': ['b'] } }]);
	expect((await tries(place))[0]?.submittedAt).toBeUndefined();
	expect(await handIn(place, course, module, quiz, right(quiz), minutesLater(1))).toMatchObject({ score: 100 });
	expect(await tries(place)).toHaveLength(1);
});

test('after a try that failed one waits, to the minute', async () => {
	const { course, place, module, quiz } = await begin();
	await handIn(place, course, module, quiz, wrong(quiz), monday);
	const early = minutesLater(9.99);
	expect(quizStanding(quiz, await tries(place), early)).toMatchObject({ may: 'wait', until: minutesLater(10) });
	expect(await handIn(place, course, module, quiz, right(quiz), early)).toEqual({ outcome: 'closed' });
	expect(await keepAnswers(place, module, quiz, right(quiz), early)).toBe(false);
	expect(await tries(place)).toHaveLength(1);

	expect(quizStanding(quiz, await tries(place), minutesLater(10))).toMatchObject({ may: 'answer', number: 2 });
	expect(await handIn(place, course, module, quiz, right(quiz), minutesLater(10))).toMatchObject({ passed: true });
	expect((await tries(place)).map(({ number, score }) => [number, score])).toEqual([
		[2, 100],
		[1, 0]
	]);
});

test('another try begins empty', async () => {
	const { course, place, module, quiz } = await begin();
	await handIn(place, course, module, quiz, wrong(quiz), monday);
	await keepAnswers(place, module, quiz, { 'check-1': ['a'] }, minutesLater(11));
	const standing = quizStanding(quiz, await tries(place), minutesLater(11));
	expect(standing).toMatchObject({
		may: 'answer',
		number: 2,
		open: { answers: { 'check-1': ['a'] } },
		last: { number: 1 }
	});
});

test('the try that passed counts: there is no other after it', async () => {
	const { course, place, module, quiz } = await begin();
	await handIn(place, course, module, quiz, right(quiz), monday);
	const later = minutesLater(100);
	expect(await handIn(place, course, module, quiz, wrong(quiz), later)).toEqual({ outcome: 'closed' });
	expect(await keepAnswers(place, module, quiz, wrong(quiz), later)).toBe(false);
	expect(quizStanding(quiz, await tries(place), later)).toMatchObject({ may: 'go on', last: { score: 100 } });
	expect(await tries(place)).toMatchObject([{ answers: right(quiz) }]);
});

test('of several tries the one that passed is shown, though others came later', () => {
	const quiz = { pass: 70, wait: 10 } as Quiz;
	const made = (number: number, score: number) => ({
		id: String(number),
		number,
		score,
		submittedAt: minutesLater(number * 20),
		answers: {}
	});
	const standing = quizStanding(quiz, [made(3, 40), made(2, 90), made(1, 60)], minutesLater(61));
	expect(standing).toMatchObject({ may: 'go on', last: { number: 2 } });
});

test('a try that was handed in takes no answers any more', async () => {
	const { course, place, module, quiz } = await begin();
	await handIn(place, course, module, quiz, wrong(quiz), monday);
	await keepAnswers(place, module, quiz, right(quiz), minutesLater(1));
	expect((await tries(place))[0]).toMatchObject({ score: 0, answers: wrong(quiz) });
});

test('handing in twice at once is one try', async () => {
	const { course, place, module, quiz } = await begin();
	const outcomes = await Promise.all(
		Array.from({ length: 6 }, () => handIn(place, course, module, quiz, wrong(quiz), monday))
	);
	expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual([
		'closed',
		'closed',
		'closed',
		'closed',
		'closed',
		'marked'
	]);
	expect(await read().select().from(attempt)).toHaveLength(1);
});

test('keeping and handing in at once loses no mark', async () => {
	const { course, place, module, quiz } = await begin();
	const [handed] = await Promise.all([
		handIn(place, course, module, quiz, right(quiz), monday),
		...quiz.items.map(({ id }) => keepAnswers(place, module, quiz, { [id]: ['nothing'] }, monday))
	]);
	const found = await read().select().from(attempt);
	expect(found).toHaveLength(1);
	expect(found[0]?.score).toBe(handed.outcome === 'marked' ? handed.score : undefined);
	expect((await tries(place))[0]?.answers).toEqual(right(quiz));
});

test('a test without a pass mark takes gaps, is marked, and is done', async () => {
	const { course, place } = await begin();
	const [module, pre] = stepOf<Quiz>(course, 'before/pre');
	const answers = right(pre);
	const [first, second, third] = pre.items.map(({ id }) => id);
	const some = { [first!]: answers[first!]!, [second!]: answers[second!]!, [third!]: ['nothing'] };
	expect(await handIn(place, course, module, pre, some, monday)).toEqual({
		outcome: 'marked',
		score: 33,
		passed: true
	});
	expect((await getPlace(place.personId, 'example')).done.has('before/pre')).toBe(true);
	expect(await handIn(place, course, module, pre, answers, minutesLater(1))).toEqual({ outcome: 'closed' });
	expect((await tries(place, 'before/pre'))[0]?.answers).toEqual(some);
});

test('an empty test without a pass mark can be handed in too', async () => {
	const { course, place } = await begin();
	const [module, pre] = stepOf<Quiz>(course, 'before/pre');
	expect(await handIn(place, course, module, pre, {}, monday)).toEqual({ outcome: 'marked', score: 0, passed: true });
});

test('tries are everybody’s own', async () => {
	const { course, place, module, quiz } = await begin();
	const luis = await addPlace('Luis', course, monday);
	await keepAnswers(place, module, quiz, { 'check-1': ['a'] }, monday);
	expect(await tries(luis)).toEqual([]);
	await handIn(luis, course, module, quiz, right(quiz), monday);
	expect((await getPlace(place.personId, 'example')).done.size).toBe(0);
	expect(await tries(place)).toMatchObject([{ answers: { 'check-1': ['a'] } }]);
});
