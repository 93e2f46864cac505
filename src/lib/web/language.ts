import { AsyncLocalStorage } from 'node:async_hooks';
import { overwriteGetLocale } from '#lib/i18n/paraglide/runtime.js';
import type { Language } from '#lib/i18n/address.ts';

const current = new AsyncLocalStorage<Language>();
overwriteGetLocale(() => current.getStore() ?? 'en');

/** Answers a request in a language: all messages and dates made meanwhile are in it. */
export function speaking<Result>(language: Language, answer: () => Result): Result {
	return current.run(language, answer);
}
