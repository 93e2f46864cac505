/** The languages of the interface. English has no prefix in addresses. */
export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

/** The languages by their own names. */
export const languageNames: Record<string, string> = { en: 'English', es: 'Español', pt: 'Português', fr: 'Français' };

/** The language an address asks for. */
export function languageOf(pathname: string): Language {
	return /^\/es(\/|$)/.test(pathname) ? 'es' : 'en';
}

/** An address without its language. */
export function withoutLanguage(pathname: string): string {
	return pathname.replace(/^\/es(?=\/|$)/, '') || '/';
}

/** The same address in a language. */
export function inLanguage(pathname: string, language: string): string {
	const bare = withoutLanguage(pathname);
	return language === 'es' ? `/es${bare === '/' ? '' : bare}` : bare;
}
