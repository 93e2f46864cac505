import type { LayoutServerLoad } from './$types';
import { inLanguage, languages } from '#lib/i18n/address.ts';
import { isAdministrator, mayOpen } from '#lib/web/access.ts';
import { currentRefusal } from '#lib/web/refusal.ts';
import { showsDemo } from '#lib/web/start.ts';

// Plain pages: small scripts add what a page gains by them.
export const csr = false;

export const load: LayoutServerLoad = ({ locals, url: { pathname, search } }) => {
	const asked = currentRefusal()?.url ?? { pathname, search };
	return {
		language: locals.language,
		sameInOtherLanguages: languages
			.filter((language) => language !== locals.language)
			.map((language) => ({ language, path: inLanguage(asked.pathname, language) + asked.search })),
		path: inLanguage(asked.pathname, 'en'),
		person: locals.person && {
			name: locals.person.name,
			isAdministrator: isAdministrator(locals.person),
			facilitates: mayOpen('/workshops/new', locals.person) === 'yes',
			manages: mayOpen('/manage', locals.person) === 'yes'
		},
		isDemo: showsDemo(),
		typed: locals.kept
	};
};
