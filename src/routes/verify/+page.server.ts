import { redirect } from '@sveltejs/kit';
import { href } from '#lib/i18n/href.ts';
import { printedNumber, readNumber } from '#server/certification/number.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => {
	const typed = url.searchParams.get('number')?.trim();
	if (typed === undefined) return { typed: '', fault: undefined };
	if (typed === '') return { typed, fault: 'empty' as const };
	const number = readNumber(typed);
	if (!number) return { typed: typed.slice(0, 100), fault: 'mistyped' as const };
	redirect(303, href(`/verify/${printedNumber(number)}`));
};
