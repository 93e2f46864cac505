import type { RequestEvent } from '@sveltejs/kit';
import { AsyncLocalStorage } from 'node:async_hooks';
import { inLanguage } from '#lib/i18n/address.ts';

interface Refusal {
	status: number;
	error: App.Error;
	/** Who asked, so that the page keeps their ways on. */
	person: App.Locals['person'];
	/** What was asked for, so that the page can be read in another language. */
	url: URL;
}

const refusing = new AsyncLocalStorage<Refusal>();

/** Why the request that is being answered is refused, on the way to the page that says so. */
export function currentRefusal(): Refusal | undefined {
	return refusing.getStore();
}

/** The page that says why a request is refused. Kit's own answer to an error in `handle` would be a bare one, without our words and our ways on. */
export function refusalPage({ fetch, locals, url }: RequestEvent, status: number, error: App.Error): Promise<Response> {
	return refusing.run({ status, error, person: locals.person, url }, () =>
		fetch(inLanguage('/refused', locals.language))
	);
}
