import type { Locator } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { read } from '#server/db/store.ts';
import { letter } from '#server/mail/tables.ts';
import { invent, signIn, signUp } from './people.ts';
import { facilitator, openRoom } from './room.ts';
import { expect, test } from './story.ts';
import type { Visitor } from './visitor.ts';
import { pattern } from './words.ts';

/** A list of 30 people with two rows of headings, as it is copied out of a spreadsheet. Three rows can't be taken. Addresses are nobody else's. */
function thirty(): { text: string; address: (row: number) => string } {
	const mark = randomUUID().slice(0, 8);
	const address = (row: number) => `p${row}.${mark}@story.example`;
	const rows = Array.from({ length: 30 }, (_, at) => {
		const row = at + 3;
		const email = row === 7 ? '' : row === 14 ? 'sin-arroba.example.org' : address(row === 23 ? 6 : row);
		return [`Persona ${'ABCDEFGHIJ'[at % 10]} Núñez`, email, 'Jueza'].join('\t');
	});
	return { text: ['Taller de noviembre', 'Nombre\tCorreo\tCargo', ...rows].join('\n'), address };
}

test('a list of thirty with three bad rows is pasted, corrected, confirmed, undone and confirmed again, by keyboard alone', async ({
	visitor,
	course,
	database: _
}) => {
	test.setTimeout(180_000);
	const { page, go, say, field, sees, arrives, title } = visitor;
	const { id } = await openRoom(course, []);
	const { text, address } = thirty();
	const people = `/workshops/${id}/people`;
	await signIn(visitor, facilitator);

	await test.step('pastes it', async () => {
		await go(people);
		await sees(say('people_empty_title'));
		await type(visitor, field(say('people_paste_field')), text);
		await pressByKey(visitor, page.locator('form[action="?/paste"] button'));
		await expect(title(say('list_title'))).toBeVisible();
		await sees(say('list_will_add', { count: 27 }));
		await sees(say('list_need_look', { count: 3 }));
		await sees(say('list_sum_new', { count: 27 }));
	});

	await test.step('reads why three rows are left out, beside them', async () => {
		await expect(row(visitor, 7).getByLabel(say('email'))).toHaveAccessibleDescription(
			pattern(say('list_problem_no_address'))
		);
		await expect(row(visitor, 14).getByLabel(say('email'))).toHaveAccessibleDescription(
			pattern(say('list_problem_bad_address'))
		);
		await expect(row(visitor, 23).getByLabel(say('email'))).toHaveAccessibleDescription(
			pattern(say('list_problem_duplicate', { row: 6 }))
		);
	});

	await test.step('says what a column holds, and takes it back', async () => {
		const details = page.locator('details').filter({ hasText: say('list_columns') });
		await pressByKey(visitor, details.locator('summary'));
		const column = details.getByLabel(/^Cargo/);
		await expect(column).toHaveValue('profession');
		await choose(visitor, column, 'email');
		await pressByKey(visitor, details.getByRole('button'));
		await expect(column).toHaveAccessibleDescription(pattern(say('list_column_twice')));
		await choose(visitor, column, 'sector');
		await pressByKey(visitor, details.getByRole('button'));
		await sees(say('list_remark_sector'));
	});

	await test.step('corrects one of them', async () => {
		const email = row(visitor, 7).getByLabel(say('email'));
		await type(visitor, email, address(7));
		await pressByKey(visitor, page.getByRole('button', { name: say('list_correct'), exact: true }));
		await sees(say('list_will_add', { count: 28 }));
		await sees(say('list_need_look', { count: 2 }));
	});

	await test.step('confirms, and sees what was done and left out', async () => {
		await pressByKey(visitor, page.getByRole('button', { name: say('list_confirm', { count: 28 }), exact: true }));
		await sees(say('list_done_added', { count: 28 }));
		await sees(say('list_done_letters', { count: 28 }));
		await sees(say('list_left_out', { count: 2 }));
		await expect(field(say('list_left_out_field'))).toHaveValue(/sin-arroba\.example\.org/);
		expect(await lettersTo(address(3))).toEqual(['workshop-invitation']);
		await go(people);
		await sees(say('people_count', { count: 28 }));
	});

	await test.step('undoes it, and nobody is left', async () => {
		await pressByKey(visitor, page.getByRole('link', { name: say('people_list_pasted'), exact: true }));
		await pressByKey(visitor, page.getByRole('button', { name: say('list_undo'), exact: true }));
		await expect(title(say('list_undone_title'))).toBeVisible();
		await sees(say('list_undone_removed', { count: 28 }));
		expect(await lettersTo(address(3))).toEqual([]);
		await go(people);
		await sees(say('people_empty_title'));
	});

	await test.step('pastes and confirms it again, without letters', async () => {
		await type(visitor, field(say('people_paste_field')), text);
		await pressByKey(visitor, page.locator('form[action="?/paste"] button'));
		await tabTo(visitor, field(say('list_invite')));
		await page.keyboard.press('Space');
		await pressByKey(visitor, page.getByRole('button', { name: say('list_confirm', { count: 27 }), exact: true }));
		await sees(say('list_done_added', { count: 27 }));
		expect(await lettersTo(address(3))).toEqual([]);
		await pressByKey(visitor, page.getByRole('link', { name: say('list_next'), exact: true }));
		await arrives(`/workshops/${id}/modules`);
	});
});

