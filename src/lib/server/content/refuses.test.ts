import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compileContent } from './compile.ts';
import { writeExampleCourse, type Changes } from './example-course.ts';

const folder = 'courses/example';
const yaml = `${folder}/course.yaml`;
const lesson = `${folder}/doors/first.en.md`;
const practice = `${folder}/doors/map.es.md`;
const session = `${folder}/people/table.es.md`;
const quiz = `${folder}/doors/check.es.gift`;
const bank = `${folder}/bank.en.gift`;

const swap = (from: string | RegExp, to: string) => (text: string) => {
	const changed = text.replace(from, to);
	if (changed === text) throw new Error(`Nothing to change: ${from}`);
	return changed;
};

type Planted = [name: string, changes: Changes, file: string, line: number, problem: RegExp];

// One fault planted in a sound course gives one fault back, where it is, and with a way out.
const single: Planted[] = [
	['an unknown field', { [yaml]: swap('code: X1', 'code: X1\ncolor: red') }, yaml, 2, /no field “color”/],
	['an unknown field in front', { [lesson]: swap('sources:', 'author: me\nsources:') }, lesson, 3, /no field “author”/],
	['a missing field', { [session]: swap(/room: .*\n/, '') }, session, 2, /“room” is missing/],
	[
		'a missing language',
		{ [yaml]: swap('{ en: Doors, es: Puertas }', '{ en: Doors }') },
		yaml,
		12,
		/Spanish text is missing/
	],
	['a file missing in a language', { [session]: undefined }, session, 1, /Spanish file is missing/],
	['a file nobody lists', { [`${folder}/doors/old.en.md`]: 'x' }, `${folder}/doors/old.en.md`, 1, /Nobody lists/],
	['a text that is no YAML', { [lesson]: swap('title: A', 'title: A: B') }, lesson, 2, /YAML cannot be read/],
	['a number where a text belongs', { [lesson]: swap(/title: .*/, 'title: 12') }, lesson, 2, /must be a text, not 12/],
	['broken GIFT', { [quiz]: swap('~Esperar#', '~Esperar: no#') }, quiz, 4, /cannot read the item from this “:”/],
	['GIFT without an end', { [quiz]: swap(/\n}\n$/, '\n') }, quiz, 40, /ends too early/],
	['deep nesting', { [lesson]: swap('## What', `${'> '.repeat(3000)}x\n\n## What`) }, lesson, 13, /nested too deeply/],
	[
		'a run of stars',
		{ [lesson]: swap('## What', `${'*a_'.repeat(1000)}\n\n## What`) },
		lesson,
		13,
		/hundreds of the signs/
	],
	['minutes that no text fills', { [yaml]: swap('lesson, minutes: 6', 'lesson, minutes: 9') }, yaml, 14, /fills 8.6/],
	[
		'minutes far below the text',
		{ [yaml]: swap('lesson, minutes: 6', 'lesson, minutes: 3') },
		yaml,
		14,
		/and claims 3/
	],
	['minutes of a quiz', { [yaml]: swap('quiz, minutes: 9', 'quiz, minutes: 10') }, yaml, 16, /fills 9 minutes/],
	[
		'tasks that do not sum up',
		{ [yaml]: swap('minutes: 20', 'minutes: 25') },
		`${folder}/doors/map.en.md`,
		3,
		/take 20 minutes/
	],
	[
		'tasks that differ',
		{ [practice]: swap(/minutes: 5([\s\S]*)minutes: 15/, 'minutes: 15$1minutes: 5') },
		practice,
		4,
		/Task 1 is 15 here and 5/
	],
	['fields that differ', { [practice]: swap('id: begin', 'id: end') }, practice, 7, /Field 1 is “end”.* “begin”/],
	['a rubric of three rows', { [practice]: swap(/ {2}- \{ id: words.*\n/, '') }, practice, 18, /must be 4 criteria/],
	['no sample', { [practice]: swap(/:::sample[\s\S]*/, '') }, practice, 24, /0 samples/],
	[
		'an agenda that differs',
		{ [session]: swap(/minutes: 15([\s\S]*)minutes: 30/, 'minutes: 20$1minutes: 25') },
		session,
		6,
		/Agenda item 1 is 20/
	],
	['a retired word', { [lesson]: swap('Daniel has', 'The addict has') }, lesson, 8, /“addict” is a retired word/],
	[
		'a retired word in Spanish',
		{ [quiz]: swap('Esperar', 'Ser un toxicómano') },
		quiz,
		4,
		/“toxicómano” is a retired word/
	],
	['raw HTML', { [lesson]: swap('His :term', '<b>His</b> :term') }, lesson, 11, /HTML stands here/],
	['a script', { [lesson]: swap('## What', '<script>alert(1)</script>\n\n## What') }, lesson, 13, /HTML stands here/],
	[
		'onclick in braces',
		{ [lesson]: swap('person=daniel', 'onclick=alert(1)') },
		lesson,
		7,
		/“onclick=alert\(1\)” is not understood/
	],
	['onclick among attributes', { [lesson]: swap('person=daniel', 'onclick=go') }, lesson, 7, /no attribute “onclick”/],
	['an unknown directive', { [lesson]: swap(':::try', ':::quiz') }, lesson, 137, /is no directive/],
	[
		'a frame that is not closed',
		{ [lesson]: swap(/week looks like.\n:::/, 'week looks like.') },
		lesson,
		141,
		/never closed/
	],
	['a frame in a frame', { [lesson]: swap('Name one', ':::note\nName one') }, lesson, 138, /opens inside :::try/],
	[
		'a frame of another kind of text',
		{ [lesson]: swap(':::try', ':::facilitator') },
		lesson,
		137,
		/no place in this kind/
	],
	['an unknown term', { [lesson]: swap('id=recovery-capital', 'id=nothing') }, lesson, 11, /no term “nothing”/],
	['an unknown person', { [lesson]: swap('person=daniel', 'person=nobody') }, lesson, 7, /no “nobody” in the cast/],
	['an unknown picture', { [lesson]: swap('name=door', 'name=window') }, lesson, 15, /no picture “window”/],
	[
		'a picture missing in Spanish',
		{ 'images/door.es.svg': undefined },
		`${folder}/doors/first.es.md`,
		15,
		/missing in Spanish/
	],
	[
		'a script in a picture',
		{ 'images/door.en.svg': swap('<path', '<script/>\n\t<path') },
		'images/door.en.svg',
		4,
		/cannot have <script>/
	],
	[
		'a link in a picture',
		{ 'images/door.en.svg': swap('fill="none"', 'href="#a"') },
		'images/door.en.svg',
		4,
		/attribute “href”/
	],
	['a heading of the first level', { [lesson]: swap('## What', '# What') }, lesson, 13, /first level/],
	['a relative link', { [lesson]: swap('His ', '[His](../second.md) ') }, lesson, 11, /leads nowhere/],
	['a script as a link', { [lesson]: swap('His ', '[His](javascript:alert(1)) ') }, lesson, 11, /leads nowhere/],
	['a link to no step', { [lesson]: swap('His ', '[His](/courses/example/doors/third) ') }, lesson, 11, /no page/],
	[
		'a duplicate id',
		{ [bank]: swap('id:bank-2]', 'id:check-1]'), [`${folder}/bank.es.gift`]: swap('id:bank-2]', 'id:check-1]') },
		bank,
		8,
		/“check-1” is taken/
	],
	['an item without an id', { [bank]: swap('[id:bank-40] ', '') }, bank, 274, /no id/],
	[
		'an item in one language',
		{ [bank]: swap(/\/\/ \[id:bank-40\][\s\S]*/, '') },
		`${folder}/bank.es.gift`,
		274,
		/“bank-40” is not in/
	],
	[
		'items in another order',
		{ [quiz]: (text) => text.split('\n\n').toSorted().reverse().join('\n\n') },
		quiz,
		1,
		/another order/
	],
	[
		'another number of options',
		{ [quiz]: swap(/\t~Esperar.*\n/, '\t~Esperar#No.\n\t~Dormir#No.\n') },
		quiz,
		1,
		/4 options here, 3 there/
	],
	[
		'another key',
		{ [quiz]: swap(/(\t=.*\n)(\t~.*\n)/, '$2$1') },
		quiz,
		1,
		/another key: option 1 is worth 0 here, worth 100/
	],
	['another outcome', { [quiz]: swap('tag:see-doors', 'tag:map-people') }, quiz, 1, /tests “map-people” here/],
	['an unknown outcome', { [quiz]: swap('tag:see-doors', 'tag:constructor') }, quiz, 1, /“constructor”/],
	['an option without feedback', { [quiz]: swap('~Esperar#Todavía no.', '~Esperar') }, quiz, 4, /no feedback/],
	['an essay', { [quiz]: swap(/\{[^}]*\}/, '{}') }, quiz, 1, /cannot be marked/],
	[
		'a tenth of a bank',
		{ [yaml]: swap('form: B, per-outcome: 3', 'form: B, per-outcome: 11') },
		yaml,
		8,
		/20 sound items for “see-doors”/
	],
	['the same form twice', { [yaml]: swap('form: B', 'form: A') }, yaml, 24, /Both tests use form A/],
	[
		'no case at the start',
		{ [lesson]: swap(/:::case[\s\S]*?\n:::\n\n/, '') },
		lesson,
		6,
		/does not open with a situation/
	],
	['no tomorrow at the end', { [lesson]: swap(/:::tomorrow[\s\S]*/, '') }, lesson, 6, /what to do tomorrow/],
	['a file of 300 kB', { 'glossary.yaml': `# ${'x'.repeat(300_000)}` }, 'glossary.yaml', 1, /300 kB|301 kB/],
	['a NUL character', { [session]: swap('Entregue', 'Entre\0gue') }, session, 13, /invisible character \(U\+0000\)/],
	['a term that lacks a language', { 'glossary.yaml': swap(/ {2}pt.*\n/, '') }, 'glossary.yaml', 1, /“pt” is missing/],
	['ages that differ', { 'cast/daniel.es.md': swap('31', '32') }, 'cast/daniel.es.md', 1, /age differs/]
];

