import { expect, test } from 'vitest';
import { hashPassword, isPassword } from './password.ts';

test('a password is known by its hash, which is another each time and costs what it should', async () => {
	const [first, second] = [await hashPassword('a long password'), await hashPassword('a long password')];
	expect(first).not.toBe(second);
	expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
	expect(await isPassword('a long password', first)).toBe(true);
	expect(await isPassword('a long passwore', first)).toBe(false);
	expect(await isPassword('', first)).toBe(false);
});

test('without a hash the answer is no, and takes about as long', async () => {
	const stored = await hashPassword('a long password');
	await isPassword('warm up', null);
	const timed = async (against: string | null) => {
		const began = performance.now();
		for (let time = 0; time < 5; time++) expect(await isPassword('wrong', against)).toBe(false);
		return performance.now() - began;
	};
	const known = await timed(stored);
	const unknown = await timed(null);
	expect(unknown).toBeGreaterThan(known / 4);
	expect(await isPassword('nobody has this password', undefined)).toBe(false);
});

test('many at once are all answered', async () => {
	const stored = await hashPassword('a long password');
	const answers = await Promise.all(
		Array.from({ length: 24 }, (_, place) => isPassword(place % 2 ? 'a long password' : 'wrong', stored))
	);
	expect(answers).toEqual(Array.from({ length: 24 }, (_, place) => place % 2 === 1));
});
