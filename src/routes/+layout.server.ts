import type { LayoutServerLoad } from './$types';
import { inLanguage, languages } from '#lib/i18n/address.ts';
import { isAdministrator } from '#lib/web/access.ts';
import { showsDemo } from '#lib/web/start.ts';

// Plain pages: small scripts add what a page gains by them.
export const csr = false;

export const load: LayoutServerLoad = ({ locals, url }) => ({
	language: locals.language,
	sameInOtherLanguages: languages
		.filter((language) => language !== locals.language)
		.map((language) => ({ language, path: inLanguage(url.pathname, language) + url.search })),
	path: inLanguage(url.pathname, 'en'),
	person: locals.person && {
		name: locals.person.name,
		isAdministrator: isAdministrator(locals.person)
	},
	isDemo: showsDemo(),
	typed: locals.kept
});