// What is left of the expected fault after these is what it brings along elsewhere.
const along = /Here comes|sound items|No item tests|fills|and claims|The item “[^”]*” is (missing|not in)/;

test.each(single)('refuses %s', async (_, changes, file, line, problem) => {
	const place = await mkdtemp(join(tmpdir(), 'content-'));
	await writeExampleCourse(place, changes);
	const { faults, editions } = await compileContent(place);
	const planted = faults.filter((fault) => problem.test(fault.problem));
	expect(faults.filter((fault) => !planted.includes(fault) && !along.test(fault.problem))).toEqual([]);
	expect(planted[0], JSON.stringify(faults)).toMatchObject({
		file,
		line,
		mend: expect.stringMatching(/^[A-Z].{5,}\.$/) as string
	});
	expect(editions).toEqual([]);
});

test('refuses a step that stands twice', async () => {
	const place = await mkdtemp(join(tmpdir(), 'content-'));
	await writeExampleCourse(place, { [yaml]: swap('id: table', 'id: second') });
	const { faults } = await compileContent(place);
	expect(faults).toContainEqual(
		expect.objectContaining({ file: yaml, line: 21, problem: '“second” stands here a second time.' })
	);
});

test('refuses an outcome that no item tests', async () => {
	const place = await mkdtemp(join(tmpdir(), 'content-'));
	const outcome = '  use-words: { en: Use words, es: Usar palabras }\n';
	await writeExampleCourse(place, { [yaml]: swap('modules:', `${outcome}modules:`) });
	const { faults } = await compileContent(place);
	expect(faults.map(({ line, problem }) => `${line} ${problem}`)).toEqual([
		'10 The bank has 0 sound items for “use-words”.',
		'10 No item tests “use-words”.'
	]);
});

