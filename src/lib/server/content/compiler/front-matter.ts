/** A Markdown file in its two parts, with the lines of the file on which they begin. */
export interface Parts {
	front: string;
	frontLine: number;
	body: string;
	bodyLine: number;
}

/** Divides a file at its two `---` lines; undefined where it does not begin with one, or the second is missing. */
export function splitFrontMatter(text: string): Parts | undefined {
	const lines = text.split('\n');
	const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---');
	if (lines[0]?.trimEnd() !== '---' || end === -1) return undefined;
	const body = lines.slice(end + 1);
	return { front: lines.slice(1, end).join('\n'), frontLine: 2, body: body.join('\n'), bodyLine: end + 2 };
}
