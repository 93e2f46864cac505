import type { Token } from 'marked';
import type { Page } from './page.ts';

/** A top-level part of a text with the line of the file it begins on. */
export interface Block {
	token: Token;
	line: number;
}

/** The parts of a text in order, with their lines. */
export function blocksOf({ text, firstLine }: Pick<Page<unknown>, 'text' | 'firstLine'>): Block[] {
	let line = firstLine;
	return text.blocks.map((token) => {
		const blank = /^\n*/.exec(token.raw)?.[0].length ?? 0;
		const block = { token, line: line + blank };
		line += token.raw.split('\n').length - 1;
		return block;
	});
}
