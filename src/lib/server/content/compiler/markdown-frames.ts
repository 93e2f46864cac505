import type { Refuse } from './fault.ts';

type Words = [problem: string, mend: string];

/**
 * Refuses frames (`:::case` … `:::`) that are not closed, stand in one another or not at the start of a line, and attributes that
 * are no plain `name=value`. Says whether the text may be parsed. `firstLine` is where it begins in its file.
 */
export function checkFrames(source: string, firstLine: number, refuse: Refuse): boolean {
	let sound = true;
	let open: { name: string; line: number } | undefined;
	let before = '';
	for (const [index, text] of source.split('\n').entries()) {
		const line = firstLine + index;
		const fault = frameFault(text, before, open?.name) ?? attributeFault(text);
		if (fault) {
			sound = false;
			refuse(line, ...fault);
		}
		const name = /^:::(?!:)\s*(\S*)/.exec(text)?.[1];
		if (name !== undefined) open = name === '' ? undefined : { name, line };
		before = text;
	}
	if (open) refuse(open.line, `:::${open.name} is never closed.`, 'Write ::: on a line of its own after it.');
	return sound && !open;
}

// What is wrong with the colons of a line, given the line before it and the frame that is open.
function frameFault(text: string, before: string, open: string | undefined): Words | undefined {
	const [, lead = '', colons = '', rest = ''] = /^([\s>*+\-\d.)]*)(::+)(.*)$/.exec(text) ?? [];
	if (colons === '') {
		const inside = /\S\s*::/.test(text);
		return inside
			? ['Two colons stand inside a line.', 'A directive begins its line; elsewhere write one colon.']
			: undefined;
	}
	if (lead !== '') return ['A directive is indented.', 'Write it at the very start of its line.'];
	if (colons.length > 3) return ['There are too many colons.', 'Write three.'];
	if (colons === '::') {
		const whole = /^[a-z]+\{[^{}]*\}\s*$/.test(rest);
		return whole
			? undefined
			: [`“::${rest.slice(0, 60)}” is not complete.`, 'Write ::picture{name=…} alone on its line.'];
	}
	if (rest.trim() === '')
		return open ? undefined : ['This ::: closes nothing.', 'Delete it, or name the frame it opens: :::try.'];
	const name = rest.trim().slice(0, 60);
	if (open) return [`:::${name} opens inside :::${open}.`, 'Close the first frame with ::: before it.'];
	if (before.trim() !== '') return [`There is no empty line before :::${name}.`, 'Leave one empty.'];
	if (/^[a-z]+(?:\{[^{}]*\})?\s*$/.test(rest)) return undefined;
	return [`“:::${name}” is not how a frame opens.`, 'Write :::name or :::name{key=value}, and the text below.'];
}

function attributeFault(text: string): Words | undefined {
	for (const [, given = ''] of text.matchAll(/:[\w-]+(?:\[[^\]]*\])?\{([^}]*)\}/g)) {
		const parts = given.trim().split(/\s+/);
		const strange = parts.find((part) => !/^[\w-]+=(?:"[\w-]*"|[\w-]+)$/.test(part));
		if (strange) return [`The attribute “${strange}” is not understood.`, 'Between braces write only name=value.'];
	}
	return undefined;
}
