import type { Fault, GlossaryTerm } from '../course.ts';
import { refuseIn } from './fault.ts';
import type { Files } from './folder.ts';
import { termSchema } from './schema.ts';
import { parseYaml, validate } from './yaml-document.ts';

const path = 'glossary.yaml';

/**
 * Reads `glossary.yaml`. A term with a fault is there without a value; undefined where the whole file could not be read, which is
 * a fault as well.
 */
export function readGlossary(files: Files, faults: Fault[]): Map<string, GlossaryTerm | undefined> | undefined {
	if (!files.has(path)) return new Map();
	const text = files.get(path);
	const refuse = refuseIn(path, faults);
	const document = text === undefined ? undefined : parseYaml(text, 1, refuse);
	return document && new Map(Object.entries(document.value ?? {}).map(([id, value]) => [id, readTerm(id, value)]));

	function readTerm(id: string, value: unknown): GlossaryTerm | undefined {
		const lineOf = (rest: readonly unknown[]) => document?.lineOf([id, ...rest]) ?? 1;
		if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
			refuse(lineOf([]), `“${id}” is no id.`, 'Use lowercase letters, digits and hyphens: “recovery-capital”.');
		}
		const entry = validate({ value, lineOf }, termSchema, refuse);
		if (!entry) return undefined;
		const { en, es, pt, fr, variants } = entry;
		return {
			id,
			term: { en: en.term, es: es.term, pt: pt.term, fr: fr.term },
			meaning: { en: en.meaning, es: es.meaning, pt: pt.meaning, fr: fr.meaning },
			variants
		};
	}
}
