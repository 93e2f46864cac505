import { getLocale } from '#lib/i18n/paraglide/runtime.js';
import { inLanguage } from './address.ts';

/** An address within Puente, in the language of the page that is being made. */
export function href(path: string): string {
	return inLanguage(path, getLocale());
}

/** The words in the page's language, or in the first language there is. */
export function inWords(words: Partial<Record<string, string>>): string {
	return words[getLocale()] ?? words.en ?? Object.values(words)[0] ?? '';
}