test('refuses a lesson that is too short or too long', async () => {
	const place = await mkdtemp(join(tmpdir(), 'content-'));
	const double = (text: string) => text.replace(/(\n\nDaniel asks[\s\S]*?)(\n\n:::try)/, '$1$1$2');
	const half = (text: string) => text.replace(/\n\nDaniel asks[\s\S]*?(\n\n:::try)/, '$1');
	await writeExampleCourse(place, {
		[lesson]: double,
		[`${folder}/people/second.en.md`]: (text) => half(text).replace(/\n\nThe case[\s\S]*?(\n\n:::try)/, '$1')
	});
	const { faults } = await compileContent(place);
	const problems = faults.map(({ problem }) => problem).filter((problem) => problem.startsWith('The lesson'));
	expect(problems).toEqual([expect.stringMatching(/has 11\d\d words/), expect.stringMatching(/has \d\d words/)]);
});

test('one bad item costs no other', async () => {
	const place = await mkdtemp(join(tmpdir(), 'content-'));
	await writeExampleCourse(place, { [bank]: swap('~To wait#', '~To wait: no#') });
	const { faults, surveys } = await compileContent(place);
	expect(faults.map(({ line }) => line)).toEqual([1, 4]);
	expect(surveys[0]?.sheets.map(({ name, items }) => [name, items.length])).toEqual([
		['doors/check', 6],
		['bank', 39]
	]);
});
