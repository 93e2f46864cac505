import { error, redirect } from '@sveltejs/kit';
import { href } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { isAdministrator } from './access.ts';
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
