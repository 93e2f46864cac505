import { inLanguage, languages } from '#lib/i18n/address.ts';
import { prepareAdministrator } from '#server/people/access.ts';
import { fillSignUp, invent, signUp } from './people.ts';
import { expect, test } from './story.ts';
import { pattern, say as sayIn } from './words.ts';

test('an administrator goes through the checklist and reads what mail would have gone out', async ({
	visitor,
	another
}) => {
	const { page, go, say, field, press, follow, title, sees, arrives } = visitor;
	const newcomer = invent();
	const elsewhere = await another();
	await elsewhere.go('/sign-up');
	await fillSignUp(elsewhere, newcomer);
	await elsewhere.press(say('sign_up'));
	await elsewhere.arrives('/sign-up/letter');

	await go('/admin');
	await arrives('/sign-in');
	await page.getByRole('button', { name: /admin@demo\.example/ }).click();
	await arrives('/admin');
	await expect(page.getByRole('heading', { level: 3 })).toHaveText([
		say('admin_name_title'),
		say('admin_mail_title'),
		say('admin_address_title'),
		say('admin_backup_title'),
		say('admin_content_title')
	]);
	await sees(say('admin_content_set', { count: 4 }));

	await field(say('admin_name_en')).fill('  ');
	await press(say('save'));
	await expect(field(say('admin_name_en'))).toHaveAccessibleDescription(pattern(say('fault_organization_name')));
	await expect(field(say('admin_name_es'))).toHaveValue('Red Demo Puente');
	await field(say('admin_name_en')).fill('Puente Demo Network');
	await press(say('save'));
	await sees(say('account_saved'));

	await follow(say('outbox_title'));
	await follow(say('letter_sent_state'));
	await sees(say('outbox_empty'));
	await follow(say('letter_waiting'));
	await page.getByRole('listitem').filter({ hasText: newcomer.email }).getByRole('link').click();
	await expect(title(say('letter_confirm_subject'))).toBeVisible();
	await sees(say('letter_waiting'));
	await expect(page.getByRole('link', { name: /\/confirm\// })).toBeVisible();
	await expect(page.getByRole('button', { name: say('letter_again'), exact: true })).toHaveCount(0);
});

test('the administration is closed to a counselor, who is told so in their language', async ({ visitor }) => {
	const { page, language, go, say, title, sees, follow, arrives } = visitor;
	await signUp(visitor);
	await expect(page.getByRole('banner').getByRole('link', { name: say('nav_admin'), exact: true })).toHaveCount(0);
	for (const path of ['/admin', '/admin/outbox', '/admin/outbox/some-letter']) {
		await go(path);
		await expect(title(say('error_403_title'))).toBeVisible();
		await sees(say('error_forbidden'));
	}
	const other = languages.find((each) => each !== language)!;
	await page.locator(`a[hreflang="${other}"]`).click();
	await expect(page).toHaveURL(({ pathname }) => pathname === inLanguage('/admin/outbox/some-letter', other));
	await expect(title(sayIn(other, 'error_403_title'))).toBeVisible();
	await go('/admin');
	const answer = await visitor.post('/admin?/name', { en: 'Somebody else', es: 'Otra' });
	expect(answer.status()).toBe(403);
	await follow(say('error_back'));
	await arrives('/home');
});

test('the first administrator chooses a name and a password by a link that works once', async ({
	visitor,
	database: _
}) => {
	const { page, go, say, field, press, sees, arrives } = visitor;
	const account = invent('Ana Belén Núñez');
	const secret = await prepareAdministrator(account.email, new Date());
	await go(`/welcome/${secret}`);
	await sees(account.email);
	await field(say('name')).fill('🌉');
	await field(say('password')).fill(account.password);
	await press(say('welcome_button'));
	await expect(field(say('name'))).toHaveAccessibleDescription(pattern(say('fault_name_letters')));
	await expect(field(say('name'))).toHaveValue('🌉');
	await field(say('name')).fill(account.name);
	await field(say('password')).fill(account.password);
	await press(say('welcome_button'));
	await arrives('/admin');
	await expect(page.getByRole('banner').getByRole('link', { name: say('nav_admin'), exact: true })).toBeVisible();
	await go(`/welcome/${secret}`);
	await sees(say('welcome_used'));
});
