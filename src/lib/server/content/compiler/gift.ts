import { parse, type GIFTQuestion, type SyntaxError as GiftError } from 'gift-pegjs';
import type { Language } from '../course.ts';
import type { Refuse } from './fault.ts';
import { readGiftItem, type GiftItem } from './gift-item.ts';

/** What a GIFT file in one language holds. */
export interface GiftFile {
	items: GiftItem[];
	/** The ids of items that were refused, so that nobody takes them for missing. */
	broken: string[];
}

const longest = 8000;
const signs = '~=#{}:';

/** Reads GIFT block by block, so that a bad item becomes a fault with its line and costs no other. */
export function parseGift(text: string, language: Language, refuse: Refuse): GiftFile {
	const file: GiftFile = { items: [], broken: [] };
	for (const { source, line } of blocks(text)) {
		const id = /^\s*\/\/.*\[id:([^\]]+)\]/m.exec(source)?.[1]?.trim();
		const question = parseBlock(source, line, refuse);
		if (question?.type === 'Category') continue;
		const item = question && readGiftItem(question, { source, line, language, refuse });
		if (item) file.items.push(item);
		else if (id) file.broken.push(id);
	}
	return file;
}

// Empty lines divide items; a block of comments only is none.
function blocks(text: string): { source: string; line: number }[] {
	const found: { source: string; line: number }[] = [];
	let lines: string[] = [];
	`${text}\n`.split('\n').forEach((line, index) => {
		if (line.trim() !== '') lines.push(line);
		else {
			const comment = lines.every((it) => it.trim().startsWith('//'));
			if (!comment) found.push({ source: lines.join('\n'), line: index - lines.length + 1 });
			lines = [];
		}
	});
	return found;
}

function parseBlock(source: string, line: number, refuse: Refuse): GIFTQuestion | undefined {
	if (source.length > longest) {
		refuse(line, 'An item is longer than 8000 characters.', 'Put an empty line between items, and ask more briefly.');
		return undefined;
	}
	try {
		return parse(source)[0];
	} catch (error) {
		const { location, found } = error as GiftError;
		const at = location ? line - 1 + location.start.line : line;
		if (found && signs.includes(found)) {
			refuse(
				at,
				`GIFT cannot read the item from this “${found}” on.`,
				`Inside a text write \\${found}; an answer begins with = or ~.`
			);
		} else if (found)
			refuse(
				at,
				`GIFT cannot read the item from this “${found}” on.`,
				'Compare it with the example in content/README.md.'
			);
		else refuse(at, 'The item ends too early.', 'Close the answers with }, and leave no empty line inside the item.');
		return undefined;
	}
}
