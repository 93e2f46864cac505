import { expect, test } from 'vitest';
import type { Fault } from '../course.ts';
import { frames } from './directive.ts';
import { refuseIn } from './fault.ts';
import type { Library } from './library.ts';
import { parseMarkdown } from './markdown.ts';
import { plainText } from './plain-text.ts';
import { renderMarkdown, type Part } from './render.ts';

const term = {
	id: 'stigma',
	term: { en: 'stigma', es: 'estigma' },
	meaning: { en: 'A <mark>.', es: 'Una marca.' },
	variants: []
};
const daniel = { id: 'daniel', age: 31, name: { en: 'Daniel & Co', es: 'Daniel' }, role: {}, text: {} };
const library: Library = {
	cast: new Map([['daniel', daniel]]),
	glossary: new Map([['stigma', term]]),
	pictures: new Map([['door', { en: '<svg>$1</svg>' }]]),
	addresses: new Set(['/courses/x/a/b'])
};

function read(source: string) {
	const faults: Fault[] = [];
	return {
		text: parseMarkdown(source, { language: 'en', firstLine: 1, frames, library }, refuseIn('x.md', faults)),
		faults
	};
}

function render(source: string, part?: Part): string {
	const { text, faults } = read(source);
	expect(faults).toEqual([]);
	return text ? renderMarkdown(text, library, part) : '';
}

test('frames become sections with their heads', () => {
	expect(render(':::case{person=daniel}\nHe waits.\n:::')).toBe(
		'<section class="case"><p class="case-head"><b>Daniel &amp; Co, 31</b></p>\n<p>He waits.</p>\n</section>\n'
	);
	expect(render(':::case\nHe waits.\n:::')).toBe('<section class="case">\n<p>He waits.</p>\n</section>\n');
	expect(render(':::try\nA **bold** step.\n:::')).toContain(
		'<p class="try-head">Try it</p>\n<p>A <strong>bold</strong> step.</p>'
	);
});

test('a term opens its meaning without a script, and keeps one number', () => {
	const html = render('One :term[mark]{id=stigma}, two :term[marks]{id=stigma}.', { ids: 'part' });
	const button = (words: string) =>
		`<span class="term"><button type="button" popovertarget="part-1" class="term-word">${words}</button></span>`;
	expect(html).toBe(
		`<p>One ${button('mark')}, two ${button('marks')}.</p>\n` +
			'<div popover="auto" id="part-1" class="term-meaning"><b>stigma</b> A &lt;mark&gt;.</div>\n'
	);
});

test('a retired word is quoted', () => {
	expect(render('The word :retired[addict], here.')).toBe('<p>The word <q class="retired">addict</q>, here.</p>\n');
});

test('a picture stands where its name stood', () => {
	expect(render('::picture{name=door}')).toBe('<figure class="picture"><svg>$1</svg></figure>\n');
});

test('a corner of a table without words is no heading', () => {
	const html = render('## A\n\n|  | today |\n|---|--:|\n| bus | 2 |\n\n');
	expect(html).toContain('<td></td>');
	expect(html.match(/<th/g)).toEqual(['<th', '<th']);
	expect(html).not.toMatch(/<th[^>]*><\/th>/);
});

test('a table can be scrolled, and is called like the heading above it', () => {
	expect(render('## A & B\n\n| a | b |\n|---|:-:|\n| 1 | 2 |')).toContain(
		'<div class="scroll" tabindex="0" role="region" aria-label="A &amp; B"><table>'
	);
	const table = '| a | b |\n|---|---|\n| 1 | 2 |\n\n';
	expect(render(`## A\n\n${table}words\n\n${table}## B\n\n${table}`).match(/aria-label="[^"]*"/g)).toEqual([
		'aria-label="A"',
		'aria-label="A (2)"',
		'aria-label="B"'
	]);
});

test('links outside are told from links inside', () => {
	expect(render('[a](https://example.org/?a=1&b=2) [b](/courses/x/a/b) <mailto:a@example.org>')).toBe(
		'<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener">a</a> <a href="/courses/x/a/b">b</a> ' +
			'<a href="mailto:a@example.org" rel="noopener">mailto:a@example.org</a></p>\n'
	);
});

test('a part can be left out or taken alone', () => {
	const source = 'Task.\n\n:::sample\nOne way.\n:::\n\nEnd.';
	expect(render(source, { without: 'sample' })).toBe('<p>Task.</p>\n<p>End.</p>\n');
	expect(render(source, { only: 'sample' })).toBe('<p>One way.</p>\n');
});

test('what looks like markup and is none stays as it is', () => {
	expect(render('At 9:30, 3 < 4 & "so": \\<b> \\*no\\*.')).toBe(
		'<p>At 9:30, 3 &lt; 4 &amp; "so": &lt;b&gt; *no*.</p>\n'
	);
});

test('words are taken without markup', () => {
	const { text } = read(
		'## Head\n\nA **b**old [link](https://a.org), :term[marks]{id=stigma} and :retired[x].\n\n- one\n- two\n\n| a |\n|---|\n| c |'
	);
	expect(text && plainText(text)).toEqual({
		paragraphs: ['A bold link, marks and x.', 'one', 'two'],
		labels: ['Head', 'a', 'c']
	});
});

test.each([
	['`code`', 1],
	['    four blanks', 1],
	['x\n\n![a](b)', 3],
	['~~x~~', 1],
	['- [ ] box', 1],
	['***', 1],
	['a\n\n<!-- x -->', 3],
	['[a](http://example.org)', 1],
	['[a](//example.org)', 1],
	['[a](java&#115;cript:x)', 1],
	['www.example.org', 1],
	['[a](data:x)', 1],
	['[a]: ../b\n\n[a]', 3],
	['#### deep', 1],
	['Title\n===', 1],
	['- a\n  - b\n    - <i>', 3],
	['| a |\n|---|\n| <u> |', 3],
	[':term[words]', 1],
	[':term[*a*]{id=stigma}', 1],
	[':term[a]{id=stigma class=x}', 1],
	[':retired[a]s', 1],
	['a:b', 1],
	['[:retired[a]](/x)', 1],
	['a ::picture{name=door}', 1],
	['> :::try', 1],
	['x\n:::try\ny\n:::', 2],
	[':::', 1],
	['::::try\nx\n::::', 1],
	[':::try here\nx\n:::', 1],
	['::picture{name=door}\n\n::picture{name=door}', 3],
	[':term[a]{id="x"y}', 1],
	[':constructor[x]', 1],
	['>'.repeat(50), 1],
	[`${'    '.repeat(9)}x`, 1]
])('refuses %j in line %i', (source, line) => {
	const { text, faults } = read(source);
	expect(text).toBeUndefined();
	expect(faults[0]).toMatchObject({ line, mend: expect.stringMatching(/\.$/) as string });
});

test.each(['*a_ ', '[', '](', '> ', '- x\n\n', '`', ':a[', '<a', '# x\n', '|a|b|\n|-|-|\n', 'x ', '"'])(
	'reads 190 kB of %j within three seconds',
	(piece) => {
		const start = performance.now();
		read(piece.repeat(190_000 / piece.length));
		expect(performance.now() - start).toBeLessThan(3000);
	}
);
