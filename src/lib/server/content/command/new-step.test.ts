import { mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { compileContent } from '../compile.ts';
import { writeExampleCourse } from '../example-course.ts';
import { makeStep } from './new-step.ts';

let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'content-'));
	await writeExampleCourse(folder);
});

const make = (...words: string[]) => makeStep(folder, words);
const list = async () => (await readdir(folder, { recursive: true })).sort();

// Puts words of its own in place of each ‹…›, many where the template asks for a paragraph.
async function fill(path: string): Promise<void> {
	const text = await readFile(path, 'utf8');
	let word = 0;
	const words = (many: number) => Array.from({ length: many }, () => `${path.at(-4)}w${word++}`).join(' ');
	await writeFile(
		path,
		text.replace(/^‹[^›]+›$/gm, () => `${words(110)}.`).replace(/‹[^›]+›/g, () => words(3))
	);
}

async function listInCourse(line: string): Promise<void> {
	const path = join(folder, 'courses/example/course.yaml');
	const text = await readFile(path, 'utf8');
	await writeFile(path, text.replace('      - { id: map,', `${line}\n      - { id: map,`));
}

test.each([
	['lesson', 'md'],
	['practice', 'md'],
	['session', 'md'],
	['quiz', 'gift']
])('a new %s is made in each language, waits for its words, and passes once it has them', async (kind, extension) => {
	const before = await list();
	const lines = await make(kind, 'example', 'doors', 'third');
	const made = ['en', 'es'].map((language) => `courses/example/doors/third.${language}.${extension}`);
	expect(await list()).toEqual([...before, ...made].sort());
	expect(lines.slice(0, 2)).toEqual(made.map((path) => `Made ${join(folder, path)}`));

	const line = lines.find((it) => it.startsWith('      - { id: third,'));
	await listInCourse(line ?? '');
	const waiting = await compileContent(folder);
	expect(waiting.faults.filter(({ problem }) => problem.includes('waits for your words')).length).toBeGreaterThan(10);

	for (const path of made) await fill(join(folder, path));
	expect((await compileContent(folder)).faults).toEqual([]);
});

test('a step that course.yaml lists already gets its files, and no line to add', async () => {
	await listInCourse('      - { id: third, kind: lesson, minutes: 6, outcomes: [see-doors] }');
	expect((await make('lesson', 'example', 'doors', 'third')).join('\n')).not.toContain('Add to');
});

test.each([
	[
		'another kind of step',
		['test', 'example', 'people', 'third'],
		'new lesson|practice|quiz|session COURSE MODULE STEP'
	],
	['a word too few', ['lesson', 'example', 'people'], 'new lesson COURSE MODULE STEP'],
	['a course that is not there', ['lesson', 'exampel', 'people', 'third'], 'Name one of: example.'],
	[
		'a module that is not there',
		['lesson', 'example', 'persons', 'third'],
		'has no module “persons”, only doors, people.'
	],
	['a name that is no id', ['lesson', 'example', 'people', '../third'], 'Use lowercase letters'],
	['files that are there', ['lesson', 'example', 'people', 'second'], 'people/second.en.md is there already'],
	['a step of another kind', ['quiz', 'example', 'people', 'table'], 'lists “table” as session']
])('refuses %s, and makes nothing', async (_, words, problem) => {
	const before = await list();
	await expect(make(...words)).rejects.toThrow(problem);
	expect(await list()).toEqual(before);
});

test('a course.yaml that cannot be read is named with its line', async () => {
	await writeFile(join(folder, 'courses/example/course.yaml'), 'code: X1\nlanguages: [en, es]\ncolor: red\n');
	await expect(make('lesson', 'example', 'people', 'third')).rejects.toThrow(
		/course\.yaml:3 {2}There is no field “color”/
	);
});
