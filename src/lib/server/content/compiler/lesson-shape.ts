import type { Token, Tokens } from 'marked';
import { blocksOf } from './blocks.ts';
import { frameOf } from './directive.ts';
import { inOrder } from './markdown.ts';
import type { Page } from './page.ts';
import { plainText } from './plain-text.ts';
import { countWords } from './reading-level.ts';

const mostHeadings = 5;
const fewestWords = 25;
const mostInLists = 1 / 3;

/** Refuses a lesson that is a list of headings or of points: more than 5 headings, a part without text, more than a third in lists. */
export function refuseBareList(page: Page<unknown>): void {
	const { text, firstLine, refuse } = page;
	const headings = [...inOrder(text.blocks)].filter(({ type }) => type === 'heading');
	if (headings.length > mostHeadings) {
		const mend = `Join parts until there are ${mostHeadings} at most, or make two lessons of it.`;
		refuse(firstLine, `The lesson has ${headings.length} headings.`, mend);
	}
	for (const { line, words } of sectionsOf(page)) {
		if (words >= fewestWords) continue;
		const mend = `Say in ${fewestWords} words or more what belongs there, or take the heading out.`;
		refuse(line, `Only ${words} words stand under this heading.`, mend);
	}
	const lists = text.blocks.flatMap(outermostLists);
	const share = wordsIn(lists) / Math.max(1, wordsIn(text.blocks));
	if (share > mostInLists) {
		const problem = `${Math.round(share * 100)} percent of the words stand in lists.`;
		refuse(firstLine, problem, 'Make sentences of some of them, that say why: a third at most.');
	}
}

// Tasks and what to do tomorrow are no text of their own under a heading.
function sectionsOf(page: Page<unknown>): { line: number; words: number }[] {
	const sections: { line: number; words: number }[] = [];
	for (const { token, line } of blocksOf(page)) {
		const section = sections.at(-1);
		const frame = frameOf(token);
		if (token.type === 'heading') sections.push({ line, words: 0 });
		else if (section && frame !== 'try' && frame !== 'tomorrow') section.words += wordsIn([token]);
	}
	return sections;
}

function outermostLists(token: Token): Token[] {
	if (token.type === 'list') return [token];
	return frameOf(token) ? ((token as Tokens.Generic).tokens ?? []).flatMap(outermostLists) : [];
}

function wordsIn(blocks: Token[]): number {
	const { paragraphs, labels } = plainText({ blocks });
	return [...paragraphs, ...labels].reduce((sum, it) => sum + countWords(it), 0);
}
