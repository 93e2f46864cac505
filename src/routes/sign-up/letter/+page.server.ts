import { href } from '#lib/i18n/href.ts';
import { withNext } from '#lib/web/session.ts';
import { showsDemo } from '#lib/web/start.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ cookies, url }) => ({
	email: cookies.get('puente_letter_to'),
	inDemo: showsDemo(),
	again: withNext(href('/sign-up'), url)
});
