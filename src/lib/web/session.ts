import type { RequestEvent } from '@sveltejs/kit';
import { withoutLanguage } from '#lib/i18n/address.ts';
import { href } from '#lib/i18n/href.ts';
import { sessionCookie, signIn } from '#server/people/session.ts';
import { noteOwner } from './kept.ts';

/** Signs somebody in with this browser: a new session, whose secret only the cookie holds. */
export async function beginSession(event: RequestEvent, personId: string): Promise<void> {
	const { cookies, request, locals } = event;
	noteOwner(event, personId, sessionCookie.maxAge);
	const secret = await signIn(personId, request.headers.get('user-agent') ?? '', locals.now, locals.session);
	cookies.set(sessionCookie.name, secret, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: locals.origin.startsWith('https:'),
		maxAge: sessionCookie.maxAge
	});
}

/** Where to go after signing in: the page that was asked for, if it is one of ours. */
export function afterSignIn(url: URL): string {
	const next = url.searchParams.get('next') ?? '';
	if (!next.startsWith('/') || !URL.canParse(next, url.origin)) return href('/home');
	// As a browser reads it: dots, tabs and backslashes may lead elsewhere, and a header takes plain ASCII only.
	const { origin, pathname, search, hash } = new URL(next, url.origin);
	const isOurs = origin === url.origin && !pathname.startsWith('//');
	return isOurs && !withoutLanguage(pathname).startsWith('/sign-') ? pathname + search + hash : href('/home');
}
