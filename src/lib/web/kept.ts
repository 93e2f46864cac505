import type { RequestEvent } from '@sveltejs/kit';
import { dropKeptForm, findKeptForm, keepForm, type TypedFields } from '#server/people/kept-form.ts';

const keptCookie = 'puente_kept';
const ownerCookie = 'puente_owner';
const oneHour = 3600;

/** Notes whose browser this is, beyond the end of their sign-in: what they had typed comes back to nobody else. */
export function noteOwner({ cookies, locals }: RequestEvent, personId: string, maxAge: number): void {
	cookies.set(ownerCookie, personId, cookieOptions(locals.origin, maxAge));
}

/** Forgets whose browser this was, and what was kept for them. */
export function forgetOwner({ cookies }: Pick<RequestEvent, 'cookies'>): void {
	for (const name of [ownerCookie, keptCookie]) cookies.delete(name, { path: '/' });
}

/** Keeps what was typed into a form whose sending found nobody signed in. */
export async function keepTyped({ cookies, locals, url }: RequestEvent, typed: TypedFields): Promise<void> {
	const owner = cookies.get(ownerCookie);
	if (!owner || Object.keys(typed).length === 0) return;
	const secret = await keepForm(url.pathname, typed, locals.now);
	cookies.set(keptCookie, `${secret}.${owner}`, cookieOptions(locals.origin, oneHour));
}

/** Whether something was kept that comes back after signing in. */
export function keepsTyped({ cookies }: Pick<RequestEvent, 'cookies'>): boolean {
	return cookies.get(keptCookie) !== undefined;
}

/** Finds what whoever asks had typed on this page before their sign-in ran out. */
export async function findTyped({ cookies, locals, url }: RequestEvent): Promise<TypedFields | undefined> {
	const [secret, owner] = cookies.get(keptCookie)?.split('.') ?? [];
	return secret && owner && owner === locals.person?.id ? findKeptForm(secret, url.pathname) : undefined;
}

/** Lets go of what was brought back, once it has been saved. */
export async function dropKept({ cookies }: RequestEvent): Promise<void> {
	const [secret] = cookies.get(keptCookie)?.split('.') ?? [];
	if (!secret) return;
	await dropKeptForm(secret);
	cookies.delete(keptCookie, { path: '/' });
}

const cookieOptions = (origin: string, maxAge: number) => ({
	path: '/',
	httpOnly: true,
	sameSite: 'lax' as const,
	secure: origin.startsWith('https:'),
	maxAge
});
