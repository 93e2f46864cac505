import { glossaryTerms } from '#lib/web/start.ts';
import { inWords } from '#lib/i18n/href.ts';
import { languageNames } from '#lib/i18n/address.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => ({
	terms: glossaryTerms()
		.map(({ id, term, meaning, variants }) => ({
			id,
			term: inWords(term),
			meaning: inWords(meaning),
			others: Object.entries(term).flatMap(([language, words]) =>
				language !== locals.language && words ? [{ language, name: languageNames[language] ?? language, words }] : []
			),
			variants
		}))
		.sort((a, b) => a.term.localeCompare(b.term, locals.language))
});
