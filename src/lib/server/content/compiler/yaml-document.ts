import * as v from 'valibot';
import { LineCounter, isMap, isScalar, isSeq, parseDocument, type Document } from 'yaml';
import type { Refuse } from './fault.ts';

/** A YAML text that could be read, and the line of the file on which each of its parts stands. */
export interface YamlDocument {
	value: unknown;
	/** The line of the key or list item that `path` leads to, or of the last part of the path that is there. */
	lineOf(path: readonly unknown[]): number;
}

const mostLines = 5000;

/** Reads YAML (core schema). What is no YAML becomes faults, and the result is undefined. `firstLine` is its place in the file. */
export function parseYaml(text: string, firstLine: number, refuse: Refuse): YamlDocument | undefined {
	const lines = new LineCounter();
	if (text.split('\n').length > mostLines) {
		refuse(firstLine, `The YAML has more than ${mostLines} lines.`, 'Divide the file.');
		return undefined;
	}
	const lineAt = (offset: number) => firstLine - 1 + lines.linePos(offset).line;
	try {
		const document = parseDocument(text, { schema: 'core', lineCounter: lines, prettyErrors: false, stringKeys: true });
		// What follows the first error is mostly its echo.
		const [wrong] = [...document.errors, ...document.warnings];
		if (wrong) {
			refuse(lineAt(wrong.pos[0]), `YAML cannot be read here: ${wrong.message}.`, yamlMend(wrong.message));
			return undefined;
		}
		const value: unknown = document.toJS({ maxAliasCount: 0 });
		return { value, lineOf: (path) => lineAt(offsetOf(document, path)) };
	} catch (error) {
		const why = error instanceof RangeError ? 'it is nested too deeply' : String(error);
		refuse(firstLine, `YAML cannot be read here: ${why}.`, 'Compare it with the example in content/README.md.');
		return undefined;
	}
}

/** Holds a document against a schema: gives what the schema makes of it, or notes every issue as a fault and gives undefined. */
export function validate<S extends v.GenericSchema>(
	document: YamlDocument,
	schema: S,
	refuse: Refuse
): v.InferOutput<S> | undefined {
	const result = v.safeParse(schema, document.value);
	for (const issue of result.issues ?? []) {
		const path = (issue.path ?? []).map((part) => part.key);
		const [problem, mend] = explain(issue, path);
		refuse(document.lineOf(path), problem, mend);
	}
	return result.success ? result.output : undefined;
}

function offsetOf(document: Document, path: readonly unknown[]): number {
	let node: unknown = document.contents;
	let offset = document.contents?.range?.[0] ?? 0;
	for (const step of path) {
		if (isMap(node)) {
			const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
			if (!pair) break;
			if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
			node = pair.value;
		} else if (isSeq(node)) {
			node = node.items[Number(step)];
			offset = (node as { range?: [number] } | undefined)?.range?.[0] ?? offset;
		} else break;
	}
	return offset;
}

// The schemas write their messages as "problem\nmend"; what they leave to valibot is put into words here.
function explain(issue: v.BaseIssue<unknown>, path: unknown[]): [problem: string, mend: string] {
	const end = issue.message.lastIndexOf('\n');
	if (end !== -1) return [issue.message.slice(0, end), issue.message.slice(end + 1)];
	const name = `“${path.findLast((part) => typeof part === 'string') ?? 'The file'}”`;
	if (issue.type === 'array') return [`${name} must be a list.`, 'Write [one, two], or each on a line after “- ”.'];
	if (issue.type === 'number') return [`${name} must be a number, not ${issue.received}.`, 'Write it in digits.'];
	if (issue.type === 'string')
		return [`${name} must be a text, not ${issue.received}.`, 'Write it in quotation marks.'];
	if (issue.type === 'picklist' || issue.type === 'variant') {
		return [`${name} cannot be ${issue.received}.`, `Write one of: ${(issue.expected ?? '').replace(/[()]/g, '')}.`];
	}
	if (issue.type === 'strict_object')
		return [`${name} must hold fields, not ${issue.received}.`, 'See content/README.md.'];
	return [`${name} is not right: ${issue.message}.`, 'See content/README.md.'];
}

function yamlMend(message: string): string {
	if (/unique/i.test(message)) return 'Each field stands once: delete one of the two.';
	if (/nested mappings|implicit key|unexpected|plain/i.test(message)) {
		return 'Put a text with “: ”, “#” or brackets in quotation marks.';
	}
	if (/tab/i.test(message)) return 'Indent with spaces.';
	return 'Compare it with the example in content/README.md: indentation, colons, quotation marks.';
}
