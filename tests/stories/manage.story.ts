import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { eq } from 'drizzle-orm';
import type { Edition } from '#server/content/course.ts';
import { path } from '#server/content/edition.ts';
import { newId } from '#server/db/id.ts';
import { read, write } from '#server/db/store.ts';
import { enroll } from '#server/learning/enrollment.ts';
import { completeStep } from '#server/learning/progress.ts';
import { addOrganization, findRootOrganization, type Organization } from '#server/people/organization.ts';
import { findByEmail } from '#server/people/person.ts';
import { giveRole, type RoleName } from '#server/people/role.ts';
import { person } from '#server/people/tables.ts';
import { dayIn } from '#server/people/time-zone.ts';
import { invent, signIn, signUp } from './people.ts';
import { expect, test } from './story.ts';
import type { Visitor } from './visitor.ts';

const aDay = 24 * 3600_000;
const now = new Date();
const ago = (days: number) => new Date(now.getTime() - days * aDay);

/** An institution that no other story knows, with a unit and seven people: six who have not begun, and one who has completed the course. */
async function settle(edition: Edition) {
	const root = (await findRootOrganization())!;
	const add = (kind: Organization['kind'], name: string, parent: Organization) =>
		addOrganization({ kind, name: { en: name, es: `${name} (es)` }, country: 'GT', parentId: parent.id }, now);
	const house = await add('institution', `House ${randomUUID()}`, root);
	const unit = await add('unit', 'Night service', house);
	const people = ['Ana', 'Berta', 'Carla', 'Diana', 'Elsa', 'Fabio', 'Gil'].map((first) => ({
		...{ id: newId(), name: `${first} Íñiguez Peña`, email: `${randomUUID()}@story.example`, emailConfirmedAt: now },
		...{ language: 'es' as const, country: 'GT', organizationId: house.id, timeZone: 'UTC', wantsReminders: true },
		...{ sex: first < 'F' ? 'female' : 'male', sector: first < 'D' ? 'health' : null, createdAt: now }
	}));
	await write(async (tx) => {
		await tx.insert(person).values(people);
	});
	for (const { id, name } of people) {
		const place = await enroll(id, { course: edition.course, hash: edition.hash }, ago(40));
		if (name.startsWith('Gil'))
			for (const { module, step } of path(edition)) await completeStep(place, edition, module, step, ago(2));
	}
	return { house, unit, people };
}

/** Signs up somebody who gets a role, and signs them in with it. */
async function comeAs(visitor: Visitor, role: RoleName, { id }: Organization): Promise<void> {
	const account = await signUp(visitor, invent());
	await giveRole((await findByEmail(account.email))!.id, role, id, undefined, now);
	await signIn(visitor, account);
}

const tableOf = ({ page }: Visitor) => page.getByRole('main').getByRole('table').last();

async function rowsOf(visitor: Visitor): Promise<string[][]> {
	const rows = await tableOf(visitor).getByRole('row').all();
	return Promise.all(
		rows.map(async (row) => (await row.locator('th, td').allInnerTexts()).slice(0, 6).map((text) => text.trim()))
	);
}

