import { redirect, type RequestEvent } from '@sveltejs/kit';
import { withoutLanguage } from '#lib/i18n/address.ts';
import { href } from '#lib/i18n/href.ts';
import { Deactivated, sessionCookie, signIn } from '#server/people/session.ts';
import { noteOwner } from './kept.ts';

/**
 * Signs somebody in with this browser: a new session, whose secret only the cookie holds. Whoever is deactivated is led to the sign-in page, which says so, from
 * wherever they tried.
 */
export async function beginSession(event: RequestEvent, personId: string): Promise<void> {
	const { cookies, request, locals } = event;
	const device = request.headers.get('user-agent') ?? '';
	const secret = await signIn(personId, device, locals.now, locals.session).catch((cause: unknown) => {
		if (cause instanceof Deactivated) redirect(303, `${href('/sign-in')}?news=deactivated`);
		throw cause;
	});
	noteOwner(event, personId, sessionCookie.maxAge);
	cookies.set(sessionCookie.name, secret, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: locals.origin.startsWith('https:'),
		maxAge: sessionCookie.maxAge
	});
}

/** Where to go after signing in: the page that was asked for, if it is one of ours; else home. */
export function afterSignIn(url: URL): string {
	return nextPath(url) ?? href('/home');
}

/** An address with the way on that this one carries, if it carries one of ours. */
export function withNext(path: string, url: URL): string {
	const next = nextPath(url);
	return next ? `${path}${path.includes('?') ? '&' : '?'}next=${encodeURIComponent(next)}` : path;
}

// It goes into letters.
const longest = 1000;

/** The page of ours that `next` asks for, if its address is not longer than any of ours. */
export function nextPath(url: URL): string | undefined {
	const next = url.searchParams.get('next') ?? '';
	if (!next.startsWith('/') || next.length > longest || !URL.canParse(next, url.origin)) return undefined;
	// As a browser reads it: dots, tabs and backslashes may lead elsewhere, and a header takes plain ASCII only.
	const { origin, pathname, search, hash } = new URL(next, url.origin);
	const isOurs = origin === url.origin && !pathname.startsWith('//');
	return isOurs && !withoutLanguage(pathname).startsWith('/sign-') ? pathname + search + hash : undefined;
}
