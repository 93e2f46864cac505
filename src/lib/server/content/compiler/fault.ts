import type { Fault } from '../course.ts';

/** Notes a fault of one file: the line (counted from 1), what is wrong, and what to do about it. */
export type Refuse = (line: number, problem: string, mend: string) => void;

const most = 100;

/** Gives a `Refuse` for one file that adds to `faults`, each fault once, and 100 at most: nobody reads more. */
export function refuseIn(file: string, faults: Fault[]): Refuse {
	let noted = 0;
	return (line, problem, mend) => {
		if (noted >= most) return;
		const known = faults.some((fault) => fault.file === file && fault.line === line && fault.problem === problem);
		if (known) return;
		noted++;
		faults.push({ file, line, problem, mend });
	};
}

/** Orders faults by file, then by line. */
export function byPlace(one: Fault, other: Fault): number {
	return one.file < other.file ? -1 : one.file > other.file ? 1 : one.line - other.line;
}

/** One line for a terminal: file and line, the problem, the mend. */
export function describeFault(fault: Fault, folder: string): string {
	return `${folder}/${fault.file}:${fault.line}  ${fault.problem} ${fault.mend}`;
}

/** The line, counted from 1, on which the character at `offset` stands. */
export function lineAt(text: string, offset: number): number {
	let line = 1;
	for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
	return line;
}
