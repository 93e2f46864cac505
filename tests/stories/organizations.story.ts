import type { Locator } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { demoPassword } from '#server/demo/accounts.ts';
import { findByEmail } from '#server/people/person.ts';
import { fillSignIn, fillSignUp, invent, letterLink, signIn, signUp } from './people.ts';
import { expect, test } from './story.ts';
import type { Visitor } from './visitor.ts';
import { pattern } from './words.ts';

const manager = { name: 'Óscar Núñez Alvarado', email: 'manager@demo.example', password: demoPassword };

test('a manager adds an institution, invites into it, gives and takes a role, moves somebody, deactivates them and lets them in', async ({
	visitor,
	another,
	database: _
}) => {
	test.setTimeout(120_000);
	const { page, go, say, press, follow, sees, title } = visitor;
	await signIn(visitor, manager);
	const house = await addInstitution(visitor);
	const newcomer = invent('Otilia Núñez Ixcot');
	const member = await another();
	const account = await signUp(member);

	await test.step('invites by a letter, and whoever gets it comes in by it, once', async () => {
		await unfold(visitor, say('invitation_by_letter'));
		await page.locator('[name="inviteEmail"]').fill('no address');
		await press(say('invitation_send'));
		await expect(page.locator('[name="inviteEmail"]')).toHaveAccessibleDescription(
			pattern(say('fault_email').slice(0, 30))
		);
		await page.locator('[name="inviteEmail"]').fill(newcomer.email);
		await page.locator('[name="inviteRole"]').selectOption('facilitator');
		await press(say('invitation_send'));
		await sees(say('invitation_sent'));
		await sees(newcomer.email);

		const subject = say('letter_organization_subject', { organization: house.name });
		const link = await letterLink(visitor, newcomer.email, subject);
		await member.page.goto(link);
		await member.sees(say('invitation_another_address'));
		const invited = await another();
		await invited.page.goto(link);
		await invited.sees(say('invitation_new_lead', { email: newcomer.email }));
		await invited.press(say('invitation_accept_new'));
		await invited.sees(say('fault_look_below'));
		await invited.field(say('name')).fill(newcomer.name);
		await invited.field(say('password')).fill(newcomer.password);
		await invited.field(say('agree')).check();
		await invited.press(say('invitation_accept_new'));
		await invited.sees(say('invitation_done_role', { organization: house.name, role: say('role_facilitator') }));
		await invited.go('/workshops');
		await invited.arrives('/workshops');
		const late = await another();
		await late.page.goto(link);
		await late.sees(say('invitation_used'));
	});

	await test.step('invites by a link to pass on', async () => {
		await go(house.path);
		await unfold(visitor, say('invitation_by_link'));
		await press(say('invitation_make_link'));
		await sees(say('invitation_link_made'));
		await member.page.goto(await page.getByLabel(say('invitation_link'), { exact: true }).inputValue());
		await member.sees(say('invitation_by', { name: manager.name, organization: house.name }));
		await member.press(say('invitation_accept'));
		await member.sees(say('invitation_there', { organization: house.name }));
	});

	await test.step('gives a role to somebody among their people only, and takes it', async () => {
		await go(house.path);
		await unfold(visitor, say('role_give_title'));
		await page.locator('[name="roleEmail"]').fill('thiago@demo.example');
		await page.locator('[name="role"][value="examiner"]').check();
		await press(say('role_give_button'));
		await sees(say('role_fault_person'));
		await expect(page.locator('[name="role"][value="examiner"]')).toBeChecked();
		await follow(say('role_fault_invite', { email: 'thiago@demo.example' }));
		await expect(page.locator('[name="inviteEmail"]')).toHaveValue('thiago@demo.example');
		await expect(page.locator('[name="inviteRole"]')).toHaveValue('examiner');

		await unfold(visitor, say('role_give_title'));
		await expect(page.locator('[name="role"][value="administrator"]')).toHaveCount(0);
		await page.locator('[name="roleEmail"]').fill(account.email);
		await page.locator('[name="role"][value="examiner"]').check();
		await press(say('role_give_button'));
		await sees(say('role_given'));
		await press(say('role_take_from', { role: say('role_examiner'), name: account.name }));
		await sees(say('role_taken'));
	});

	await test.step('reaches nothing outside of their organizations', async () => {
		const thiago = (await findByEmail('thiago@demo.example'))!;
		const elsewhere = `/manage/organizations/${thiago.organizationId}`;
		const own = (await findByEmail(account.email))!.id;
		for (const [path, form, status] of [
			[`${elsewhere}?/give`, { roleEmail: account.email, role: 'observer' }, 404],
			[`${elsewhere}?/invite`, { inviteEmail: account.email }, 404],
			[`${elsewhere}?/close`, {}, 404],
			[`/manage/people/${thiago.id}?/deactivate`, { reason: 'x' }, 404],
			[`/manage/people/${thiago.id}?/move`, { to: house.above }, 404],
			[`/manage/people/${own}?/move`, { to: thiago.organizationId! }, 404],
			[`/manage/people/${own}?/give`, { role: 'administrator', organization: house.above }, 422],
			[`${house.path}?/rename`, { en: 'x'.repeat(1000) }, 422],
			[`${house.path}?/rename`, { en: 'x\u0000' }, 422]
		] as const)
			expect([path, (await visitor.post(path, form)).status()]).toEqual([path, status]);
		await go(elsewhere);
		await expect(title(say('error_404_title'))).toBeVisible();
	});

	await test.step('moves somebody, deactivates them and lets them in again', async () => {
		await go(`/manage/people/${(await findByEmail(account.email))!.id}`);
		await expect(title(account.name)).toBeVisible();
		await unfold(visitor, say('person_move_title'));
		await page.locator('[name="to"]').selectOption(house.above);
		await press(say('person_move_button'));
		await sees(say('person_moved'));
		await unfold(visitor, say('person_deactivate_title'));
		await press(say('person_deactivate_button'));
		await sees(say('person_fault_reason'));
		await page.locator('[name="reason"]').fill('Dejó el trabajo en octubre.');
		await press(say('person_deactivate_button'));
		await sees(say('person_was_deactivated'));
		await sees('Dejó el trabajo en octubre.');

		await member.go('/home');
		await member.arrives('/sign-in');
		await fillSignIn(member, account);
		await member.sees(say('person_is_deactivated'));
		await member.go('/home');
		await member.arrives('/sign-in');
		await press(say('person_let_in'));
		await sees(say('person_was_let_in'));
		await fillSignIn(member, account);
		await member.arrives('/home');
	});

	await test.step('what was done can be read by those who manage, and by whom it concerns', async () => {
		const done = say('act_person_deactivated', { by: manager.name, person: account.name });
		const { name: person } = account;
		await go('/manage/log');
		await sees(done);
		await sees(
			say('act_role_given', { by: manager.name, person, role: say('role_examiner'), organization: house.name })
		);
		await member.go('/account');
		await unfold(member, say('person_account_log_lead'));
		await member.sees(done);
	});
});

