import { redirect } from '@sveltejs/kit';
import { href } from '#lib/i18n/href.ts';

const known = [
	'added',
	'renamed',
	'closed',
	'opened',
	'role-given',
	'role-taken',
	'invited',
	'invitation-withdrawn'
] as const;

/** What has just been done on an organization's page, for it to say so. */
export type News = (typeof known)[number];

/** The news that an address brings, if it does. */
export function newsIn(url: URL): News | undefined {
	return known.find((each) => each === url.searchParams.get('news'));
}

/** Back to an organization's page, which says what was done. */
export function tell(organizationId: string, news: News): never {
	redirect(303, `${href(`/manage/organizations/${organizationId}`)}?news=${news}#news`);
}
