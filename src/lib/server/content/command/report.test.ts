import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseGift } from '../compiler/gift.ts';
import { writeExampleCourse, type Changes } from '../example-course.ts';
import { check } from './check.ts';
import { writeGift } from './gift.ts';

async function example(changes?: Changes): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'content-'));
	await writeExampleCourse(folder, changes);
	return folder;
}

const cells = (line: string | undefined) => (line ?? '').trim().split(/\s{2,}/);

test('the check prints steps, minutes, words and ease of each language, and sums them up by kind', async () => {
	const { lines, sound } = await check(await example());
	expect(sound).toBe(true);
	const [head, columns] = lines.filter((line) => line.includes('English') || line.includes('claims'));
	expect([cells(head), cells(columns)]).toEqual([
		['English', 'Spanish'],
		['claims', 'fills', 'words', 'ease', 'fills', 'words', 'ease']
	]);
	const row = (name: string) => cells(lines.find((line) => line.trim().startsWith(name)));
	const [, , claims, fills, words] = row('first ');
	expect([claims, fills, Number(words)]).toEqual(['6', '8.6', 596]);
	expect(row('2 lessons').slice(0, 3)).toEqual(['2 lessons', '12', '17.2']);
	expect(row('7 steps').slice(0, 3)).toEqual(['7 steps', '104', '109.2']);
	expect(lines).toContain('59 minutes online, 45 in sessions, 1.7 hours in all.');
});

test('it says that the languages match only of a course without faults', async () => {
	const match = /^English and Spanish match step for step, item for item: 7 steps, 46 items\.$/;
	expect((await check(await example())).lines.filter((line) => match.test(line))).toHaveLength(1);
	const broken = await check(await example({ 'courses/example/people/table.es.md': undefined }));
	expect(broken.lines.filter((line) => match.test(line))).toEqual([]);
	expect([broken.sound, broken.lines.at(-1)]).toEqual([false, '1 fault. Courses that can be published: none.']);
	expect(broken.lines.at(-2)).toMatch(/table\.es\.md:1 {2}The Spanish file is missing\./);
});

test('items are counted for each outcome, and right options by place and length', async () => {
	const longer: Changes = {
		'courses/example/doors/check.es.gift': (text) =>
			text.replaceAll('=Preguntar antes#', '=Preguntar y escuchar antes#')
	};
	const { lines } = await check(await example(longer));
	const rows = lines.map((line) => cells(line));
	expect(rows).toContainEqual(['see-doors', '3', '20', '3 + 3']);
	expect(rows).toContainEqual(['doors/check', '6', '6', '2', '2', '2', '0, 0 %', '6, 100 % !']);
	expect(rows).toContainEqual(['bank', '40', '40', '14', '13', '13', '0, 0 %', '0, 0 %']);
	expect(lines.filter((line) => line.startsWith('! The right option is the longest'))).toHaveLength(1);
});

test('the last table sums all courses up in hours', async () => {
	const { lines } = await check(await example());
	const at = lines.findIndex((line) => line.startsWith('hours of all courses'));
	expect(cells(lines[at])).toEqual([
		...['hours of all courses', 'steps', 'items', 'words en', 'words es', 'ease en', 'ease es'],
		...['fills', 'online', 'sessions', 'in all']
	]);
	expect(cells(lines[at + 1]).slice(-4)).toEqual(['1.8', '1.0', '0.8', '1.7']);
	expect(cells(lines[at + 2]).slice(1)).toEqual(cells(lines[at + 1]).slice(1));
});

test('every line of the courses fits on 120 columns', async () => {
	const { lines } = await check('content');
	expect(lines.length).toBeGreaterThan(100);
	expect(lines.filter((line) => line.length > 120 && !line.includes('Courses that can be published'))).toEqual([]);
});

test('a folder without courses is told', async () => {
	const { lines, sound } = await check(await mkdtemp(join(tmpdir(), 'content-')));
	expect([sound, lines.at(-1)]).toEqual([false, expect.stringContaining('There is no course in')]);
});

test('a course goes out as GIFT in one language, unless it has a fault', async () => {
	const folder = await example();
	const { items } = parseGift(await writeGift(folder, ['example', 'es']), 'es', () => expect.unreachable());
	expect([items.length, items[0]?.title]).toEqual([46, 'check 1']);
	await expect(writeGift(folder, ['exampel', 'es'])).rejects.toThrow('Name one of: example.');
	await expect(writeGift(folder, ['example', 'fr'])).rejects.toThrow('Name one of: en, es.');
	const broken = await example({ 'courses/example/people/table.es.md': undefined });
	await expect(writeGift(broken, ['example', 'es'])).rejects.toThrow('example has faults.');
});
