import { inWords } from '#lib/i18n/href.ts';
import { findRootOrganization } from '#server/people/organization.ts';
import { documents } from '#server/people/person.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async () => ({
	version: documents.privacy,
	issuer: inWords((await findRootOrganization())?.name ?? { en: 'Puente' })
});
