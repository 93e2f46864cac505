import { expect, test } from 'vitest';
import type { Fault } from '../course.ts';
import { refuseIn } from './fault.ts';
import { parseGift } from './gift.ts';

function read(text: string) {
	const faults: Fault[] = [];
	return { ...parseGift(text, 'en', refuseIn('x.gift', faults)), faults };
}

const head = '// [id:a-1] [tag:see]\n::Title::';
const only = (text: string) => {
	const { items, faults } = read(head + text);
	expect(faults).toEqual([]);
	return items[0];
};

test('one right answer', () => {
	expect(only('A \\: b < c? {\n=Yes\\=so#Good.\n~No#Not.\n~%0%Perhaps#Hm.\n####All in all.\n}')).toEqual({
		line: 1,
		id: 'a-1',
		outcome: 'see',
		title: 'Title',
		stem: 'A : b &lt; c?',
		general: 'All in all.',
		kind: 'choice',
		several: false,
		options: [
			{ text: 'Yes=so', feedback: 'Good.', weight: 100 },
			{ text: 'No', feedback: 'Not.', weight: 0 },
			{ text: 'Perhaps', feedback: 'Hm.', weight: 0 }
		]
	});
});

test('several right answers make 100', () => {
	const item = only('Which? {~%50%a#1~%50%b#2~%-100%c#3}');
	expect(item?.kind === 'choice' && [item.several, item.options.map(({ weight }) => weight)]).toEqual([
		true,
		[50, 50, -100]
	]);
});

test('true or false: the first feedback is for the wrong answer, as in Moodle', () => {
	expect(only('So? {F#It is not.#Right, it is not.}')).toMatchObject({
		kind: 'true-false',
		answer: false,
		wrong: 'It is not.',
		right: 'Right, it is not.'
	});
});

test('matching, short and numbers', () => {
	expect(only('Match {=a -> b\\:c\n=d -> e}')).toMatchObject({
		pairs: [
			{ left: 'a', right: 'b:c' },
			{ left: 'd', right: 'e' }
		]
	});
	expect(only('Name it {=map#Yes.=%50%drawing#Nearly.}')).toMatchObject({
		kind: 'short',
		answers: [
			{ text: 'map', weight: 100, feedback: 'Yes.' },
			{ text: 'drawing', weight: 50, feedback: 'Nearly.' }
		]
	});
	expect(only('How many? {#=7:1#Yes.=%50%5..10#Nearly.}')).toMatchObject({
		kind: 'numerical',
		answers: [
			{ low: 6, high: 8, weight: 100 },
			{ low: 5, high: 10, weight: 50 }
		]
	});
});

test('html keeps a few elements; a retired word is quoted', () => {
	expect(only('[html]A <b>b</b><br>c {=[html]x<sup>2</sup>#1~y#2~z#3}')?.stem).toBe('A <b>b</b><br />c');
	expect(only('Say \\:retired[addict]? {=x#1~y#2~z#3}')?.stem).toBe('Say <q class="retired">addict</q>?');
});

test('comments and categories are no items, and lines are those of the file', () => {
	const { items, faults } = read(`// A bank\n\n$CATEGORY: x\n\n${head}A? {=x#1~y#2~z#3}\n\n\n${head}B? {=x~y#2~z#3}`);
	expect(items.map(({ line }) => line)).toEqual([5]);
	expect(faults.map(({ line }) => line)).toEqual([9]);
});

test.each([
	['Why 9:30? {=x#1~y#2~z#3}', 2, '“:”'],
	['A {\n=x#1\n~y = z#2\n~w#3\n}', 1, 'no feedback'],
	['A {=x#1~y#2~z#3', 2, 'too early'],
	['A {\n=x#1\n~y\n~z#3\n}', 4, 'no feedback'],
	['A {=x#1~y#2}', 1, '2 options'],
	['A {=x#1~x#2~z#3}', 1, 'the same'],
	['A {~x#1~y#2~z#3}', 1, 'No option is right'],
	['A {=x#1=y#2~z#3}', 1, 'More than one'],
	['A {=x#1~%50%y#2~z#3}', 1, 'More than one'],
	['A {~%50%x#1~%30%y#2~%-10%z#3}', 1, '80 percent'],
	['A {~%50%x#1~%50%y#2~z#3}', 1, 'full marks'],
	['A {T}', 1, 'Feedback'],
	['A {}', 1, 'marked by itself'],
	['Only text', 1, 'marked by itself'],
	['A {#3}', 1, 'no feedback'],
	['A {#=#x}', 1, 'no number'],
	['A {=a -> b}', 1, 'Pairs'],
	['[html]A <img src\\=x onerror\\=y> {=x#1~y#2~z#3}', 1, '<img'],
	['[html]A <b onclick\\=y>b</b> {=x#1~y#2~z#3}', 1, '<b onclick'],
	['[markdown]A {=x#1~y#2~z#3}', 1, 'Markdown']
])('refuses %j in line %i', (text, line, problem) => {
	const { items, broken, faults } = read(head + text);
	expect([items, broken]).toEqual([[], ['a-1']]);
	expect(faults[0]).toMatchObject({
		line,
		problem: expect.stringContaining(problem) as string,
		mend: expect.stringMatching(/\.$/) as string
	});
});
