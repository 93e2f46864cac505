import type { TextFormat } from 'gift-pegjs';
import type { Language } from '../course.ts';
import type { Refuse } from './fault.ts';
import { cleanInline, escapeHtml, inlineElements } from './safe-html.ts';

/** The block of the file a question was read from. */
export interface Block {
	source: string;
	line: number;
	language: Language;
	refuse: Refuse;
}

/**
 * A text of GIFT as safe HTML: `[html]` keeps its few inline elements, everything else shows as it is written. The same text gives the
 * same HTML whichever way it was written, so that an export reads back as it was.
 */
export function giftHtml({ format, text }: TextFormat, { line, refuse }: Block): string {
	if (format === 'markdown') refuse(line, 'Items are not written in Markdown.', 'Take [markdown] away, or use [html].');
	const strange = format === 'html' ? [...text.matchAll(/<\/?([a-z][\w-]*)([^>]*)>?/gi)].find(notPlain) : undefined;
	if (strange)
		refuse(
			line,
			`“${strange[0].slice(0, 40)}” is not allowed in an item.`,
			`Use only <${inlineElements.join('>, <')}>.`
		);
	return (format === 'html' ? cleanInline(text.replace(afterBreak, ' ')) : plainHtml(text))
		.replace(/[ \t\n]+/g, ' ')
		.trim()
		.replace(/:retired\[([^\]]*)\]/g, '<q>$1</q>')
		.replaceAll('<q>', '<q class="retired">');
}

// The parser turns \n into a line break, and leaves a semicolon behind it.
const afterBreak = /\n;?/g;

function plainHtml(text: string): string {
	return escapeHtml(text).replaceAll('&quot;', '"').replace(afterBreak, '<br />');
}

function notPlain([, name = '', rest = '']: RegExpMatchArray): boolean {
	return !inlineElements.includes(name.toLowerCase()) || !/^\s*\/?$/.test(rest);
}
