import { expect, test } from 'vitest';
import type { Item } from '#server/content/item.ts';
import { rightAnswer } from '#server/demo/answers.ts';
import { everyKind, matching, numerical, several, short, single, trueFalse } from './example.ts';
import { markItem, totalScore } from './marking.ts';
import { rightLetter } from './order.ts';

const score = (item: Item, ...answer: string[]) => markItem(item, answer).score;
const feedback = (item: Item, ...answer: string[]) => markItem(item, answer).feedback.map(({ en }) => en);
const pair = (left: string, right: string) => `${left}:${rightLetter(matching, right)}`;

test('one right answer earns everything, another nothing, and never less', () => {
	expect([score(single, 'b'), score(single, 'a'), score(single, 'c'), score(single)]).toEqual([100, 0, 0, 0]);
	expect(feedback(single, 'c')).toEqual(['Nobody walks through it.']);
	expect(feedback(single)).toEqual([]);
});

test('where one answer is right, sending several earns only what the first is worth', () => {
	expect(score(single, 'a', 'b', 'c')).toBe(0);
	expect(score(single, 'b', 'a')).toBe(100);
	expect(feedback(single, 'a', 'b')).toEqual(['Waiting closes doors.']);
});

test('several right answers add up, and wrong ones take away, down to nothing', () => {
	expect(score(several, 'a', 'c', 'd')).toBe(100);
	expect(score(several, 'a')).toBe(50);
	expect(score(several, 'c', 'd')).toBe(50);
	expect(score(several, 'a', 'b')).toBe(10);
	expect(score(several, 'a', 'b', 'c', 'd')).toBe(60);
	expect(score(several, 'b')).toBe(0);
	expect(score(several, 'a', 'b', 'c', 'd', 'e')).toBe(0);
	expect(score(several)).toBe(0);
});

test('the same option sent twice counts once', () => {
	expect(score(several, 'a', 'a', 'a')).toBe(50);
	expect(feedback(several, 'a', 'a')).toEqual(['Feedback on A.']);
});

test('each option that was chosen gives its feedback', () => {
	expect(feedback(several, 'd', 'b')).toEqual(['Feedback on B.', 'Feedback on D.']);
});

test('three times a third is a hundred', () => {
	const thirds = {
		...several,
		options: several.options.slice(0, 3).map((option) => ({ ...option, weight: 33.33333 }))
	};
	expect([score(thirds, 'a'), score(thirds, 'a', 'b'), score(thirds, 'a', 'b', 'c')]).toEqual([33, 67, 100]);
});

test('true is told from false, and from anything else', () => {
	expect([score(trueFalse, 'true'), score(trueFalse, 'false'), score(trueFalse, 'TRUE'), score(trueFalse)]).toEqual([
		100, 0, 0, 0
	]);
	const falseIsRight = { ...trueFalse, answer: false };
	expect([score(falseIsRight, 'false'), score(falseIsRight, 'true')]).toEqual([100, 0]);
	expect(feedback(trueFalse, 'true')).toEqual(['So it is.', 'Relapse is not the end.']);
	expect(feedback(trueFalse, 'false')).toEqual(['Look again.', 'Relapse is not the end.']);
});

test('of three pairs each earns a third', () => {
	expect(score(matching, pair('a', 'a'), pair('b', 'b'), pair('c', 'c'))).toBe(100);
	expect(score(matching, pair('a', 'a'), pair('b', 'c'), pair('c', 'b'))).toBe(33);
	expect(score(matching, pair('c', 'c'), pair('a', 'a'))).toBe(67);
	expect(score(matching, pair('a', 'b'), pair('b', 'c'), pair('c', 'a'))).toBe(0);
	expect(score(matching)).toBe(0);
});

test('a left part takes one right part: sending all of them earns only what the first is worth', () => {
	const everyPair = ['a', 'b', 'c'].flatMap((left) => ['a', 'b', 'c'].map((right) => pair(left, right)));
	expect(score(matching, ...everyPair)).toBe(33);
});

