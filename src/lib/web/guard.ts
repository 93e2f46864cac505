import { error, redirect } from '@sveltejs/kit';
import { href } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { isAdministrator } from './access.ts';
import { reachOf, type Reach, type Right } from '#server/people/reach.ts';
import type { SignedIn } from '#server/people/session.ts';

/** The person who asks, or the way to the sign-in page, and from there to `next`. */
export function signedIn(locals: App.Locals, next = href('/home')): SignedIn {
	return locals.person ?? redirect(303, `${href('/sign-in')}?next=${encodeURIComponent(next)}`);
}

/** The person who asks, if they are an administrator of the whole installation. */
export function administrator(locals: App.Locals): SignedIn {
	const person = signedIn(locals);
	if (!isAdministrator(person)) error(403, m.error_forbidden());
	return person;
}

/** The person who asks, with the organizations in which they may do something. Refused where there is none. */
export function withRight(locals: App.Locals, right: Right): { person: SignedIn; reach: Reach } {
	const person = signedIn(locals);
	const reach = reachOf(person, right);
	if (reach.organizationIds.length === 0) error(403, m.error_forbidden());
	return { person, reach };
}
