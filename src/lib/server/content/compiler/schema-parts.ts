import * as v from 'valibot';
import type { Language, Words } from '../course.ts';
import { languageNames, quoteRetired } from '../language.ts';

// Messages are written "problem\nmend"; `validate` in yaml-document.ts turns them into faults.

const lastKey = (issue: v.BaseIssue<unknown>) => {
	const key: unknown = issue.path?.at(-1)?.key;
	return typeof key === 'string' ? key : undefined;
};

/** An object with these fields and no other. */
export const fields = <E extends v.ObjectEntries>(entries: E) =>
	v.strictObject(entries, (issue) => {
		const name = lastKey(issue) ?? 'The file';
		if (issue.expected === 'never')
			return `There is no field “${name}” here.\nUse only: ${Object.keys(entries).join(', ')}.`;
		if (issue.received === 'undefined') return `The field “${name}” is missing.\nAdd a line “${name}: …”.`;
		return `“${name}” must hold fields.\nUse: ${Object.keys(entries).join(', ')}.`;
	});

/** A whole number between two, both included. */
export const between = (low: number, high: number, what: string) => {
	const message = `This is no possible number of ${what}.\nWrite a whole number from ${low} to ${high}.`;
	return v.pipe(v.number(), v.integer(message), v.minValue(low, message), v.maxValue(high, message));
};

/** A list of one item at least. */
export const listOf = <S extends v.GenericSchema>(item: S, most: number) =>
	v.pipe(
		v.array(item),
		v.minLength(1, 'The list is empty.\nAdd an item, or take the whole field out.'),
		v.maxLength(most, `The list has more than ${most} items.\nShorten it.`)
	);

/** A list that may be empty or left out. */
export const listOrNone = <S extends v.GenericSchema>(item: S, most: number) =>
	v.optional(v.pipe(v.array(item), v.maxLength(most, `The list has more than ${most} items.\nShorten it.`)), () => []);

/** A list of exactly so many items. */
export const exactly = <S extends v.GenericSchema>(item: S, many: number, what: string) =>
	v.pipe(v.array(item), v.length(many, `There must be ${many} ${what}.\nWrite exactly ${many}.`));

/** A text of 1 to 2000 characters. */
export const text = v.pipe(
	v.string(),
	v.trim(),
	v.minLength(1, 'A text is empty here.\nWrite it, or take the field out.'),
	v.maxLength(2000, 'A text is longer than 2000 characters.\nShorten it.')
);

/** A name in addresses: lowercase words with hyphens. */
export const id = v.pipe(
	v.string(),
	v.regex(
		/^[a-z0-9]+(-[a-z0-9]+)*$/,
		'An id has only lowercase letters, digits and hyphens.\nWrite it like “first-door”.'
	),
	v.maxLength(60, 'An id is longer than 60 characters.\nShorten it.')
);

/** Minutes of a step or a part of it. */
export const minutes = between(1, 600, 'minutes');

/** A text in one language; `:retired[word]` becomes the word in quotation marks. */
export const words = (language: Language) =>
	v.pipe(
		text,
		v.transform((plain) => quoteRetired(plain, language))
	);

/** A text in each of these languages. */
export const inEach = (languages: readonly Language[]): v.GenericSchema<unknown, Words> =>
	v.strictObject(Object.fromEntries(languages.map((language) => [language, words(language)])), (issue) => {
		const key = lastKey(issue) ?? '';
		const name = languageNames[key as Language] ?? key;
		if (issue.received === 'undefined')
			return `The ${name} text is missing.\nAdd “${key}: …” beside the other languages.`;
		if (issue.expected === 'never')
			return `“${key}” is no language of this course.\nTake it out, or add it to “languages”.`;
		return `“${key}” must hold a text in each language.\nWrite { ${languages.map((it) => `${it}: …`).join(', ')} }.`;
	});