test('a word counts whatever its capitals, accents and spaces, in any language of the course', () => {
	for (const written of ['recuperación', 'RECUPERACION', ' Recuperacio\u0301n  ', 'recovery', 'Recovery'])
		expect(score(short, written)).toBe(100);
	expect([score(short, 'recaida'), score(short, 'Relapse')]).toEqual([50, 50]);
	for (const written of ['', ' ', 'recover', 'recuperación total', '*', 'toString'])
		expect(score(short, written)).toBe(0);
	expect(feedback(short, 'relapse')).toEqual(['Half the way.']);
	expect(feedback(short, 'nothing')).toEqual([]);
});

test('spaces inside a phrase count as one', () => {
	const phrase = { ...short, answers: [{ text: { en: 'social capital', es: 'capital social' }, weight: 100 }] };
	expect([score(phrase, 'Social   capital'), score(phrase, 'social\ncapital'), score(phrase, 'socialcapital')]).toEqual(
		[100, 100, 0]
	);
});

test('a number counts within its range, both ends included, with a point or a comma', () => {
	for (const written of ['7', ' 7 ', '6.5', '6,5', '7.5', '7,50', '7.0', '+7', '0007'])
		expect(score(numerical, written)).toBe(100);
	for (const written of ['5', '9', '6,49', '8.9']) expect(score(numerical, written)).toBe(50);
	for (const written of [
		'4.99',
		'9,01',
		'-7',
		'0',
		'70',
		'7 o 8',
		'seven',
		'7%',
		'',
		' ',
		',',
		'1,2,3',
		'Infinity',
		'-1e999',
		'NaN'
	])
		expect(score(numerical, written)).toBe(0);
	expect(feedback(numerical, '8')).toEqual(['Nearly.']);
});

test('the ends of a range are its author’s, not those of binary arithmetic', () => {
	const tenth = { ...numerical, answers: [{ low: 0.7 - 0.1, high: 0.7 + 0.1, weight: 100 }] };
	expect([score(tenth, '0.8'), score(tenth, '0.6'), score(tenth, '0.81'), score(tenth, '0.59')]).toEqual([
		100, 100, 0, 0
	]);
});

test('an exact number has a range of nothing', () => {
	const exact = { ...numerical, answers: [{ low: 12, high: 12, weight: 100 }] };
	expect([score(exact, '12'), score(exact, '12,0'), score(exact, '12.01'), score(exact, '11.99')]).toEqual([
		100, 100, 0, 0
	]);
});

test('the right answer to every kind of item earns everything', () => {
	for (const item of everyKind) expect([item.kind, markItem(item, rightAnswer(item)).score]).toEqual([item.kind, 100]);
});

test('no answer at all earns more than a hundred or less than nothing', () => {
	const random = randomNumbers(2026);
	const words = [
		'a',
		'b',
		'c',
		'd',
		'e',
		'true',
		'false',
		'7',
		'8,5',
		'recovery',
		'relapse',
		'',
		'🙂',
		'__proto__',
		'a:',
		':a'
	];
	const pairs = ['a', 'b', 'c'].flatMap((left) => ['a', 'b', 'c'].map((right) => `${left}:${right}`));
	const all = [...words, ...pairs];
	for (let round = 0; round < 3000; round++) {
		const answer = Array.from({ length: random(7) }, () => all[random(all.length)]!);
		const weights = several.options.map((option) => ({ ...option, weight: random(301) - 150 }));
		for (const item of [...everyKind, { ...several, options: weights }]) {
			const marked = markItem(item, answer).score;
			expect(Number.isInteger(marked) && marked >= 0 && marked <= 100, `${item.kind} ${JSON.stringify(answer)}`).toBe(
				true
			);
		}
	}
});

test('every item of a quiz weighs the same', () => {
	expect(totalScore([100, 100, 0])).toBe(67);
	expect(totalScore([100, 50, 33, 0])).toBe(46);
	expect(totalScore([0, 0])).toBe(0);
	expect(totalScore([100])).toBe(100);
	expect(totalScore([])).toBe(0);
});

test('a pass mark is reached by the rounded score', () => {
	expect(totalScore([100, 100, 100, 100, 100, 100, 95, 0, 0, 0])).toBe(70);
	expect(totalScore([100, 100, 100, 100, 100, 100, 94, 0, 0, 0])).toBe(69);
});

// Park and Miller's generator: the same numbers in every run.
function randomNumbers(seed: number): (below: number) => number {
	let state = seed;
	return (below) => (state = (state * 48271) % 2147483647) % below;
}
