import { expect, test } from 'vitest';
import { drawForm } from './bank.ts';
import type { Item } from '../item.ts';

const item = (id: string, outcome: string): Item => ({
	id,
	outcome,
	kind: 'true-false',
	title: {},
	stem: {},
	answer: true,
	feedback: {}
});
const items = ['a1 a', 'b1 b', 'a2 a', 'a3 a', 'b2 b', 'a4 a', 'a5 a', 'b3 b'].map((it) =>
	item(it.slice(0, 2), it.slice(3))
);
const draw = (form: 'A' | 'B', many: number) => drawForm(items, ['a', 'b'], form, many).map(({ id }) => id);

test('form A takes the odd items of each outcome, form B the even ones', () => {
	expect(draw('A', 2)).toEqual(['a1', 'a3', 'b1', 'b3']);
	expect(draw('B', 2)).toEqual(['a2', 'a4', 'b2']);
});

test('forms of different length still share nothing', () => {
	expect(draw('A', 1).filter((id) => draw('B', 9).includes(id))).toEqual([]);
});
