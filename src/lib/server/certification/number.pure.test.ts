import { expect, test } from 'vitest';
import { newNumber, printedNumber, readNumber } from './number.ts';

const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const numbers = Array.from({ length: 500 }, newNumber);

test('a number is read back as it was made, and is not made twice', () => {
	for (const number of numbers) expect(readNumber(number)).toBe(number);
	expect(new Set(numbers).size).toBe(500);
});

test('a number is printed in three groups of four, without letters that look like others', () => {
	for (const number of numbers) expect(printedNumber(number)).toMatch(/^([2-9A-HJKMNP-Z]{4}-){2}[2-9A-HJKMNP-Z]{4}$/);
});

test('every single wrong character is found', () => {
	const passed = numbers.flatMap((number) =>
		[...number].flatMap((right, place) =>
			[...alphabet]
				.filter((other) => other !== right)
				.map((other) => number.slice(0, place) + other + number.slice(place + 1))
				.filter((wrong) => readNumber(wrong) !== undefined)
		)
	);
	expect(passed).toEqual([]);
});

test('every two neighbors that changed places are found', () => {
	const passed = numbers.flatMap((number) =>
		[...number.slice(1)]
			.map((_, place) => number.slice(0, place) + number[place + 1] + number[place] + number.slice(place + 2))
			.filter((swapped) => swapped !== number && readNumber(swapped) !== undefined)
	);
	expect(passed).toEqual([]);
});

test('a character too few or too many is found', () => {
	for (const number of numbers) {
		for (let place = 0; place <= number.length; place++) {
			expect(
				readNumber(number.slice(0, place) + number.slice(place + 1) + (place === number.length ? 'A' : ''))
			).toBeUndefined();
			expect(readNumber(number.slice(0, place) + '7' + number.slice(place))).toBeUndefined();
		}
	}
});

test('a number is read in the forms people type and copy', () => {
	const number = numbers[0]!;
	const [one, two, three] = printedNumber(number).split('-') as [string, string, string];
	const forms = [
		`${one}-${two}-${three}`,
		`${one} ${two} ${three}`,
		`${one}${two}${three}`,
		`${one}-${two}-${three}`.toLowerCase(),
		`  ${one} - ${two} - ${three}\n`,
		`${one}–${two}–${three}`,
		`${one}\u2011${two}\u2011${three}`,
		`${one}\u00a0${two}\u00a0${three}`,
		[...number].join(' ')
	];
	for (const form of forms) expect(readNumber(form), form).toBe(number);
});

test('what can be no number is told apart', () => {
	for (const typed of [
		'',
		' ',
		'-',
		'ABCD',
		'0000-0000-0000',
		'2222-2222-222O',
		'ñ'.repeat(12),
		'🙂'.repeat(6),
		'x'.repeat(100_000)
	])
		expect(readNumber(typed)).toBeUndefined();
});
