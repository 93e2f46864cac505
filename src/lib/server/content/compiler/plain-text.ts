import type { Token } from 'marked';
import { isDirective, inside } from './directive.ts';
import type { Markdown } from './markdown.ts';

/** The words of a text without their markup: paragraphs, and apart from them what is no sentence (headings, cells of tables). */
export interface PlainText {
	paragraphs: string[];
	labels: string[];
}

/** Takes the words out of a Markdown text. */
export function plainText({ blocks }: Pick<Markdown, 'blocks'>): PlainText {
	const plain: PlainText = { paragraphs: [], labels: [] };
	collect(blocks, plain);
	return plain;
}

function collect(blocks: Token[], plain: PlainText): void {
	for (const block of blocks) {
		if (block.type === 'heading') plain.labels.push(inlineText(inside(block)));
		else if (block.type === 'table') plain.labels.push(...inside(block).map((token) => inlineText([token])));
		else if (block.type === 'paragraph' || block.type === 'text') plain.paragraphs.push(inlineText(inside(block)));
		else collect(inside(block), plain);
	}
}

/** The words of inline tokens, without their markup. */
export function inlineText(tokens: Token[]): string {
	return tokens
		.map((token) => {
			const parts = inside(token);
			if (parts.length > 0) return inlineText(parts);
			if (token.type === 'br') return ' ';
			return isDirective(token) || !('text' in token) ? '' : String(token.text);
		})
		.join('');
}
