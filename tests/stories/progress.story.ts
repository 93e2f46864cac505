import type { Locator } from '@playwright/test';
import type { Edition } from '#server/content/course.ts';
import { onlineSteps } from '#server/content/edition.ts';
import { assign } from '#server/learning/assignment.ts';
import { findByEmail } from '#server/people/person.ts';
import { newPerson } from '#server/people/testing.ts';
import { dayIn } from '#server/people/time-zone.ts';
import { joinWorkshop } from '#server/workshops/joining.ts';
import type { Workshop } from '#server/workshops/workshop.ts';
import { doStep, enroll } from './learning.ts';
import { invent, openLetter, signIn, signUp } from './people.ts';
import { facilitator, openRoom } from './room.ts';
import { expect, test } from './story.ts';
import type { Visitor } from './visitor.ts';

const day = 24 * 3600_000;
const daysFromNow = (days: number, timeZone: string) => dayIn(new Date(Date.now() + days * day), timeZone);

/** Sets a module for somebody as it was set ten days ago, so that they are late with it since some days. */
async function letBeLate(room: Workshop, { course }: Edition, module: string, emails: string[], since: number) {
	const people = [];
	for (const email of emails) people.push((await findByEmail(email))!.id);
	const what = {
		course,
		module,
		occasion: room.id,
		dueOn: daysFromNow(-since, room.timeZone),
		timeZone: room.timeZone
	};
	await assign(people, what, room.createdBy, new Date(Date.now() - 10 * day));
}

test('a facilitator sets modules, sees who is late, writes to them, and a learner reads it and goes on', async ({
	visitor,
	another,
	course,
	database: _
}) => {
	const { page, say, read, go, field, press, follow, sees, arrives, post } = visitor;
	const learner = await another();
	const ana = await signUp(learner, invent('Ana Belén Cruz'));
	await enroll(learner, course);
	await doStep(learner, course, 'before/pre');
	const [luis, eva] = [invent('Luis Ixcoy'), invent('Eva Morales')];
	for (const { email, name } of [luis, eva]) await newPerson(email, new Date(), name);
	const room = await openRoom(
		course,
		[ana, luis, eva].map(({ email }) => email)
	);
	const at = (end: string) => `/workshops/${room.id}${end}`;
	const [before, exclusion] = ['before', 'exclusion'].map((id) => course.modules.find((each) => each.id === id)!);
	const [named, other] = [read(before!.title), read(exclusion!.title)];
	const box = (name: string) => page.getByRole('checkbox', { name });
	const only = () => page.getByRole('radio', { name: say('modules_chosen') }).check();
	const row = (name: string) => page.getByRole('row').filter({ hasText: name });
	const due = daysFromNow(2, room.timeZone);
	const of = onlineSteps(exclusion!).length;

	await test.step('chooses nobody, and is not taken to mean everybody', async () => {
		await signIn(visitor, facilitator);
		await go(at('/modules'));
		await press(say('modules_button'));
		await sees(say('modules_fault_none'));
		await box(named).check();
		await box(other).check();
		await only();
		await field(say('modules_due_on')).fill(due);
		await press(say('modules_button'));
		await sees(say('modules_fault_nobody'));
		await expect(box(named)).toBeChecked();
		await expect(field(say('modules_due_on'))).toHaveValue(due);
		await expect(page.getByText(say('modules_set_for_nobody'), { exact: true })).toHaveCount(course.modules.length);
	});

	await test.step('sets two modules for two people, by no day that is over', async () => {
		await box(ana.name).check();
		await box(luis.name).check();
		await field(say('modules_due_on')).fill(daysFromNow(-2, room.timeZone));
		await press(say('modules_button'));
		await sees(say('modules_fault_past'));
		await expect(box(luis.name)).toBeChecked();
		await field(say('modules_due_on')).fill(due);
		await press(say('modules_button'));
		await sees(say('modules_news_set', { count: 2 }));
		await sees(say('modules_news_after'));
		await expect(page.getByText(say('modules_set_for', { count: 2, total: 3 }))).toHaveCount(2);
	});

	await test.step('changes the day for one of them, and withdraws a module from the other', async () => {
		await page.getByRole('link', { name: say('modules_change_of', { module: other }), exact: true }).click();
		await only();
		await box(luis.name).check();
		await field(say('modules_due_on')).fill(daysFromNow(1, room.timeZone));
		await press(say('modules_change_button'));
		await sees(say('modules_news_changed', { count: 1 }));
		await page.getByRole('link', { name: say('modules_change_of', { module: named }), exact: true }).click();
		await only();
		await press(say('modules_withdraw_button'));
		await sees(say('modules_fault_nobody'));
		await box(ana.name).check();
		await press(say('modules_withdraw_button'));
		await sees(say('modules_news_withdrawn', { count: 1 }));
		await sees(say('modules_set_for', { count: 1, total: 3 }));
	});

	await test.step('sees who is how far, and who is late', async () => {
		await go(at('/progress'));
		const untouched = [say('progress_not_begun'), say('progress_not_set')];
		for (const words of untouched) await expect(row(luis.name).getByText(words).first()).toBeAttached();
		await expect(row(ana.name)).toContainText(say('progress_done', { day: '' }).trim());
		await letBeLate(room, course, 'exclusion', [ana.email, luis.email], 3);
		await go(at('/progress'));
		await follow(say('progress_show_late', { count: 2 }));
		await expect(page.getByRole('row').filter({ has: page.locator('th[scope="row"]') })).toHaveCount(2);
		await expect(row(eva.name)).toHaveCount(0);
		await expect(row(ana.name)).toContainText(say('progress_late', { done: 0, of }));
	});

	await test.step('takes the same rows along as a file', async () => {
		for (const name of ['progress_csv', 'progress_xlsx'] as const) {
			const address = await page.getByRole('link', { name: say(name), exact: true }).getAttribute('href');
			const file = await page.request.get(address!);
			expect(file.status()).toBe(200);
			expect(file.headers()['content-disposition']).toContain(`.${name.slice('progress_'.length)}"`);
			if (name === 'progress_xlsx') continue;
			const lines = (await file.text()).trim().split('\r\n');
			expect(lines).toHaveLength(3);
			expect(lines[0]).toContain(say('progress_organization'));
			expect(lines[1]).toContain(ana.name);
			expect(lines[1]).toContain(say('progress_late', { done: 0, of }));
		}
	});

	await test.step('writes to them, and is told when others are late meanwhile', async () => {
		await page.getByRole('link', { name: say('progress_to_letters', { count: 2 }), exact: true }).click();
		await arrives(at('/letters'));
		await field(say('late_note')).fill('Nos vemos pronto.\nHay café.');
		await press(say('late_preview_button'));
		await expect(page.getByRole('article').first()).toContainText('Hay café.');
		await expect(page.getByRole('article').first()).toContainText(ana.name);
		await letBeLate(room, course, 'exclusion', [eva.email], 2);
		await press(say('late_send', { count: 2 }));
		await sees(say('late_changed'));
		await expect(field(say('late_note'))).toHaveValue('Nos vemos pronto.\nHay café.');
		await sees(say('late_history_empty'));
	});

	await test.step('sends what is true now, once, and finds it in the history', async () => {
		await sees(say('late_way_letter', { count: 3 }));
		const [count, fingerprint] = [page.locator('[name="count"]'), page.locator('[name="fingerprint"]')];
		const form = { count: await count.inputValue(), fingerprint: await fingerprint.inputValue(), note: 'Again.' };
		await press(say('late_send', { count: 3 }));
		await sees(say('late_sent', { count: 3 }));
		await expect(page.getByText(say('late_history_count', { count: 3 }), { exact: true })).toBeVisible();
		await sees(say('late_state_waiting', { count: 3 }));
		const again = await post(at('/letters?/send'), form);
		expect(again.status()).toBe(303);
		await page.goto(again.headers().location!);
		await expect(page.getByRole('status')).toContainText(say('late_sent_before', { at: '' }).split(',')[0]!);
		await expect(page.getByText(say('late_kind_late'), { exact: true })).toHaveCount(1);
	});

	await test.step('the learner reads it, and finds at home what is late', async () => {
		await openLetter(learner, ana.email, learner.say('letter_late_subject', { workshop: room.title }));
		await learner.sees('Hay café.');
		await learner.page.getByRole('link', { name: /\/home$/ }).click();
		await learner.arrives('/home');
		await expect(learner.page.getByRole('main')).toContainText(read(exclusion!.title));
		await expect(learner.page.locator('.tag.late').first()).toBeVisible();
	});

	await test.step('whoever comes later gets the same in one tap', async () => {
		const zoe = invent('Zoe Xicay');
		const zoeAccount = await newPerson(zoe.email, new Date(), zoe.name);
		await go(at('/modules'));
		await box(other).check();
		await field(say('modules_due_on')).fill(due);
		await press(say('modules_button'));
		await sees(say('modules_news_set', { count: 3 }));
		await joinWorkshop(room.joinCode, zoeAccount, new Date());
		await go(at('/modules'));
		await expect(page.getByRole('heading', { name: say('modules_later', { count: 1 }), exact: true })).toBeVisible();
		await sees(zoe.name);
		await press(say('modules_later_button', { count: 1 }));
		await sees(say('modules_set_for_all', { count: 4 }));
	});
});

