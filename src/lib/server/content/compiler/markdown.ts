import { Marked, type Token, type Tokens } from 'marked';
import { createDirectives } from 'marked-directive';
import type { Language } from '../course.ts';
import { attributeOf, directiveFault, frameOf, inside, isDirective, type Frame } from './directive.ts';
import { lineAt, type Refuse } from './fault.ts';
import type { Library } from './library.ts';
import { checkFrames } from './markdown-frames.ts';
import { checkLimits } from './markdown-limits.ts';

/** A text that was read and found sound, ready for `renderMarkdown`. */
export interface Markdown {
	language: Language;
	blocks: Token[];
}

/** Where a text stands and what it may refer to. */
export interface Setting {
	language: Language;
	/** The line of the file on which the text begins. */
	firstLine: number;
	frames: readonly Frame[];
	library: Library;
}

const mostFaults = 50;
const reader = new Marked(createDirectives());

const plain = new Set(
	'space paragraph heading list list_item text strong em link table blockquote br escape def'.split(' ')
);
const mends: Record<string, [problem: string, mend: string]> = {
	html: ['HTML stands here', 'Say it in Markdown; where < is meant as a sign, write \\<.'],
	code: ['This would show as program code', 'Take away the blanks at the start of the line.'],
	codespan: ['Backquotes stand here', 'Use *italic* or quotation marks.'],
	image: ['A Markdown image stands here', 'Put the drawing into images/ and write ::picture{name=…}.'],
	del: ['Tildes strike words out here', 'Write \\~ for the sign, or leave it out.'],
	hr: ['A ruled line stands here', 'Begin a new part with a heading (##).'],
	checkbox: ['A box to tick stands here', 'Take away the [ ].']
};

/**
 * Reads Markdown with the directives of content/README.md. Everything else (HTML, images, code, unknown directives, names that do
 * not exist, bad links, too deep or too long texts) becomes faults, and the result is undefined.
 */
export function parseMarkdown(source: string, setting: Setting, refuse: Refuse): Markdown | undefined {
	const sound = checkLimits(source, setting.firstLine, refuse) && checkFrames(source, setting.firstLine, refuse);
	if (!sound) return undefined;
	try {
		const blocks = reader.lexer(source);
		return checkTokens(source, blocks, setting, refuse) ? { language: setting.language, blocks } : undefined;
	} catch (error) {
		refuse(
			setting.firstLine,
			`The text could not be read: ${String(error)}.`,
			'Look for unclosed brackets and braces.'
		);
		return undefined;
	}
}

/** All tokens as they stand in the text, each before what is inside it. */
export function* inOrder(tokens: Token[]): Generator<Token> {
	for (const token of tokens) {
		yield token;
		yield* inOrder(inside(token));
	}
}

// Tokens know no lines: they are found again in the source, from left to right and within their block.
function checkTokens(source: string, blocks: Token[], setting: Setting, refuse: Refuse): boolean {
	let faults = 0;
	let cursor = 0;
	let end = 0;
	const pictures = new Set<string>();
	for (const block of blocks) {
		cursor = end;
		end += block.raw.length;
		for (const token of inOrder([block])) {
			const head = token.raw.trimStart().split('\n', 1)[0]?.trimEnd() ?? '';
			const found = head === '' ? -1 : source.indexOf(head, cursor);
			const here = found === -1 || found >= end ? cursor : found;
			if (here === found) cursor = inside(token).length > 0 ? found : found + head.length;
			const fault = tokenFault(token, setting, pictures);
			if (!fault) continue;
			refuse(setting.firstLine - 1 + lineAt(source, here), ...fault);
			if (++faults === mostFaults) return false;
		}
	}
	return faults === 0;
}

type Words = [problem: string, mend: string];

function tokenFault(token: Token, setting: Setting, pictures: Set<string>): Words | undefined {
	if (isDirective(token)) {
		const name = token.meta.name === 'picture' ? attributeOf(token, 'name') : undefined;
		if (name && pictures.has(name)) return [`The picture “${name}” stands here twice.`, 'Show it once.'];
		if (name) pictures.add(name);
		const inTerm = token.meta.name === 'term' && [...inOrder(inside(token))].some((it) => it.type !== 'text');
		if (inTerm) return ['A term holds more than plain words.', 'Put stars and links around it, not inside.'];
		return directiveFault(token, setting.language, setting.frames, setting.library);
	}
	if (token.type === 'heading') return headingFault(token as Tokens.Heading);
	if (token.type === 'link') return linkFault(token as Tokens.Link, setting.library);
	if (plain.has(token.type)) return undefined;
	const [problem, mend] = mends[token.type] ?? [
		`“${token.type}” is not understood here`,
		'Write it in plain Markdown.'
	];
	return [`${problem}: “${token.raw.trim().split('\n', 1)[0]?.slice(0, 40)}”.`, mend];
}

function headingFault({ depth }: Tokens.Heading): Words | undefined {
	if (depth === 1) return ['A heading of the first level stands here.', 'The title is in front; write ## here.'];
	return depth > 3 ? ['A heading is deeper than ###.', 'Use ## and ### only.'] : undefined;
}

function linkFault(link: Tokens.Link, { addresses }: Library): Words | undefined {
	if ([...inOrder(link.tokens)].some(isDirective))
		return ['A directive stands inside a link.', 'Put it beside the link.'];
	const target = link.href;
	if (/^https:\/\/[\w-]+(\.[\w-]+)+(:\d+)?([/?#]|$)/i.test(target) || /^mailto:[^@\s]+@[^@\s]+$/i.test(target))
		return undefined;
	if (!/^\/(?![/\\])/.test(target)) {
		return [`The link “${target}” leads nowhere.`, 'Links begin with https://, mailto: or, inside Puente, with /.'];
	}
	const path = target.replace(/[?#].*$/, '').replace(/\/$/, '');
	if (!path.startsWith('/courses/') || addresses.has(path)) return undefined;
	return [`There is no page “${path}”.`, 'Write /courses/<course>/<module>/<step> as in course.yaml.'];
}

/** How many frames of one name a text has. */
export function countFrames(text: Markdown, name: Frame): number {
	return text.blocks.filter((block) => frameOf(block) === name).length;
}

/** The frame at the very beginning or end of a text, if there is one. */
export function frameAt(text: Markdown, end: 'start' | 'end'): Frame | undefined {
	const blocks = text.blocks.filter(({ type }) => type !== 'space' && type !== 'def');
	const block = end === 'start' ? blocks[0] : blocks.at(-1);
	return block && frameOf(block);
}
