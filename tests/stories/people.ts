import { expect } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import type { Visitor } from './visitor.ts';

/** Somebody's account, as they know it themselves. */
export interface Account {
	name: string;
	email: string;
	password: string;
}

/** Invents somebody whom no other story knows. */
export function invent(name = 'Íñigo Peña-Ávila'): Account {
	return { name, email: `${randomUUID()}@story.example`, password: 'un puente de madera' };
}

/** Signs somebody up and confirms their address by the letter's link, without looking at the pages. Ends on their home page. */
export async function signUp(visitor: Visitor, account = invent()): Promise<Account> {
	const { go, post, arrives } = visitor;
	const { name, email, password } = account;
	await post('/sign-up', { name, email, password, country: 'GT', agree: 'yes' });
	const { pathname } = new URL(await letterLink(visitor, email));
	await post(`${pathname}?/confirm`, { password });
	await go('/home');
	await arrives('/home');
	return account;
}

/** Fills the sign-up form, as somebody from Guatemala. */
export async function fillSignUp({ field, say }: Visitor, { name, email, password }: Account): Promise<void> {
	await field(say('name')).fill(name);
	await field(say('email')).fill(email);
	await field(say('password')).fill(password);
	await field(say('country')).selectOption('GT');
	await field(say('agree')).check();
}

/** Signs somebody in, without looking at the page. Ends on their home page. */
export async function signIn(
	{ go, post, arrives }: Visitor,
	{ email, password }: Pick<Account, 'email' | 'password'>
): Promise<void> {
	await post('/sign-in', { email, password });
	await go('/home');
	await arrives('/home');
}

/** Fills the sign-in form that is open, and sends it. */
export async function fillSignIn(
	{ field, press, say }: Visitor,
	{ email, password }: Pick<Account, 'email' | 'password'>
): Promise<void> {
	await field(say('email')).fill(email);
	await field(say('password')).fill(password);
	await press(say('sign_in'));
}

/** Opens the newest letter to an address among those the demo shows, and checks what it is about. */
export async function openLetter({ page, go }: Visitor, email: string, subject?: string): Promise<void> {
	await go('/demo/letters');
	const letters = page.getByRole('listitem').filter({ hasText: email });
	await (subject ? letters.filter({ has: page.getByRole('link', { name: subject, exact: true }) }) : letters)
		.first()
		.getByRole('link')
		.click();
	await expect(page).toHaveURL(/\/demo\/letters\/./);
}

/** The link in the newest letter to an address, read without looking at the pages. */
export async function letterLink({ page }: Visitor, email: string, subject = ''): Promise<string> {
	const read = async (path: string) => (await page.request.get(path)).text();
	const letters = (await read('/demo/letters')).split('<li');
	const letter = letters.find((each) => each.includes(email) && each.includes(subject));
	const path = /href="([^"]*\/demo\/letters\/[^"]+)"/.exec(letter ?? '')?.[1];
	if (!path) throw new Error(`There is no letter “${subject}” to ${email}`);
	return /href="(http[^"]+)"/.exec(await read(path))![1]!;
}
