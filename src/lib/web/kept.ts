import type { RequestEvent } from '@sveltejs/kit';
import { dropKeptForm } from '#server/people/kept-form.ts';

/** The cookie that brings back what was typed before a sign-in ran out. */
export const keptCookie = {
	name: 'puente_kept',
	options: (origin: string) => ({
		path: '/',
		httpOnly: true,
		sameSite: 'lax' as const,
		secure: origin.startsWith('https:'),
		maxAge: 3600
	})
};

/** Lets go of what was brought back, once it has been saved. */
export async function dropKept({ cookies }: RequestEvent): Promise<void> {
	const secret = cookies.get(keptCookie.name);
	if (!secret) return;
	await dropKeptForm(secret);
	cookies.delete(keptCookie.name, { path: '/' });
}