test('whoever has no account comes by a link to pass on, signs up, and ends where it leads, on another device', async ({
	visitor,
	another
}) => {
	const { page, say, follow, press, sees, arrives } = visitor;
	const boss = await another();
	await signIn(boss, manager);
	const house = await addInstitution(boss);
	await unfold(boss, say('invitation_by_link'));
	await boss.press(say('invitation_make_link'));
	const link = await boss.page.getByLabel(say('invitation_link'), { exact: true }).inputValue();

	const account = invent('Eulogio Pérez Yax');
	await page.goto(link);
	await sees(say('invitation_who'));
	await follow(say('sign_up'));
	await fillSignUp(visitor, account);
	await press(say('sign_up'));
	await arrives('/sign-up/letter');

	const phone = await another();
	await phone.page.goto(await letterLink(boss, account.email));
	await phone.field(say('password')).fill(account.password);
	await phone.press(say('confirm_button'));
	await phone.arrives(new URL(link).pathname.replace(/^\/es\//, '/'));
	await phone.sees(say('invitation_comes', { organization: house.name }));
	await phone.press(say('invitation_accept'));
	await phone.sees(say('invitation_there', { organization: house.name }));
	await phone.follow(say('invitation_go_on'));
	await phone.arrives('/home');
});

test('the keyboard alone adds an institution and invites into it', async ({ visitor }) => {
	const { page, go, say, sees } = visitor;
	await signIn(visitor, manager);
	await go('/manage/organizations');
	await tabTo(visitor, page.getByRole('main').getByRole('link', { name: 'Guatemala', exact: true }));
	await page.keyboard.press('Enter');
	await tabTo(visitor, page.locator('summary').filter({ hasText: say('organization_add_institution') }));
	await page.keyboard.press('Enter');
	await tabTo(visitor, page.locator('[name="addEn"]'));
	await page.keyboard.type(`Con teclado ${randomUUID().slice(0, 8)}`);
	await page.keyboard.press('Enter');
	await sees(say('organization_added'));
	await tabTo(visitor, page.locator('summary').filter({ hasText: say('invitation_by_link') }));
	await page.keyboard.press('Enter');
	await tabTo(visitor, page.getByRole('button', { name: say('invitation_make_link'), exact: true }));
	await page.keyboard.press('Enter');
	await sees(say('invitation_link_made'));
});

/** Adds an institution that no other story knows, to Guatemala. Ends on its page. */
async function addInstitution(visitor: Visitor): Promise<{ name: string; path: string; above: string }> {
	const { page, go, say, press, follow, sees, title } = visitor;
	const name = `Casa Nueva ${randomUUID().slice(0, 8)}`;
	const pathHere = () => new URL(page.url()).pathname.replace(/^\/es\//, '/');
	await go('/manage/organizations');
	await follow('Guatemala');
	await expect(title('Guatemala')).toBeVisible();
	const above = pathHere().split('/').at(-1)!;
	await unfold(visitor, say('organization_add_institution'));
	await press(say('organization_add_button'));
	await expect(page.locator('[name="addEn"]')).toHaveAccessibleDescription(pattern(say('fault_organization_name')));
	await page.locator('[name="addEs"]').fill(name);
	await press(say('organization_add_button'));
	await sees(say('organization_added'));
	await unfold(visitor, say('organization_add_institution'));
	await page.locator('[name="addEn"]').fill(name.toUpperCase());
	await press(say('organization_add_button'));
	await sees(say('organization_fault_name'));
	await follow(name);
	await expect(title(name)).toBeVisible();
	return { name, path: pathHere(), above };
}

/** Opens what is folded under some words. */
async function unfold({ page }: Visitor, words: string): Promise<void> {
	const details = page.locator('details').filter({ has: page.locator('summary').filter({ hasText: words }) });
	if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
}

/** Goes on with the Tab key until something has the focus, which must then be seen. */
async function tabTo({ page }: Visitor, goal: Locator): Promise<void> {
	for (let steps = 0; !(await goal.evaluate((goal) => goal === document.activeElement)); steps++) {
		if (steps === 150) throw new Error('The Tab key does not lead there');
		await page.keyboard.press('Tab');
	}
	await expect(goal).toBeInViewport({ ratio: 0.5 });
}
