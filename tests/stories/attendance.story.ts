import { newPerson } from '#server/people/testing.ts';
import { listSessions } from '#server/workshops/session.ts';
import { enroll } from './learning.ts';
import { invent, signIn, signUp } from './people.ts';
import { facilitator, openRoom } from './room.ts';
import { expect, test } from './story.ts';
import { duration, pattern } from './words.ts';

test('a facilitator marks a room: one for a part, one absent, all the others; and corrects one', async ({
	visitor,
	another,
	course,
	database: _
}) => {
	const { page, language, say, read, go, field, press, follow, title, sees, arrives } = visitor;
	const ana = await another();
	const account = await signUp(ana, invent('Ana Belén Cruz'));
	await enroll(ana, course);
	const others = ['Luis Ixcoy', 'Eva Morales'].map((name) => invent(name));
	for (const { email, name } of others) await newPerson(email, new Date(), name);
	const room = await openRoom(
		course,
		[account, ...others].map(({ email }) => email)
	);
	const [session] = await listSessions(room.id);
	const name = read(session!.title);
	const at = `/workshops/${room.id}/attendance`;
	const minutesOf = (person: string) => field(say('attendance_minutes_of', { name: person }));
	const absent = (person: string) => page.getByLabel(say('attendance_absent_of', { name: person }), { exact: true });

	await test.step('finds the session and types what nobody can have been there', async () => {
		await signIn(visitor, facilitator);
		await go(at);
		await sees(say('attendance_marked', { count: 0, total: 3 }));
		await follow(say('attendance_mark_of', { title: name }));
		await arrives(`${at}/${session!.id}`);
		await expect(title(name)).toBeVisible();
		for (const typed of ['-5', '1e9', '12.5', 'abc']) {
			await minutesOf(account.name).fill(typed);
			await press(say('attendance_rest'));
			await sees(say('attendance_faults'));
			await expect(minutesOf(account.name)).toHaveValue(typed);
			await expect(minutesOf(account.name)).toHaveAccessibleDescription(
				pattern(say('attendance_fault_minutes', { most: session!.minutes }))
			);
		}
		await sees(say('attendance_marked', { count: 0, total: 3 }));
	});

	await test.step('marks everybody, by keyboard from line to line', async () => {
		await minutesOf(account.name).fill('20');
		await page.keyboard.press('Tab');
		await expect(absent(account.name)).toBeFocused();
		await page.keyboard.press('Tab');
		await expect(minutesOf('Eva Morales')).toBeFocused();
		await absent('Luis Ixcoy').check();
		await press(say('attendance_rest'));
		await sees(say('attendance_saved', { count: 3 }));
		await expect(minutesOf(account.name)).toHaveValue('20');
		await expect(minutesOf('Eva Morales')).toHaveValue(String(session!.minutes));
		await expect(absent('Luis Ixcoy')).toBeChecked();
		await sees(say('attendance_marked', { count: 3, total: 3 }));
		await expect(minutesOf(account.name)).toHaveAccessibleDescription(/Inés/);
	});

	await test.step('saves the same again, and corrects one', async () => {
		await press(say('save'));
		await sees(say('attendance_unchanged'));
		await minutesOf(account.name).fill('50');
		await press(say('save'));
		await sees(say('attendance_saved', { count: 1 }));
		await go(at);
		await sees(say('attendance_all_marked'));
	});

	await test.step('the record says both, and adds up to what is right', async () => {
		await ana.go('/record');
		const lines = ana.page.getByRole('row').filter({ hasText: name });
		await expect(lines).toHaveCount(2);
		await expect(lines.first()).toContainText(say('attendance_more', { time: duration(language, 30) }));
		await expect(lines.first()).toContainText(say('attendance_correction'));
		await expect(lines.last()).toContainText(duration(language, 20));
		await expect(lines.last()).toContainText(say('attendance_entered_by', { by: 'Inés Cabral Façanha' }));
		await ana.sees(duration(language, 50));
		await ana.go(`/courses/${course.course}/${session!.step}`);
		// On a phone the outline is folded away.
		const done = ana.page.getByRole('img', { name: say('done'), exact: true, includeHidden: true });
		await expect(ana.page.locator('details.outline').locator(done)).toHaveCount(1);
	});
});

test('a session of another workshop is nobody’s here, and what stood on an old page takes nothing back', async ({
	visitor,
	another,
	course,
	database: _
}) => {
	const { page, say, go, field, press, sees, title, post } = visitor;
	const account = await signUp(await another());
	const [room, elsewhere] = [await openRoom(course, [account.email]), await openRoom(course, [account.email])];
	const [session, theirs] = [(await listSessions(room.id))[0]!, (await listSessions(elsewhere.id))[0]!];
	const at = `/workshops/${room.id}/attendance`;
	await signIn(visitor, facilitator);
	await go(`${at}/${theirs.id}`);
	await expect(title(say('error_404_title'))).toBeVisible();
	expect((await post(`${at}/${theirs.id}?/rest`, {})).status()).toBe(404);
	expect((await post(`${at}?/remove`, { session: theirs.id })).status()).toBe(409);

	const colleague = await another();
	await signIn(colleague, facilitator);
	const minutes = say('attendance_minutes_of', { name: account.name });
	await colleague.go(`${at}/${session.id}`);
	await colleague.field(minutes).fill('40');
	await colleague.press(say('save'));
	await go(`${at}/${session.id}`);
	await expect(field(minutes)).toHaveValue('40');
	await colleague.field(minutes).fill('15');
	await colleague.press(say('save'));
	await press(say('save'));
	await sees(say('attendance_unchanged'));
	await expect(field(minutes)).toHaveValue('15');
	await expect(page.getByText(say('attendance_all_marked'))).toHaveCount(0);
});

test('a session is added, gets a day, and is taken off again', async ({ visitor, another, course, database: _ }) => {
	const { page, say, go, field, press, sees } = visitor;
	const room = await openRoom(course, [(await signUp(await another())).email]);
	await signIn(visitor, facilitator);
	await go(`/workshops/${room.id}/attendance`);
	await field(say('attendance_title')).fill('Círculo de preguntas');
	await field(say('attendance_length')).fill('601');
	await press(say('attendance_add'));
	await expect(field(say('attendance_length'))).toHaveAccessibleDescription(
		pattern(say('attendance_fault_length', { least: 5, most: 600 }))
	);
	await expect(field(say('attendance_title'))).toHaveValue('Círculo de preguntas');
	await field(say('attendance_length')).fill('45');
	await press(say('attendance_add'));
	const added = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Círculo de preguntas' }) });
	await expect(added).toContainText(duration(visitor.language, 45));
	await added.getByText(say('attendance_change')).click();
	await added.getByRole('combobox').selectOption({ index: 1 });
	await added.getByRole('button', { name: say('save') }).click();
	await expect(added.getByText(say('attendance_no_day'), { exact: true }).first()).toBeHidden();
	await added.getByText(say('attendance_change')).click();
	await added.getByRole('button', { name: say('attendance_remove') }).click();
	await expect(added).toHaveCount(0);
	await page.getByText(say('attendance_removed_title')).click();
	await sees('Círculo de preguntas');
	await press(say('attendance_bring_back_of', { title: 'Círculo de preguntas' }));
	await expect(added).toHaveCount(1);
});