test('a manager goes from a number to its people, reminds them, sets them a module, moves them, and takes all of it back', async ({
	visitor,
	course,
	database: _
}) => {
	const { page, language, go, say, read: inWords, sees, follow, press, field, arrives, title } = visitor;
	const { house, unit, people } = await settle(course);
	await comeAs(visitor, 'manager', house);
	const nobody = say('manage_fault_nobody');
	const tick = (first: string) => page.getByRole('checkbox', { name: new RegExp(first) }).check();

	await test.step('the numbers, and what needs them', async () => {
		await go('/manage');
		await expect(title(say('report_title'))).toBeVisible();
		const big = page.getByRole('region', { name: say('report_numbers') });
		await expect(big.locator('.number')).toHaveText(['7', '1', '1', /\d/]);
		await sees(say('report_not_begun', { count: 6 }));
		expect((await rowsOf(visitor)).slice(1).map((row) => row.slice(0, 4))).toEqual([
			[inWords(course.title), '7', '7', '1'],
			[say('report_total_once'), '7', '7', '1']
		]);
	});

	await test.step('the choice lives in the address, and a file says the same as the screen', async () => {
		await page.getByText(say('report_filter_more'), { exact: true }).click();
		await field(say('report_by_sex')).selectOption('female');
		await press(say('report_filter_button'));
		await expect(page).toHaveURL(/[?&]sex=female(&|$)/);
		await follow(say('report_by_sector'));
		await expect(page).toHaveURL(/[?&]sex=female&by=sector/);
		const rows = await rowsOf(visitor);
		const file = page.getByRole('link', { name: say('report_download_csv'), exact: true });
		const answer = await page.request.get((await file.getAttribute('href'))!);
		expect(answer.headers()['content-type']).toContain('text/csv');
		const lines = parse(await answer.text(), { bom: true, relax_column_count: true }) as string[][];
		expect(lines.slice(-rows.length).map((line) => line.slice(0, 5))).toEqual(rows.map((row) => row.slice(0, 5)));
		expect(rows.map((row) => row.slice(0, 2))).toEqual([
			[say('report_by_sector'), say('report_short_people_enrolled')],
			[say('sector_health'), '3'],
			[say('not_stated'), '2'],
			[say('report_total'), '5']
		]);
	});

	await test.step('from a number to just as many people', async () => {
		await tableOf(visitor)
			.getByRole('row', { name: say('not_stated') })
			.getByRole('link')
			.first()
			.click();
		await arrives('/manage/people');
		await sees(say('manage_count', { count: 2 }));
		await expect(page.getByRole('checkbox')).toHaveCount(3);
		await expect(page.getByRole('link', { name: /Diana|Elsa/ })).toHaveCount(2);
		await field(say('manage_search')).fill('elsa iniguez');
		await press(say('manage_search_button'));
		await sees(say('manage_count', { count: 1 }));
	});

	await test.step('a reminder: nobody is not everybody; whom it reaches is seen first; it can be taken back', async () => {
		await go('/manage');
		await page
			.getByRole('listitem')
			.filter({ hasText: say('report_not_begun', { count: 6 }) })
			.getByRole('link')
			.click();
		await sees(say('manage_count', { count: 6 }));
		await press(say('manage_remind_button'));
		await sees(nobody);
		await tick('Ana');
		await tick('Berta');
		await write(async (tx) => {
			await tx.update(person).set({ wantsReminders: false }).where(eq(person.id, people[1]!.id));
		});
		await press(say('manage_remind_button'));
		await expect(title(say('batch_remind_title'))).toBeVisible();
		await sees(people[0]!.name);
		await sees(say('batch_left_out', { count: 1 }));
		await sees(say('batch_reason_reminders_off'));
		await write(async (tx) => {
			await tx.update(person).set({ wantsReminders: true }).where(eq(person.id, people[1]!.id));
		});
		await press(say('batch_remind_button', { count: 1 }));
		await sees(say('batch_changed'));
		await press(say('batch_remind_button', { count: 2 }));
		await sees(say('batch_remind_done', { count: 2 }));
		await press(say('batch_remind_undo', { count: 2 }));
		await sees(say('batch_remind_undone'));
	});

	await test.step('a module for the whole list, until a day', async () => {
		await go('/manage/people?which=not-begun');
		await page.getByRole('checkbox', { name: say('manage_choose_all', { count: 6 }) }).check();
		await press(say('manage_assign_button'));
		await expect(field(say('manage_assign_module'))).toHaveAccessibleDescription(say('manage_fault_module'));
		const [module] = course.modules;
		await field(say('manage_assign_module')).selectOption(`${course.course}/${module!.id}`);
		await field(say('manage_assign_day')).fill('2020-01-01');
		await press(say('manage_assign_button'));
		await expect(field(say('manage_assign_day'))).toHaveAccessibleDescription(new RegExp(say('manage_fault_day_past')));
		await expect(page.getByRole('checkbox', { name: say('manage_choose_all', { count: 6 }) })).toBeChecked();
		await field(say('manage_assign_day')).fill(dayIn(new Date(now.getTime() + 10 * aDay), 'UTC'));
		await press(say('manage_assign_button'));
		await sees(inWords(module!.title));
		await press(say('batch_assign_button', { count: 6 }));
		await sees(say('batch_assign_done', { count: 6 }));
		await press(say('batch_assign_undo'));
		await sees(say('batch_assign_undone'));
	});

	await test.step('a move, and the way back', async () => {
		await go('/manage/people');
		await tick('Fabio');
		await field(say('manage_move_to')).selectOption(unit.id);
		await press(say('manage_move_button'));
		await sees(say('batch_move_what', { organization: unit.name[language] }));
		await press(say('batch_move_button', { count: 1 }));
		await sees(say('batch_move_done', { count: 1 }));
		const home = async () =>
			(await read().select().from(person).where(eq(person.id, people[5]!.id)))[0]!.organizationId;
		expect(await home()).toBe(unit.id);
		await press(say('batch_move_undo'));
		await sees(say('batch_move_undone'));
		expect(await home()).toBe(house.id);
	});
});

test('who sees sums only gets no small numbers and nobody’s name', async ({ visitor, course, database: _ }) => {
	const { page, go, say, sees, title } = visitor;
	const { house } = await settle(course);
	await comeAs(visitor, 'observer', house);
	await go('/manage?by=sex');
	const rows = await rowsOf(visitor);
	expect(rows.map((row) => row.slice(0, 2))).toEqual([
		[say('report_by_sex'), say('report_short_people_enrolled')],
		[say('sex_female'), '5'],
		[say('sex_male'), say('report_under_five')],
		[say('sex_other'), say('report_under_five')],
		[say('report_sex_undisclosed'), say('report_under_five')],
		[say('not_stated'), say('report_under_five')],
		[say('report_total'), '5']
	]);
	await expect(tableOf(visitor).getByRole('link')).toHaveCount(0);
	await expect(page.getByRole('heading', { name: say('report_attention') })).toHaveCount(0);
	await page.getByText(say('report_definitions'), { exact: true }).click();
	await sees(say('report_definition_sums'));
	for (const path of ['/manage/people', '/manage/people.csv', `/manage/steps.csv?course=${course.course}`])
		expect((await page.request.get(path)).status()).toBe(403);
	await go('/manage/people');
	await expect(title(say('error_403_title'))).toBeVisible();
	await go(`/manage?organization=${(await findRootOrganization())!.id}`);
	await expect(title(say('error_404_title'))).toBeVisible();
});
