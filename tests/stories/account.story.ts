import { fillSignIn, fillSignUp, invent, letterLink, openLetter, signIn, signUp, type Account } from './people.ts';
import { expect, test } from './story.ts';
import type { Visitor } from './visitor.ts';

const newPassword = 'otra frase fácil de recordar';

test('a forgotten password is replaced by a link that works once, and nobody learns who has an account', async ({
	visitor
}) => {
	const { page, go, say, field, press, title, sees, arrives } = visitor;
	const account = await signUp(visitor);
	await signOut(visitor);

	const ask = async (email: string) => {
		await go('/sign-in');
		await visitor.follow(say('forgotten_title'));
		await field(say('email')).fill(email);
		await press(say('forgotten_button'));
		await sees(say('forgotten_sent', { email }));
	};
	const stranger = invent().email;
	await ask(stranger);
	await go('/demo/letters');
	await expect(page.getByText(stranger)).toHaveCount(0);

	await ask(account.email);
	const link = await letterLink(visitor, account.email, say('letter_reset_subject'));
	await page.goto(link);
	await sees(account.email);
	await field(say('new_password')).fill('abababababab');
	await press(say('reset_button'));
	await sees(say('fault_password_simple'));
	await field(say('new_password')).fill(newPassword);
	await press(say('reset_button'));
	await arrives('/sign-in');
	await sees(say('news_password'));
	await expect(field(say('email'))).toHaveValue(account.email);

	await fillSignIn(visitor, account);
	await sees(say('fault_sign_in'));
	await fillSignIn(visitor, { ...account, password: newPassword });
	await arrives('/home');
	await page.goto(link);
	await expect(title(say('reset_title'))).toBeVisible();
	await sees(say('fault_link'));
});

test('a new password ends the other sign-ins; one alone can be ended too', async ({ visitor, another }) => {
	const { page, go, say, field, press, sees } = visitor;
	const account = await signUp(visitor);
	const [phone, library] = [await another(), await another()];
	await signIn(phone, account);
	await signIn(library, account);

	await go('/account/sign-in');
	await expect(page.getByRole('button', { name: say('end_sign_in'), exact: true })).toHaveCount(2);
	await page
		.getByRole('button', { name: say('end_sign_in'), exact: true })
		.first()
		.click();
	await expect(page.getByRole('button', { name: say('end_sign_in'), exact: true })).toHaveCount(1);
	await library.go('/home');
	await library.arrives('/sign-in');
	await phone.go('/home');
	await phone.arrives('/home');

	const change = async (current: string, chosen: string) => {
		await page.locator('[name="currentPassword"]').fill(current);
		await field(say('new_password')).fill(chosen);
		await press(say('password_change_button'));
	};
	await change('not my password', newPassword);
	await sees(say('fault_password_wrong'));
	await change(account.password, 'short');
	await sees(say('fault_password_short'));
	await change(account.password, newPassword);
	await sees(say('password_changed'));
	await phone.go('/home');
	await phone.arrives('/sign-in');
	await fillSignIn(phone, { ...account, password: newPassword });
	await phone.arrives('/home');
	await openLetter(visitor, account.email, say('letter_password_changed_subject'));
});

test('a new address counts once its own letter says so', async ({ visitor }) => {
	const { page, go, say, field, press, sees, arrives } = visitor;
	const account = await signUp(visitor);
	const { email } = invent();
	const change = async (address: string, password: string) => {
		await field(say('new_email')).fill(address);
		await page.locator('[name="passwordForEmail"]').fill(password);
		await press(say('email_change_button'));
	};
	await go('/account/sign-in');
	await change(email, 'not my password');
	await sees(say('fault_password_wrong'));
	await expect(field(say('new_email'))).toHaveValue(email);
	await change(account.email, account.password);
	await sees(say('fault_email_same'));
	await change(email, account.password);
	await sees(say('email_change_sent', { email }));
	await sees(say('signs_in_with', { email: account.email }));

	await page.goto(await letterLink(visitor, email, say('letter_change_email_subject')));
	await sees(say('confirm_change', { email }));
	await press(say('confirm_change_button'));
	await arrives('/account/sign-in');
	await sees(say('signs_in_with', { email }));
	await openLetter(visitor, account.email, say('letter_email_changed_subject'));

	await signOut(visitor);
	await signIn(visitor, { email, password: account.password });
});