test('a file is read as a spreadsheet program saved it; people are found, added, removed and put back', async ({
	visitor,
	another,
	course,
	database: _
}) => {
	test.setTimeout(120_000);
	const { page, go, say, field, press, follow, sees } = visitor;
	const { id } = await openRoom(course, []);
	const people = `/workshops/${id}/people`;
	const stranger = await signUp(await another(), invent('Eva Soto'));
	const mark = randomUUID().slice(0, 8);
	await signIn(visitor, facilitator);
	await go(people);

	const upload = async (name: string, buffer: Buffer) => {
		await page.locator('input[type="file"]').setInputFiles({ name, mimeType: 'text/csv', buffer });
		await page.locator('form[action="?/upload"] button').click();
	};

	await test.step('what is no list is refused beside the field, with the reason', async () => {
		for (const [name, content, reason] of [
			['lista.xlsx', '%PDF-1.7', say('list_trouble_not')],
			['lista.csv', '', say('list_trouble_empty')],
			['lista.csv', 'Ana;a@story.example\n'.repeat(50_000), '50']
		] as const) {
			await upload(name, Buffer.from(content));
			await expect(page.locator('input[type="file"]')).toHaveAccessibleDescription(pattern(reason));
		}
		await field(say('people_paste_field')).fill(';;;');
		await page.locator('form[action="?/paste"] button').click();
		await expect(field(say('people_paste_field'))).toHaveAccessibleDescription(pattern(say('list_trouble_empty')));
		await expect(field(say('people_paste_field'))).toHaveValue(';;;');
	});

	await test.step('Windows-1252 with semicolons', async () => {
		const text = `Apellido;Nombre;Correo;Institución\r\nMuñoz;Íñigo;m.${mark}@story.example;\r\n;;${stranger.email};\r\n`;
		await upload('participantes años.csv', Buffer.from(text, 'latin1'));
		await sees(say('list_of_file', { name: 'participantes años.csv' }));
		await sees('Íñigo Muñoz');
		await sees(say('list_will_add', { count: 2 }));
		await press(say('list_confirm', { count: 2 }));
		await sees(say('list_done_added', { count: 2 }));
		await follow(say('workshop_see_people'));
		await sees('Íñigo Muñoz');
		await sees(say('people_invited_no_account'));
	});

	await test.step('searches among their people, whatever accents are typed', async () => {
		await field(say('people_search_field')).fill('LOPEZ ramon');
		await press(say('people_search'));
		await press(say('people_search_add_who', { name: 'Ramón Itzep López' }));
		await sees(say('people_added_news', { name: 'Ramón Itzep López' }));
		await sees(say('people_search_in'));
		await field(say('people_search_field')).fill(stranger.email.slice(0, 8));
		await press(say('people_search'));
		await sees(say('people_count', { count: 3 }));
	});

	await test.step('removes somebody, puts them back, and writes to those who have not answered', async () => {
		await go(people);
		await press(say('people_remove_who', { name: 'Ramón Itzep López' }));
		await sees(say('people_removed_news', { name: 'Ramón Itzep López' }));
		await sees(say('people_count', { count: 2 }));
		await press(say('people_put_back'));
		await sees(say('people_put_back_news', { name: 'Ramón Itzep López' }));
		await sees(say('people_takes_part'));
		await press(say('people_invite_all', { count: 1 }));
		// Within ten minutes there is no second letter, but the clock may just have passed them.
		const news = [say('people_invited_none'), say('people_invited_news', { count: 1 })];
		await expect(page.getByRole('main').getByRole('status').first()).toHaveText(
			new RegExp(news.map((words) => pattern(words).source).join('|'))
		);
	});

	await test.step('nobody else sees any of it', async () => {
		const elsewhere = await another();
		await signIn(elsewhere, stranger);
		await elsewhere.go(people);
		await expect(elsewhere.title(elsewhere.say('error_404_title'))).toBeVisible();
	});
});

/** The kinds of letters that wait for an address: the page of letters shows only the newest of all. */
async function lettersTo(address: string): Promise<string[]> {
	const letters = await read().select().from(letter).where(eq(letter.address, address));
	return letters.map(({ kind }) => kind);
}

/** A row that needs a look. */
function row({ page, say }: Visitor, number: number): Locator {
	return page.getByRole('group', { name: say('list_row_number', { number }), exact: true });
}

/** Goes on with the Tab key until something has the focus. */
async function tabTo({ page }: Visitor, goal: Locator): Promise<void> {
	for (let steps = 0; !(await goal.evaluate((goal) => goal === document.activeElement)); steps++) {
		if (steps === 200) throw new Error('The Tab key does not lead there');
		await page.keyboard.press('Tab');
	}
	await expect(goal).toBeInViewport({ ratio: 0.5 });
}

async function pressByKey(visitor: Visitor, goal: Locator): Promise<void> {
	await tabTo(visitor, goal);
	await visitor.page.keyboard.press('Enter');
}

/** Pastes text into a field as a keyboard does. */
async function type(visitor: Visitor, goal: Locator, text: string): Promise<void> {
	await tabTo(visitor, goal);
	await visitor.page.keyboard.press('ControlOrMeta+a');
	await visitor.page.keyboard.insertText(text);
}

/** Chooses an option of a list by the arrow keys. */
async function choose(visitor: Visitor, list: Locator, value: string): Promise<void> {
	await tabTo(visitor, list);
	const place = (of: string) =>
		list.evaluate((list, of) => [...(list as HTMLSelectElement).options].findIndex((each) => each.value === of), of);
	const steps = (await place(value)) - (await place(await list.inputValue()));
	for (let step = 0; step < Math.abs(steps); step++)
		await visitor.page.keyboard.press(steps > 0 ? 'ArrowDown' : 'ArrowUp');
	await expect(list).toHaveValue(value);
}
