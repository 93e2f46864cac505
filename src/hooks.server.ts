import { building, dev } from '$app/environment';
import {
	isRedirect,
	redirect,
	type Handle,
	type HandleServerError,
	type RequestEvent,
	type ServerInit
} from '@sveltejs/kit';
import { href } from '#lib/i18n/href.ts';
import { languageOf } from '#lib/i18n/address.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { mayOpen } from '#lib/web/access.ts';
import { compress } from '#lib/web/compress.ts';
import { findTyped, keepTyped } from '#lib/web/kept.ts';
import { speaking } from '#lib/web/language.ts';
import { log } from '#lib/web/log.ts';
import { isFromOurPages } from '#lib/web/origin.ts';
import { currentRefusal, refusalPage } from '#lib/web/refusal.ts';
import { start, whereReached } from '#lib/web/start.ts';
import { typedInto } from '#lib/web/typed.ts';
import { newId } from '#server/db/id.ts';
import { storeTrouble } from '#server/db/trouble.ts';
import { findSignedIn, sessionCookie } from '#server/people/session.ts';

export const init: ServerInit = async () => {
	if (building) return;
	try {
		await start({ production: !dev });
	} catch (cause) {
		if (dev) throw cause;
		// Whoever starts it needs the sentence, not where in the code it was said.
		log.fatal({ err: cause }, cause instanceof Error ? cause.message : 'Puente cannot start');
		process.exit(1);
	}
};

export const handle: Handle = ({ event, resolve }) => {
	const language = languageOf(event.url.pathname);
	return speaking(language, async () => {
		event.locals.now = new Date();
		event.locals.language = language;
		event.locals.origin = whereReached(event.url);
		const refusal = currentRefusal();
		if (refusal) event.locals.person = refusal.person;
		const response = (refusal ? undefined : await prepare(event)) ?? (await render(event, resolve));
		return compress(event.request, withHeaders(event.locals.trouble ? unavailable(response) : response));
	});
};

// Finds out who asks and whether they may. Answers only where the page itself must not.
async function prepare(event: RequestEvent): Promise<Response | undefined> {
	const { locals, request, route, cookies, url } = event;
	if (!isFromOurPages(request, url.host)) return refusalPage(event, 403, { message: m.error_origin(), kind: 'origin' });
	if (request.method === 'POST') {
		locals.typed = await typedInto(request);
		// Kit answers JSON to programs that accept anything; a plain client shall get the same redirect as a browser.
		if (!request.headers.get('accept')?.includes('application/json')) request.headers.set('accept', 'text/html');
	}
	try {
		locals.session = cookies.get(sessionCookie.name);
		if (locals.session && needsPerson(route.id)) locals.person = await findSignedIn(locals.session, locals.now);
		// PostgreSQL takes no NUL, so nothing has such a name.
		if (url.pathname.includes('%00')) return await refusalPage(event, 404, { message: m.error_not_found() });
		if (!route.id) return undefined;
		const answer = mayOpen(route.id, locals.person);
		if (answer === 'no') return await refusalPage(event, 403, { message: m.error_forbidden() });
		if (answer === 'sign in') return await sendToSignIn(event);
		locals.kept = await findTyped(event);
		return undefined;
	} catch (cause) {
		if (isRedirect(cause)) throw cause;
		return refusalPage(event, storeTrouble(cause) ? 503 : 500, tell(cause, event));
	}
}

async function render(event: RequestEvent, resolve: Parameters<Handle>[0]['resolve']): Promise<Response> {
	const { locals } = event;
	const response = await resolve(event, {
		transformPageChunk: ({ html }) =>
			html.replace('%language%', locals.language).replace('<!--text-->', () => locals.text ?? '')
	});
	return !currentRefusal() && isBare(response)
		? refusalPage(event, response.status, { message: bareWords(response.status) })
		: response;
}

// A download that is refused would get Kit's last resort, which has none of our words and ways on.
const isBare = ({ status, headers }: Response) =>
	status >= 400 && headers.get('content-type')?.startsWith('text/html') && !headers.has('content-security-policy');

const bareWords = (status: number) =>
	status === 404 ? m.error_not_found() : status === 403 ? m.error_forbidden() : m.error_unexpected();

// Machines that ask whether we are well have no need to be known.
const needsPerson = (route: string | null) => route !== '/healthz';

// The page asked for comes after signing in; what was typed into its form comes back with it.
async function sendToSignIn(event: RequestEvent): Promise<never> {
	const { locals, request, url } = event;
	if (request.method === 'POST' && locals.typed) await keepTyped(event, locals.typed);
	const next = encodeURIComponent(url.pathname + (request.method === 'POST' ? '' : url.search));
	redirect(303, `${href('/sign-in')}?next=${next}`);
}

function unavailable(response: Response): Response {
	const headers = new Headers(response.headers);
	headers.set('retry-after', '10');
	return new Response(response.body, { status: 503, headers });
}

function withHeaders(response: Response): Response {
	response.headers.set('x-content-type-options', 'nosniff');
	if (!response.headers.has('referrer-policy')) response.headers.set('referrer-policy', 'same-origin');
	response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=()');
	response.headers.set('cross-origin-opener-policy', 'same-origin');
	if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-cache');
	return response;
}

export const handleError: HandleServerError = ({ error: cause, event, status }) => {
	if (status === 404) return { message: m.error_not_found() };
	if (status < 500) return { message: m.error_unexpected() };
	return tell(cause, event);
};

// Tells the log all and the person what they can do.
function tell(cause: unknown, { locals, route, request }: RequestEvent): App.Error {
	const id = newId().slice(-8);
	const kind = storeTrouble(cause);
	locals.trouble = kind;
	log.error({ id, route: route.id, method: request.method, err: cause, kind }, 'request failed');
	const message = kind === 'full' ? m.error_full() : kind === 'busy' ? m.error_busy() : m.error_unexpected();
	return { id, kind, message, typed: locals.typed };
}