test('the profile says what is wrong, keeps what was typed, and is saved once it is right', async ({ visitor }) => {
	const { page, go, say, field, press, sees } = visitor;
	const account = await signUp(visitor);
	await go('/account');
	await field(say('name')).fill('Íñigo 🌈');
	await field(say('institution')).fill('Casa «Puerto» & hijos');
	await field(say('profession')).selectOption('judge');
	await field(say('sex')).selectOption('undisclosed');
	await field(say('time_zone')).selectOption('America/Bogota');
	await field(say('reminders')).uncheck();
	await press(say('save'));
	await sees(say('fault_look_below'));
	await expect(field(say('name'))).toHaveAccessibleDescription(new RegExp(say('fault_name_letters').slice(0, 30)));
	const holds = async (name: string) => {
		await expect(field(say('name'))).toHaveValue(name);
		await expect(field(say('institution'))).toHaveValue('Casa «Puerto» & hijos');
		await expect(field(say('profession'))).toHaveValue('judge');
		await expect(field(say('sex'))).toHaveValue('undisclosed');
		await expect(field(say('time_zone'))).toHaveValue('America/Bogota');
		await expect(field(say('country'))).toHaveValue('GT');
		await expect(field(say('reminders'))).not.toBeChecked();
	};
	await holds('Íñigo 🌈');
	await field(say('name')).fill('Íñigo  Peña');
	await press(say('save'));
	await sees(say('account_saved'));
	await go('/account');
	await holds('Íñigo Peña');

	const answer = await page.request.get('/account/data.json');
	expect(answer.headers()['content-disposition']).toContain('puente.json');
	const data = await answer.text();
	for (const known of ['Íñigo Peña', account.email, 'Casa «Puerto» & hijos', 'judge']) expect(data).toContain(known);
	expect(data).not.toMatch(/passwordHash|argon2/);
});

test('an account is erased only by somebody who knows its password and is sure', async ({ visitor, another }) => {
	const { go, say, field, press, follow, sees, arrives } = visitor;
	const account = await signUp(visitor);
	const phone = await another();
	await signIn(phone, account);
	await go('/account');
	await follow(say('erase_go'));
	await press(say('erase_button'));
	await sees(say('erase_not_sure'));
	await sees(say('fault_password_missing'));
	await field(say('erase_sure')).check();
	await field(say('current_password')).fill('not my password');
	await press(say('erase_button'));
	await sees(say('fault_password_wrong'));
	await expect(field(say('erase_sure'))).toBeChecked();
	await field(say('current_password')).fill(account.password);
	await press(say('erase_button'));
	await arrives('/sign-in');
	await sees(say('news_erased'));

	await phone.go('/home');
	await phone.arrives('/sign-in');
	await fillSignIn(phone, account);
	await phone.sees(say('fault_sign_in'));
	await signUp(visitor, account);
});

test('whoever signs up with a known address learns nothing; its owner gets a letter', async ({ visitor, another }) => {
	const { say } = visitor;
	const account = await signUp(visitor);
	const stranger = await another();
	await signUpOnly(stranger, { ...account, name: 'Somebody Else', password: newPassword });
	await stranger.sees(say('letter_sent', { email: account.email }));
	await openLetter(visitor, account.email, say('letter_known_subject'));
	await signIn(stranger, account);
	await expect(stranger.page.getByRole('heading', { level: 1 })).toContainText(account.name);
});

test('reminders stop by the link in one of them, without signing in', async ({ visitor }) => {
	await visitor.go('/stop-reminders/not-a-secret');
	await visitor.sees(visitor.say('stop_used'));
});

async function signOut({ page, go, say, arrives }: Visitor): Promise<void> {
	await go('/account');
	await page
		.getByRole('contentinfo')
		.getByRole('button', { name: say('sign_out'), exact: true })
		.click();
	await arrives('/');
}

async function signUpOnly(visitor: Visitor, account: Account): Promise<void> {
	await visitor.go('/sign-up');
	await fillSignUp(visitor, account);
	await visitor.press(visitor.say('sign_up'));
	await visitor.arrives('/sign-up/letter');
}
