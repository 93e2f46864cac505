import { expect, test } from 'vitest';
import type { Fault } from '../course.ts';
import { refuseTwins } from './twins.ts';

const one = 'courses/a/m/one.en.md';
const two = 'courses/b/m/two.en.md';
const front = '---\ntitle: x\n---\n\n';
const said = 'Daniel walks to the clinic every morning, because the bus costs more than he has.';

function twins(files: Record<string, string>): string[] {
	const faults: Fault[] = [];
	const texts = Object.entries(files).map(
		([path, text]) => [path, path.endsWith('.md') ? front + text : text] as const
	);
	refuseTwins(new Map(texts), faults);
	return faults.map(({ file, line, problem }) => `${file}:${line} ${/in (\S+) too/.exec(problem)?.[1]}`);
}

test.each([
	['word for word', `First.\n\n${said}`, 7],
	['with two words changed', said.replace('clinic', 'court').replace('more', 'twice'), 5],
	['in a list, with other signs', `- *${said.toUpperCase()}*`, 5],
	['in a frame, with a term', `:::note\n${said.replace('clinic', ':term[clinic]{id=clinic}')}\n:::`, 6],
	['broken over lines', said.replaceAll(', ', ',\n'), 5],
	[
		'whole, inside a longer one',
		`${'Nobody had asked him about the road before that day in March. '.repeat(2)}${said}`,
		5
	]
])('a paragraph that stands twice is refused: %s', (_, text, line) => {
	expect(twins({ [one]: said, [two]: text })).toEqual([`${two}:${line} ${one}:5`]);
});

test.each([
	['another thought in like words', 'Daniel walks to the market every evening, and the bus takes longer than he does.'],
	['eleven words', said.split(' ').slice(0, 11).join(' ')],
	['a heading', `## ${said}`],
	['a row of a table', `| a |\n|---|\n| ${said} |`],
	[
		'a saying that returns in other company',
		`“${said.replace('more than he has', 'a lot')}” Hugo wrote it down. Nobody at the table had known how far it was from there.`
	]
])('%s is no twin', (_, text) => {
	expect(twins({ [one]: said, [two]: text })).toEqual([]);
});

test('options of one item may be alike, items may not', () => {
	const item = (id: string, other: string) =>
		`// [id:${id}] [tag:see]\n::T::What now? {\n\t=${said}#Yes.\n\t~${said.replace('every', other)}#No.\n\t~c#No.\n}\n\n`;
	expect(twins({ 'courses/a/bank.en.gift': item('x', 'each') })).toEqual([]);
	expect(
		twins({ 'courses/a/bank.en.gift': item('x', 'each'), 'courses/a/m/check.en.gift': `\n${item('y', 'this')}` })
	).toEqual([
		'courses/a/m/check.en.gift:4 courses/a/bank.en.gift:3',
		'courses/a/m/check.en.gift:5 courses/a/bank.en.gift:3'
	]);
});

test('an item may repeat its lesson, and a language its neighbor', () => {
	const item = `// [id:x] [tag:see]\n::T::${said} {\n\t=a#Yes.\n\t~b#No.\n\t~c#No.\n}`;
	expect(twins({ [one]: said, 'courses/a/m/check.en.gift': item, [two.replace('.en.', '.es.')]: said })).toEqual([]);
});

test('sixty lessons of 900 words are compared in a second', () => {
	const words = Array.from({ length: 900 }, (_, at) => `w${at}`);
	const lesson = (at: number) =>
		Array.from({ length: 15 }, (_, part) =>
			Array.from({ length: 60 }, (_, word) => words[(word * (at + 7) + part * 61 + at * 13) % 900]).join(' ')
		).join('\n\n');
	const files = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`courses/a/m/l${at}.en.md`, lesson(at)]));
	const start = performance.now();
	twins(files);
	expect(performance.now() - start).toBeLessThan(1000);
});
