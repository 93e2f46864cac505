import type { Token, Tokens } from 'marked';
import type { Directive } from 'marked-directive';
import type { Language } from '../course.ts';
import { languageNames } from '../language.ts';
import type { Library } from './library.ts';

/** The frames a text may have, `:::case` and so on. */
export const frames = ['case', 'try', 'tomorrow', 'note', 'sample', 'facilitator'] as const;
export type Frame = (typeof frames)[number];

const attributes: Record<string, Record<string, string[]>> = {
	container: { case: ['person'], try: [], tomorrow: [], note: [], sample: [], facilitator: [] },
	block: { picture: ['name'] },
	inline: { term: ['id'], retired: [] }
};
const examples: Record<string, string> = {
	container: ':::case, :::try, :::tomorrow, :::note, :::sample or :::facilitator',
	block: '::picture{name=…} alone on its line',
	inline: ':term[words]{id=…} or :retired[word]; after any other colon leave a space'
};

/** Whether a token is a directive. */
export function isDirective(token: Token): token is Directive {
	return token.type.startsWith('directive');
}

/** The frame a token is, if it is one. */
export function frameOf(token: Token): Frame | undefined {
	if (!isDirective(token) || token.meta.level !== 'container') return undefined;
	return frames.find((frame) => frame === token.meta.name);
}

/** One attribute of a directive as text. */
export function attributeOf(directive: Directive, name: string): string | undefined {
	const value: unknown = directive.attrs?.[name];
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
		? String(value)
		: undefined;
}

/** What is wrong with a directive, in the order an author would mend it: its name, its attributes, what they refer to. */
export function directiveFault(
	directive: Directive,
	language: Language,
	allowed: readonly Frame[],
	library: Library
): [problem: string, mend: string] | undefined {
	const { level, name = '' } = directive.meta;
	const names = attributes[level] ?? {};
	const known = Object.hasOwn(names, name) ? names[name] : undefined;
	const written = directive.raw.split('\n', 1)[0] ?? '';
	if (!known) return [`“${written.slice(0, 60)}” is no directive.`, `Here it can be ${examples[level]}.`];
	const strange = Object.keys(directive.attrs ?? {}).find((key) => !known.includes(key));
	if (strange) return [`“${name}” has no attribute “${strange}”.`, `Delete ${strange} from the braces.`];
	if (level === 'container' && !allowed.some((frame) => frame === name)) {
		return [
			`:::${name} has no place in this kind of text.`,
			`Use ${allowed.map((frame) => `:::${frame}`).join(', ')}.`
		];
	}
	if (level === 'inline' && !/^:\w+\[[^\]]+\](?:\{[^}]*\})?$/.test(directive.raw)) {
		return [
			`“${written.slice(0, 60)}” is not complete, or letters follow it.`,
			`Write it on one line like ${examples.inline}.`
		];
	}
	if (name === 'term') return termFault(directive, language, library);
	if (name === 'case') return personFault(directive, language, library);
	if (name === 'picture') return pictureFault(directive, language, library);
	return undefined;
}

function termFault(directive: Directive, language: Language, { glossary }: Library): [string, string] | undefined {
	const id = attributeOf(directive, 'id');
	if (!id) return ['The term has no id.', 'Write :term[words]{id=…} with an id of glossary.yaml.'];
	if (!glossary) return undefined;
	if (!glossary.has(id)) return [`There is no term “${id}” in glossary.yaml.`, 'Add it there, or correct the id.'];
	const term = glossary.get(id);
	if (!term || (term.term[language] && term.meaning[language])) return undefined;
	return [`The term “${id}” has no meaning in ${languageNames[language]}.`, 'Write it in glossary.yaml.'];
}

function personFault(directive: Directive, language: Language, { cast }: Library): [string, string] | undefined {
	const id = attributeOf(directive, 'person');
	if (!id) return undefined;
	if (!cast.has(id))
		return [`There is no “${id}” in the cast.`, `Write cast/${id}.${language}.md, or correct the name.`];
	const person = cast.get(id);
	if (!person || person.name[language]) return undefined;
	return [`“${id}” is not in the cast in ${languageNames[language]}.`, `Write cast/${id}.${language}.md.`];
}

function pictureFault(directive: Directive, language: Language, { pictures }: Library): [string, string] | undefined {
	const id = attributeOf(directive, 'name');
	if (!id) return ['The picture has no name.', 'Write ::picture{name=…} with the name of a file in images/.'];
	if (!pictures.has(id))
		return [`There is no picture “${id}”.`, `Draw images/${id}.${language}.svg, or correct the name.`];
	const picture = pictures.get(id);
	if (!picture || picture[language]) return undefined;
	return [`The picture “${id}” is missing in ${languageNames[language]}.`, `Draw images/${id}.${language}.svg.`];
}

/** The tokens directly inside a token. */
export function inside(token: Token): Token[] {
	if (token.type === 'table') {
		const { header, rows } = token as Tokens.Table;
		return [...header, ...rows.flat()].flatMap((cell) => cell.tokens);
	}
	if (token.type === 'list') return (token as Tokens.List).items;
	return 'tokens' in token ? (token.tokens ?? []) : [];
}
