import { contentLanguages, type Language } from './course.ts';

/** What each language is called in English, for messages to authors. */
export const languageNames: Record<Language, string> = { en: 'English', es: 'Spanish', pt: 'Portuguese', fr: 'French' };

/** Brings what each language says together: `{ en: …, es: … }`. */
export function inLanguages<P, V>(pages: Map<Language, P>, pick: (page: P) => V): Partial<Record<Language, V>> {
	return Object.fromEntries([...pages].map(([language, page]) => [language, pick(page)]));
}

const quotes: Record<Language, [string, string]> = { en: ['“', '”'], es: ['«', '»'], pt: ['“', '”'], fr: ['« ', ' »'] };

/** Turns `:retired[word]` in a text that is not Markdown into the word in the language's quotation marks. */
export function quoteRetired(text: string, language: Language): string {
	const [open, close] = quotes[language];
	return text.replace(/:retired\[([^\]]*)\]/g, (_, word: string) => open + word + close);
}

/** Takes `name.es.md` apart; undefined where the path is not a lowercase name, a language and `extension`. */
export function pathInLanguage(path: string, extension: string): { name: string; language: Language } | undefined {
	const [, name, language] = /^([a-z0-9-]+)\.([a-z]+)\.(\w+)$/.exec(path) ?? [];
	const known = contentLanguages.find((it) => it === language);
	return name && known && path.endsWith(`.${extension}`) ? { name, language: known } : undefined;
}
