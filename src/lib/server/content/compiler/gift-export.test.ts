import { parse } from 'gift-pegjs';
import { expect, test } from 'vitest';
import { compileContent } from '../compile.ts';
import type { Fault, Language } from '../course.ts';
import type { Item } from '../item.ts';
import { refuseIn } from './fault.ts';
import { exportBank, exportItems } from './gift-export.ts';
import { parseGift } from './gift.ts';
import { mergeItem } from './merge-item.ts';

// Reads GIFT in each language and makes items of it, as a course does.
function readItems(texts: Partial<Record<Language, string>>): Item[] {
	const faults: Fault[] = [];
	const files = (Object.entries(texts) as [Language, string][]).map(([language, text]) => {
		const refuse = refuseIn(`x.${language}.gift`, faults);
		return { language, refuse, ...parseGift(text, language, refuse) };
	});
	const items = files[0]?.items.flatMap(({ id }) => {
		const versions = files.flatMap(({ language, refuse, items }) => {
			const item = items.find((it) => it.id === id);
			return item ? [[language, { item, refuse }] as const] : [];
		});
		return mergeItem(new Map(versions)) ?? [];
	});
	expect(faults).toEqual([]);
	return items ?? [];
}

const head = '// [id:a-1] [tag:see]\n::A \\:\\: title \\{1\\}::';

test.each([
	[
		'signs',
		'A \\: b \\{c\\} 1 \\= 2 \\~ \\#3 \\\\ "q" < & > {\n=Yes\\=so#Good\\: yes.\n~No#Not.\n~%-50%Perhaps#Hm.\n####All.\n}'
	],
	['several right answers', 'Which? {~%33.33333%a#1~%66.66667%b#2~%-100%c#3}'],
	['an option that begins with a percent sign', 'How many? {=%100%% of all#1~%0%%%#2~c#3}'],
	['true', 'So? {T#No, it is.#Right.\n####Both.}'],
	['false', 'So? {F#It is not.#Right, it is not.}'],
	['pairs', 'Match {=a b -> c\\:d\n=[html]e -&gt; f -> g \\= h\n####Well.}'],
	['short answers', 'Name it {=map#Yes.=%50%a < b#Nearly.=%0%[a] no#Not.}'],
	['numbers', 'How many? {#=7:1#Yes.=%50%-5..10.25#Nearly.=0.0000001#Tiny.}'],
	[
		'html beside plain words',
		'[html]A <b>b</b> &amp; <i>c</i><br>d {=[moodle]2 < 3 "x"#1~[html]x<sup>2</sup>#[moodle]e~z#3}'
	],
	['retired words', '\\:retired[addict]? {=[html]<q>junkie</q>#1~y \\:retired[addict]#2~[html]<b>z</b>#3}'],
	['line breaks', 'A\\nb {=x#1~y\\nz#2~c#3}'],
	['a format that is only text', 'A {=[moodle][html] is a word#1~b#2~c#3}'],
	['a gap', 'Daniel {=asks#1~waits#2~goes#3} first.']
])('%s come back as they were', (_, question) => {
	const items = readItems({ en: head + question });
	expect(items).toHaveLength(1);
	const text = exportItems(items, 'en');
	expect(readItems({ en: text })).toEqual(items);
	expect(parse(text)).toHaveLength(1);
});

test('what Moodle shows is no markup of ours', () => {
	const text = exportItems(readItems({ en: `${head}Say \\:retired[addict]? {=x#1~y#2~z#3}` }), 'en');
	expect(text).toBe(
		'// [id:a-1] [tag:see]\n::A \\:\\: title \\{1\\}::[html]Say <q>addict</q>? {\n' +
			'\t=[moodle]x#[moodle]1\n\t~[moodle]y#[moodle]2\n\t~[moodle]z#[moodle]3\n}\n'
	);
});

const { surveys } = await compileContent('content');

test.each(surveys.map((survey) => [survey.course, survey] as const))(
	'every quiz and the bank of %s are read by a GIFT parser and come back as the very same items',
	(_, survey) => {
		const items = survey.sheets.flatMap((sheet) => sheet.items);
		const texts = Object.fromEntries(survey.languages.map((language) => [language, exportBank(survey, language)]));
		expect(items.length).toBeGreaterThanOrEqual(40);
		expect(readItems(texts)).toEqual(items);
		for (const text of Object.values(texts)) {
			const questions = parse(text).filter((question) => question.type !== 'Category');
			expect(questions.map(({ id, tags, title }) => [id, tags, Boolean(title)])).toEqual(
				items.map(({ id, outcome }) => [id, [outcome], true])
			);
		}
	}
);
