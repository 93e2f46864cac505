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

/** Signs somebody up and has them confirm their address by the letter's link. Ends on their home page. */
export async function signUp(visitor: Visitor, account = invent()): Promise<Account> {
	const { page, go, press, field, say, arrives } = visitor;
	await go('/sign-up');
	await fillSignUp(visitor, account);
	await press(say('sign_up'));
	await arrives('/sign-up/letter');
	await page.goto(await letterLink(visitor, account.email));
	await field(say('password')).fill(account.password);
	await press(say('confirm_button'));
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

/** Signs somebody in. Ends on their home page, or where `next` leads. */
export async function signIn(
	visitor: Visitor,
	{ email, password }: Pick<Account, 'email' | 'password'>
): Promise<void> {
	await visitor.go('/sign-in');
	await fillSignIn(visitor, { email, password });
	await visitor.arrives('/home');
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

/** The link in the newest letter to an address. */
export async function letterLink(visitor: Visitor, email: string, subject?: string): Promise<string> {
	await openLetter(visitor, email, subject);
	return (await visitor.page.getByRole('main').getByRole('link', { name: /^http/ }).getAttribute('href'))!;
}
