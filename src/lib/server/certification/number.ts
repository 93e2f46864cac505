import { randomInt } from 'node:crypto';

// Without 0, 1, I, L and O, which people mix up. That leaves 31, a prime, so that the weighted sum below finds every single wrong character and every pair that changed places.
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const length = 11;

/** A new credential number: eleven random characters and a check character. */
export function newNumber(): string {
	const data = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
	return data + checkCharacter(data);
}

/** A number as it is printed: three groups of four. */
export function printedNumber(number: string): string {
	return number.match(/.{1,4}/g)!.join('-');
}

/** Reads a number as people type it: any case, with or without hyphens and spaces. Absent where it can't be one, because it was mistyped. */
export function readNumber(typed: string): string | undefined {
	const number = typed.toUpperCase().replace(/[\s‐-―-]/g, '');
	if (number.length !== length + 1 || [...number].some((character) => !alphabet.includes(character))) return undefined;
	return checkCharacter(number.slice(0, length)) === number[length] ? number : undefined;
}

function checkCharacter(data: string): string {
	const sum = [...data].reduce((total, character, place) => total + alphabet.indexOf(character) * (place + 2), 0);
	return alphabet[(alphabet.length - (sum % alphabet.length)) % alphabet.length]!;
}
