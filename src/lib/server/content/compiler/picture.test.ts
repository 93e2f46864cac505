import { expect, test } from 'vitest';
import type { Fault } from '../course.ts';
import { refuseIn } from './fault.ts';
import { readPicture } from './picture.ts';

const sound =
	'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 100"><title id="door-title">A</title><desc>B</desc><g/></svg>';

function read(text: string) {
	const faults: Fault[] = [];
	return {
		svg: readPicture(text, 'door', refuseIn('x.svg', faults)),
		problems: faults.map(({ line, problem }) => `${line} ${problem}`)
	};
}

test('a plain drawing is taken, without its declaration and comments', () => {
	expect(
		read(`<?xml version="1.0"?>\n<!-- by hand -->\n${sound.replace('<g/>', '<!-- <script> -->\n\t<g/>')}\n`)
	).toEqual({
		svg: sound.replace('<g/>', '\n<g/>'),
		problems: []
	});
});

test.each([
	['<script>alert(1)</script>', '<script>'],
	['<foreignObject/>', '<foreignObject>'],
	['<style>a{}</style>', '<style>'],
	['<use href="#a"/>', '<use>'],
	['<g style="x"/>', '“style”'],
	['<g onclick="x"/>', '“onclick”'],
	['<g xlink:href="x"/>', '“xlink:href”'],
	['<g fill="url(#x)"/>', 'refers'],
	["<g fill='url(//x)'/>", 'refers'],
	['<g fill=red/>', 'belongs to no tag'],
	['<text font-size="9">a</text>', 'too small'],
	['<g id="title"/>', 'another picture'],
	['<g>', 'closes what is not open'],
	['</g>', 'closes what is not open'],
	['<![CDATA[<script>]]>', 'belongs to no tag'],
	['</svg><img src="x">', 'cannot have <img>']
])('refuses %s', (inside, problem) => {
	const { svg, problems } = read(sound.replace('<g/>', inside));
	expect(svg).toBeUndefined();
	expect(problems.join('\n')).toContain(problem);
});

test('refuses a drawing without size, title or description, or with something around it', () => {
	expect(read(sound.replace('viewBox="0 0 360 100"', '')).problems).toEqual([
		'1 The viewBox is missing or not 360 wide.'
	]);
	expect(read(sound.replace('<title id="door-title">A</title>', '')).problems).toEqual([
		'1 The picture has no <title>.'
	]);
	expect(read(sound.replace('<desc>B</desc>', '<desc> </desc>')).problems).toEqual(['1 The picture has no <desc>.']);
	expect(read(`<!DOCTYPE svg [<!ENTITY a "b">]>\n${sound}`).problems).toEqual(['1 Something stands before <svg>.']);
	expect(read(`${sound}\nx`).problems).toEqual(['2 Something stands after </svg>.']);
	expect(read('nothing').problems).toEqual(['1 There is no <svg>.']);
});
