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
	const fault = limitFault(source);
	if (fault) refuse(firstLine + fault.index, fault.problem, fault.mend);
	return !fault;
}

function limitFault(source: string): { index: number; problem: string; mend: string } | undefined {
	if (source.length > largest) return { index: 0, problem: 'The text is longer than 200 kB.', mend: 'Divide it.' };
	let start = 0;
	let length = 0;
	let signs = 0;
	for (const [index, line] of source.split('\n').entries()) {
		if (line.trim() === '') {
			length = signs = 0;
			start = index + 1;
		} else if (nesting(line) > deepest) {
			const mend = `Take away signs or spaces at the start: ${deepest} levels at most.`;
			return { index, problem: 'The text is nested too deeply here.', mend };
		}
		length += line.length;
		signs += line.match(/[*_~`[\]<!\\]/g)?.length ?? 0;
		const mend = 'Take them out, or divide it with empty lines.';
		if (signs > mostSigns)
			return { index: start, problem: 'A paragraph has hundreds of the signs * _ ~ ` [ ] < !.', mend };
		if (length > longestParagraph)
			return { index: start, problem: 'A paragraph is endless.', mend: 'Divide it with empty lines.' };
	}
	return undefined;
}

// How deep lists and quotations go on one line: their signs, or four blanks for a level.
function nesting(line: string): number {
	const signs = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))+/.exec(line)?.[0] ?? '';
	const blanks = /^[ \t]*/.exec(line)?.[0].replaceAll('\t', '    ').length ?? 0;
	return (signs.match(/[>*+.)-]/g)?.length ?? 0) + Math.floor(blanks / 4);
}
