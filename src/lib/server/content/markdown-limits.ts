import type { Refuse } from './fault.ts';

const largest = 200_000;
const longestParagraph = 6000;
const mostSigns = 400;
const deepest = 6;

/**
 * Refuses, before anything is parsed, what would make the parser slow or crash: more than 200 kB, deep nesting, endless paragraphs,
 * long runs of signs. Says whether the text may be parsed. `firstLine` is where it begins in its file.
 */
export function checkLimits(source: string, firstLine: number, refuse: Refuse): boolean {
	let sound = true;
	const no = (line: number, problem: string, mend: string) => {
		sound = false;
		refuse(line, problem, mend);
	};
	if (source.length > largest) no(firstLine, 'The text is longer than 200 kB.', 'Divide it.');
	let start = 0;
	let length = 0;
	let signs = 0;
	if (sound) {
		source.split('\n').forEach((line, index) => {
			if (line.trim() === '') {
				length = signs = 0;
				start = index + 1;
				return;
			}
			if (nesting(line) > deepest) {
				no(
					firstLine + index,
					'The text is nested too deeply here.',
					`Take away signs or spaces at the start: ${deepest} levels at most.`
				);
			}
			length += line.length;
			signs += line.match(/[*_~`[\]<!\\]/g)?.length ?? 0;
			if (length > longestParagraph) no(firstLine + start, 'A paragraph is endless.', 'Divide it with empty lines.');
			if (signs > mostSigns) {
				no(
					firstLine + start,
					'A paragraph has hundreds of the signs * _ ~ ` [ ] < !.',
					'Take them out, or divide it with empty lines.'
				);
			}
		});
	}
	return sound;
}

// How deep lists and quotations go on one line: their signs, or four blanks for a level.
function nesting(line: string): number {
	const signs = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))+/.exec(line)?.[0] ?? '';
	const blanks = /^[ \t]*/.exec(line)?.[0].replaceAll('\t', '    ').length ?? 0;
	return (signs.match(/[>*+.)-]/g)?.length ?? 0) + Math.floor(blanks / 4);
}

/**
 * Refuses frames (`:::case` … `:::`) that are not closed, stand in one another or not at the start of a line, and attributes that
 * are no plain `name=value`. Says whether the text may be parsed.
 */
export function checkFrames(source: string, firstLine: number, refuse: Refuse): boolean {
	let sound = true;
	let open: { name: string; line: number } | undefined;
	let before = '';
	const no = (line: number, problem: string, mend: string) => {
		sound = false;
		refuse(line, problem, mend);
	};
	source.split('\n').forEach((text, index) => {
		const line = firstLine + index;
		const [, lead = '', colons = '', rest = ''] = /^([\s>*+\-\d.)]*)(::+)(.*)$/.exec(text) ?? [];
		if (colons === '' && /\S\s*::/.test(text)) {
			no(line, 'Two colons stand inside a line.', 'A directive begins its line; elsewhere write one colon.');
		} else if (lead !== '') no(line, 'A directive is indented.', 'Write it at the very start of its line.');
		else if (colons === ':::' && rest.trim() === '') {
			if (!open) no(line, 'This ::: closes nothing.', 'Delete it, or name the frame it opens: :::try.');
			open = undefined;
		} else if (colons === ':::') {
			const name = /^\s*\S*/.exec(rest)?.[0].trim() ?? '';
			if (open) no(line, `:::${name} opens inside :::${open.name}.`, 'Close the first frame with ::: before it.');
			else if (before.trim() !== '') no(line, `There is no empty line before :::${name}.`, 'Leave one empty.');
			else if (!/^[a-z]+(?:\{[^{}]*\})?\s*$/.test(rest)) {
				no(
					line,
					`“:::${rest.slice(0, 60)}” is not how a frame opens.`,
					'Write :::name or :::name{key=value}, and the text below.'
				);
			}
			open = { name, line };
		} else if (colons === '::' && !/^[a-z]+\{[^{}]*\}\s*$/.test(rest)) {
			no(line, `“::${rest.slice(0, 60)}” is not complete.`, 'Write ::picture{name=…} alone on its line.');
		} else if (colons.length > 3) no(line, 'There are too many colons.', 'Write three.');
		for (const [, given = ''] of text.matchAll(/:[\w-]+(?:\[[^\]]*\])?\{([^}]*)\}/g)) {
			const strange = given
				.trim()
				.split(/\s+/)
				.find((part) => !/^[\w-]+=(?:"[\w-]*"|[\w-]+)$/.test(part));
			if (strange) no(line, `The attribute “${strange}” is not understood.`, 'Between braces write only name=value.');
		}
		before = text;
	});
	if (open)
		no(
			(open as { line: number }).line,
			`:::${(open as { name: string }).name} is never closed.`,
			'Write ::: on a line of its own after it.'
		);
	return sound;
}
