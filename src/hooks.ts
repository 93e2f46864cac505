import type { Reroute } from '@sveltejs/kit';
import { withoutLanguage } from '#lib/i18n/address.ts';

/** `/es/courses` and `/courses` are the same page in two languages. */
export const reroute: Reroute = ({ url }) => withoutLanguage(url.pathname);
