/** A paragraph of a file as it was written, without its markup. */
export interface Paragraph {
	file: string;
	/** The line it begins on. */
	line: number;
	/** Two paragraphs of one part belong together: the options of an item. */
	part: number;
	text: string;
}

/** The paragraphs and list items of a Markdown text; headings and tables are none. `firstLine` is where it begins in its file. */
export function markdownParagraphs(file: string, text: string, firstLine: number): Paragraph[] {
	const found: Paragraph[] = [];
	let open = false;
	for (const [index, raw] of text.split('\n').entries()) {
		const [lead = ''] = /^(?:\s*(?:>|[-*+](?=\s)|\d+[.)](?=\s)))*\s*/.exec(raw) ?? [];
		const words = withoutMarkup(raw.slice(lead.length));
		const between = words === '' || /^\s*(?::{2,}|#|\|)/.test(raw);
		const goesOn = open && !/[-*+\d]/.test(lead);
		open = !between;
		const last = found.at(-1);
		const line = firstLine + index;
		if (between) continue;
		if (goesOn && last) last.text += ` ${words}`;
		else found.push({ file, line, part: line, text: words });
	}
	return found;
}

/** Questions, options and feedback of a GIFT file, each for itself. */
export function giftParagraphs(file: string, text: string): Paragraph[] {
	let line = 1;
	return text.split(/(\n\s*\n)/).flatMap((block) => {
		const part = line;
		line += block.split('\n').length - 1;
		const said = block.replace(/^[ \t]*\/\/.*$/gm, '').replace(/::.*?::/, '');
		return [...said.matchAll(/(?:\\.|[^\\{}=~#])+/gs)].map(({ 0: piece, index }) => {
			const start = index + piece.search(/\S|$/);
			return { file, line: part + said.slice(0, start).split('\n').length - 1, part, text: piece.trim() };
		});
	});
}

function withoutMarkup(text: string): string {
	return text
		.replace(/:\w+\[([^\]]*)\](?:\{[^}]*\})?/g, '$1')
		.replace(/\]\([^)]*\)/g, ']')
		.trim();
}
