import { reachOf, type Right } from '#server/people/reach.ts';
import type { SignedIn } from '#server/people/session.ts';

/**
 * Who may open a page: everyone, who is signed in, who may see sums, manage people or facilitate workshops somewhere, or who administers the whole installation.
 * Which rows they see there, the page's own question to the domain decides.
 */
export type Audience = 'everyone' | 'signed-in' | 'observer' | 'manager' | 'facilitator' | 'administrator';

const rights: Partial<Record<Audience, Right>> = {
	observer: 'see sums',
	manager: 'manage',
	facilitator: 'facilitate'
};

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
	'/invitations/[secret]': 'everyone',
	'/join/[code]': 'everyone',
	'/manage': 'observer',
	'/manage/batches/[batch]': 'manager',
	'/manage/log': 'manager',
	'/manage/organizations': 'manager',
	'/manage/organizations/[organization]': 'manager',
	'/manage/people': 'manager',
	'/manage/people.csv': 'manager',
	'/manage/people.xlsx': 'manager',
	'/manage/people/[person]': 'manager',
	'/manage/report.csv': 'observer',
	'/manage/report.xlsx': 'observer',
	'/manage/steps.csv': 'manager',
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
	'/welcome/[secret]': 'everyone',
	'/workshops': 'signed-in',
	'/workshops/[workshop]': 'signed-in',
	'/workshops/[workshop]/attendance': 'signed-in',
	'/workshops/[workshop]/attendance/[session]': 'signed-in',
	'/workshops/[workshop]/calendar.ics': 'signed-in',
	'/workshops/[workshop]/edit': 'signed-in',
	'/workshops/[workshop]/letters': 'signed-in',
	'/workshops/[workshop]/modules': 'signed-in',
	'/workshops/[workshop]/people': 'signed-in',
	'/workshops/[workshop]/people/lists/[list]': 'signed-in',
	'/workshops/[workshop]/practices': 'signed-in',
	'/workshops/[workshop]/practices/[submission]': 'signed-in',
	'/workshops/[workshop]/progress': 'signed-in',
	'/workshops/[workshop]/progress.csv': 'signed-in',
	'/workshops/[workshop]/progress.xlsx': 'signed-in',
	'/workshops/new': 'facilitator'
};

/** Whether somebody may open a route: `sign in` where signing in might help, `no` where it would not. */
export function mayOpen(route: string, person: Pick<SignedIn, 'id' | 'roles'> | undefined): 'yes' | 'sign in' | 'no' {
	const audience = audiences[route];
	if (!audience) return 'no';
	if (audience === 'everyone') return 'yes';
	if (!person) return 'sign in';
	if (audience === 'signed-in') return 'yes';
	const right = rights[audience];
	if (right) return reachOf(person, right).organizationIds.length > 0 ? 'yes' : 'no';
	return isAdministrator(person) ? 'yes' : 'no';
}

/** Whether somebody administers the whole installation, not only a part of its organizations. */
export function isAdministrator({ roles }: Pick<SignedIn, 'roles'>): boolean {
	return roles.some(({ role, everywhere }) => role === 'administrator' && everywhere);
}
