import { expect, test } from 'vitest';
import { newId } from './id';

test('names made in a row sort in the order in which they were made, however fast', () => {
	const names = Array.from({ length: 5000 }, newId);
	expect([...names].sort()).toEqual(names);
	expect(new Set(names).size).toBe(5000);
	for (const name of names) expect(name).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
});
