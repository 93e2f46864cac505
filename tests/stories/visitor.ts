import { expect, type APIResponse, type Locator, type Page } from '@playwright/test';
import { inLanguage, type Language } from '#lib/i18n/address.ts';
import type { Words } from '#server/content/course.ts';
import { pattern, say, type Inputs, type Message } from './words.ts';

/** Somebody at a browser, who reads one language and finds things by what they are called. */
export interface Visitor {
	page: Page;
	language: Language;
	/** A sentence of the interface in their language. */
	say(message: Message, inputs?: Inputs): string;
	/** Words of a course in their language. */
	read(words: Words): string;
	/** An address in their language. */
	address(path: string): string;
	/** Opens a page by its address. */
	go(path: string): Promise<void>;
	/** Taps a link. */
	follow(name: string): Promise<void>;
	/** Presses a button. */
	press(name: string): Promise<void>;
	/** The field with a label. */
	field(label: string): Locator;
	/** The page's title on the page. */
	title(words: string): Locator;
	/** A sentence anywhere in the main part of the page. */
	sees(words: string): Promise<void>;
	/** Sends a form to a page without looking at either, as their browser would. Follows no redirect. */
	post(path: string, form: Record<string, string>): Promise<APIResponse>;
	/** Waits until the address is this page's, whatever is asked behind it. */
	arrives(path: string): Promise<void>;
}

/** Sits somebody down at a page. */
export function visit(page: Page, language: Language): Visitor {
	const main = page.getByRole('main');
	const address = (path: string) => inLanguage(path, language);
	return {
		page,
		language,
		address,
		say: (message, inputs) => say(language, message, inputs),
		read: (words) => words[language] ?? words.en!,
		go: async (path) => void (await page.goto(address(path))),
		follow: (name) => main.getByRole('link', { name, exact: true }).first().click(),
		press: (name) => main.getByRole('button', { name, exact: true }).click(),
		field: (label) => main.getByLabel(new RegExp(`^\\s*${pattern(label).source}`)),
		title: (words) => main.getByRole('heading', { level: 1, name: words, exact: true }),
		sees: (words) => expect(main.getByText(words).first()).toBeVisible(),
		post: (path, form) =>
			page.request.post(address(path), { headers: { origin: process.env.STORIES_ADDRESS! }, form, maxRedirects: 0 }),
		arrives: (path) => expect(page).toHaveURL(({ pathname }) => pathname === address(path))
	};
}
