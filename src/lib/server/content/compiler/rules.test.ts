import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compileContent } from '../compile.ts';
import type { Fault } from '../course.ts';
import { writeExampleCourse, type Changes } from '../example-course.ts';

const yaml = 'courses/example/course.yaml';
const lesson = 'courses/example/doors/first.en.md';
const spanish = 'courses/example/doors/first.es.md';
const second = 'courses/example/people/second.en.md';
const quiz = 'courses/example/doors/check.es.gift';

async function faultsOf(changes: Changes): Promise<Fault[]> {
	const folder = await mkdtemp(join(tmpdir(), 'content-'));
	await writeExampleCourse(folder, changes);
	return (await compileContent(folder)).faults;
}

const swap = (from: string | RegExp, to: string) => (text: string) => {
	const changed = text.replace(from, to);
	if (changed === text) throw new Error(`Nothing to change: ${from}`);
	return changed;
};
const before = (paragraph: string) => swap('## What', `${paragraph}\n\n## What`);
const twin = 'One two three four five six seven, and then eight nine ten eleven twelve.';

type Planted = [name: string, changes: Changes, file: string, line: number, problem: RegExp];

const planted: Planted[] = [
	[
		'another level of a heading in one language',
		{ [spanish]: swap('## Lo', '### Lo') },
		spanish,
		13,
		/Here comes a heading ###, where first.en.md has a heading ##\./
	],
	[
		'another person in one language',
		{ [spanish]: swap('{person=daniel}', '') },
		spanish,
		7,
		/comes :::case, where first.en.md has :::case\{person=daniel\}/
	],
	[
		'a picture that one language lacks',
		{ [spanish]: swap('::picture{name=door}\n\n', '') },
		spanish,
		135,
		/comes :::try, where .* has ::picture/
	],
	[
		'a list that is shorter in one language',
		{ [lesson]: before('- a\n- b'), [spanish]: swap('## Lo', '- a\n\n## Lo') },
		spanish,
		13,
		/comes a list of 1, where .* has a list of 2/
	],
	[
		'a text that ends early in one language',
		{ [lesson]: swap(/$/, '\n> More\n') },
		spanish,
		141,
		/comes the end, where .* has a quotation/
	],
	[
		'a source in one language only',
		{ [spanish]: swap('  - P', '  - Otra, 2020\n  - P') },
		spanish,
		5,
		/Source 2 is a source here and nothing in/
	],
	[
		'feedback for every answer in one language only',
		{ [quiz]: swap(/\n}/, '\n\t####Piense en ello.\n}') },
		quiz,
		1,
		/“check-1” has feedback for every answer/
	],
	['six headings', { [lesson]: swap('## What you see', '## What\n\n'.repeat(6)) }, lesson, 6, /has 6 headings/],
	['a heading with nothing below', { [lesson]: swap('## What', '## What\n\n### What') }, lesson, 13, /Only 0 words/],
	[
		'a lesson in points',
		{ [lesson]: swap(/^(.*(?:school|wants|port|room))\.$/gm, '- $1.') },
		lesson,
		6,
		/9\d percent .* lists/
	],
	[
		'a share without a dated source',
		{ [lesson]: (text) => before('Of all, 50 percent went on.')(swap(', 2026', '')(text)) },
		lesson,
		13,
		/“50 percent” comes from somewhere/
	],
	['what a template left', { [lesson]: swap('A first door', '‹Title›') }, lesson, 2, /“‹Title›” waits/],
	[
		'a paragraph that stands twice',
		{ [lesson]: before(twin), [second]: before(twin) },
		second,
		13,
		/in courses\/example\/doors\/first.en.md:13 too/
	],
	[
		'two lessons without a quiz',
		{ [yaml]: swap('      - { id: table,', '      - { id: third, kind: lesson, minutes: 6 }\n      - { id: table,') },
		yaml,
		17,
		/The module “people” has no quiz/
	]
];

// What one planted fault brings along in the other language, or in its own place.
const along = /^Here comes|^Only 0 words|file is missing|fills|sound items|does not end with/;

test.each(planted)('refuses %s', async (_, changes, file, line, problem) => {
	const faults = await faultsOf(changes);
	const found = faults.filter((fault) => problem.test(fault.problem));
	expect(found, JSON.stringify(faults)).toHaveLength(1);
	expect(found[0]).toMatchObject({ file, line, mend: expect.stringMatching(/^[A-Z].{5,}\.$/) as string });
	expect(faults.filter((fault) => fault !== found[0] && !along.test(fault.problem))).toEqual([]);
});

test('numbers of a story need no source', async () => {
	const story =
		'On March 12, 2024 he came to 11 of 12 sessions.\n\n> “It is 50 percent,” she said.\n\nShe wrote “40 %” on the wall.\n\n:::note\nNo numbers.\n:::';
	const undated = (text: string) => before(story)(swap(', 2026', '')(text));
	const faults = await faultsOf({ [lesson]: undated });
	expect(faults.filter(({ problem }) => !along.test(problem))).toEqual([]);
});

test.each(['15,000 letters', '12.5 % of them', 'one in a hundred: 3 out of every 10'])(
	'“%s” needs a source',
	async (claim) => {
		const faults = await faultsOf({ [lesson]: (text) => before(`We saw ${claim}.`)(swap(', 2026', '')(text)) });
		expect(faults.map(({ problem }) => problem)).toContainEqual(expect.stringContaining('comes from somewhere'));
	}
);

test('five headings, a third in lists and a short opening are no fault', async () => {
	const words = (many: number, from: number) => Array.from({ length: many }, (_, at) => `w${from}x${at}`).join(' ');
	const parts = Array.from({ length: 5 }, (_, at) => `## Part ${at}\n\n${words(25, at)}.`).join('\n\n');
	const list = Array.from({ length: 20 }, (_, at) => `- Point ${at} of few words.`).join('\n');
	const changes = { [lesson]: swap('## What you see', `${parts}\n\n${list}`) };
	expect((await faultsOf(changes)).filter(({ problem }) => !along.test(problem))).toEqual([]);
});