test('the keyboard alone leads through the grid: to those who are late, one module, and along the table', async ({
	visitor,
	another,
	course,
	database: _
}) => {
	const { page, say, go, arrives } = visitor;
	const ana = await signUp(await another(), invent('Ana Belén Cruz'));
	const room = await openRoom(course, [ana.email]);
	await letBeLate(room, course, 'exclusion', [ana.email], 3);
	await signIn(visitor, facilitator);
	await go(`/workshops/${room.id}/progress`);
	await tabTo(visitor, page.getByRole('link', { name: say('progress_show_late', { count: 1 }), exact: true }));
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/show=late/);
	await tabTo(visitor, page.locator('summary'));
	await page.keyboard.press('Enter');
	await tabTo(visitor, page.locator('select[name="module"]'));
	await page.keyboard.press('ArrowDown');
	await tabTo(visitor, page.getByRole('button', { name: say('progress_apply'), exact: true }));
	await page.keyboard.press('Enter');
	await arrives(`/workshops/${room.id}/progress`);
	await expect(page).toHaveURL(/module=.+%2Fbefore/);
	await expect(page).toHaveURL(/show=late/);
	await go(`/workshops/${room.id}/progress`);
	const table = page.getByRole('region', { name: say('progress_table'), exact: true });
	await tabTo(visitor, table);
	if (page.viewportSize()!.width < 600) return;
	await page.keyboard.press('End');
	for (let steps = 0; steps < 40; steps++) await page.keyboard.press('ArrowRight');
	await expect.poll(() => table.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0);
	await expect(page.getByRole('rowheader', { name: ana.name, exact: true })).toBeInViewport();
	await tabTo(visitor, page.getByRole('link', { name: say('progress_csv'), exact: true }));
});

/** Goes on with the Tab key until something has the focus. */
async function tabTo({ page }: Visitor, goal: Locator): Promise<void> {
	for (let steps = 0; !(await goal.evaluate((goal) => goal === document.activeElement)); steps++) {
		if (steps === 100) throw new Error('The Tab key does not lead there');
		await page.keyboard.press('Tab');
	}
}
