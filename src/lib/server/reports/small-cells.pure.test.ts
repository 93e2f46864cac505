import { expect, test } from 'vitest';
import { dice, pick } from './example.ts';
import { protect } from './small-cells.ts';

test('of fewer than five people nothing is told, not even that there are none', () => {
	for (const people of [0, 1, 2, 3, 4])
		for (const amount of [0, 1, 7, 600])
			for (const unit of ['seats', 'minutes'] as const)
				expect(protect({ people, amount }, unit)).toEqual({ people: 'under 5', amount: 'under 5' });
});

test('everything else is told to the nearest five, and minutes to the nearest five hours', () => {
	const people = (count: number) => protect({ people: count, amount: count }, 'seats').people;
	expect([5, 7, 8, 12, 13, 1002, 1003].map(people)).toEqual([5, 5, 10, 10, 15, 1000, 1005]);
	const minutes = (amount: number) => protect({ people: 5, amount }, 'minutes').amount;
	expect([0, 149, 150, 450, 3000, -149, -151].map(minutes)).toEqual([0, 0, 300, 600, 3000, 0, -300]);
	expect(protect({ people: 6, amount: 13 }, 'seats').amount).toBe(15);
});

interface Somebody {
	country: string;
	sex: string;
	sector: string;
	day: number;
}
type Condition = (each: Somebody) => boolean;

const crowd = (size: number, roll: () => number): Somebody[] =>
	Array.from({ length: size }, () => ({
		country: pick(['GT', 'CL', 'MX'], roll),
		sex: pick(['female', 'male', 'other'], roll),
		sector: pick(['health', 'justice', 'social', 'labor'], roll),
		day: Math.floor(roll() * 100)
	}));

const conditions = (roll: () => number): Condition[] => {
	const [country, sex, sector] = [
		pick(['GT', 'CL'], roll),
		pick(['female', 'male'], roll),
		pick(['health', 'labor'], roll)
	];
	const day = Math.floor(roll() * 100);
	const all: Condition[] = [
		(each) => each.country === country,
		(each) => each.sex === sex,
		(each) => each.sector === sector,
		(each) => each.day < day
	];
	return all.filter(() => roll() < 0.5);
};

const count = (people: Somebody[], all: Condition[]) =>
	people.filter((each) => all.every((holds) => holds(each))).length;
const told = (people: number) => protect({ people, amount: people }, 'seats').people;
// What a number that was told may have been.
const possible = Map.groupBy(
	Array.from({ length: 500 }, (_, people) => people),
	told
);

test('the difference between two filters never tells how many people make it', () => {
	const roll = dice(5);
	let small = 0;
	for (let round = 0; round < 3000; round++) {
		const people = crowd(5 + Math.floor(roll() * 300), roll);
		const wide = conditions(roll);
		const narrow = [...wide, ...conditions(roll)];
		const [all, some] = [count(people, wide), count(people, narrow)];
		if (all - some > 0 && all - some < 5) small++;
		const [tellsAll, tellsSome] = [told(all), told(some)];
		const differences = new Set(
			possible.get(tellsAll)!.flatMap((a) => possible.get(tellsSome)!.flatMap((b) => (a >= b ? [a - b] : [])))
		);
		expect(differences.has(all - some)).toBe(true);
		expect(differences.size).toBeGreaterThanOrEqual(3);
		if (typeof tellsAll === 'number' && typeof tellsSome === 'number') expect((tellsAll - tellsSome) % 5).toBe(0);
	}
	expect(small, 'differences of a few people that an attack would be after').toBeGreaterThan(200);
});

test('what is left of a total when all other lines are taken from it tells no number of people', () => {
	const roll = dice(6);
	const behind = new Map<number, Set<number>>();
	for (let round = 0; round < 20_000; round++) {
		const lines = Array.from({ length: 3 + Math.floor(roll() * 4) }, () => Math.floor(roll() ** 3 * 60));
		const [hidden, ...others] = lines.map(told);
		const total = told(lines.reduce((sum, line) => sum + line, 0));
		if (hidden !== 'under 5' || total === 'under 5' || others.includes('under 5')) continue;
		const rest = total - (others as number[]).reduce((sum, line) => sum + line, 0);
		behind.set(rest, (behind.get(rest) ?? new Set()).add(lines[0]!));
	}
	expect(behind.size).toBeGreaterThanOrEqual(3);
	for (const [rest, numbers] of behind) {
		expect(rest % 5 === 0).toBe(true);
		if (Math.abs(rest) <= 5) expect(numbers.size, `what leaves ${rest}`).toBeGreaterThanOrEqual(3);
	}
});
