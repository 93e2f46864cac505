import type { SignedIn } from '#server/people/session.ts';

/** Who may open a page: everyone, who is signed in, or who administers the whole installation. */
export type Audience = 'everyone' | 'signed-in' | 'administrator';

/** Every route with its audience. A route that is not listed is refused, and a test compares this list with the files. */
export const audiences: Record<string, Audience> = {
	'/': 'everyone',
	'/account': 'signed-in',
	'/account/data.json': 'signed-in',
	'/account/delete': 'signed-in',
	'/account/sign-in': 'signed-in',
	'/admin': 'administrator',
	'/admin/outbox': 'administrator',
	'/admin/outbox/[letter]': 'administrator',
	'/confirm/[secret]': 'everyone',
	'/courses': 'everyone',
	'/courses/[course]': 'everyone',
	'/courses/[course]/[module]/[step]': 'signed-in',
	'/demo/letters': 'everyone',
	'/demo/letters/[letter]': 'everyone',
	'/forgotten-password': 'everyone',
	'/glossary': 'everyone',
	'/healthz': 'everyone',
	'/home': 'signed-in',
	'/privacy': 'everyone',
	'/record': 'signed-in',
	'/record/[number].pdf': 'signed-in',
	'/refused': 'everyone',
	'/reset-password/[secret]': 'everyone',
	'/sign-in': 'everyone',
	'/sign-out': 'everyone',
	'/sign-up': 'everyone',
	'/sign-up/letter': 'everyone',
	'/stop-reminders/[secret]': 'everyone',
	'/terms': 'everyone',
	'/verify': 'everyone',
	'/verify/[number]': 'everyone',
	'/verify/[number].json': 'everyone',
	'/welcome/[secret]': 'everyone'
};

/** Whether somebody may open a route: `sign in` where signing in might help, `no` where it would not. */
export function mayOpen(route: string, person: Pick<SignedIn, 'roles'> | undefined): 'yes' | 'sign in' | 'no' {
	const audience = audiences[route];
	if (!audience) return 'no';
	if (audience === 'everyone') return 'yes';
	if (!person) return 'sign in';
	if (audience === 'signed-in') return 'yes';
	return isAdministrator(person) ? 'yes' : 'no';
}

/** Whether somebody administers the whole installation, not only a part of its organizations. */
export function isAdministrator({ roles }: Pick<SignedIn, 'roles'>): boolean {
	return roles.some(({ role, everywhere }) => role === 'administrator' && everywhere);
}
