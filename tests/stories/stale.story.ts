import { path } from '#server/content/edition.ts';
import { answersTo, enroll, fillIn, findStep, letWaitPass, levelsFor, workFor, wrongAnswer } from './learning.ts';
import { fillSignIn, fillSignUp, invent, signIn, signUp } from './people.ts';
import { expect, test } from './story.ts';
import { visit, type Visitor } from './visitor.ts';

const practiceName = 'exclusion/what-the-file-leaves-out';

test('what was written in a practice comes back after signing in again', async ({ visitor, another, course }) => {
	const { page, go, say, press, sees, arrives } = visitor;
	const { step, at } = findStep(course, practiceName, 'practice');
	const account = await signUp(visitor);
	await enroll(visitor, course);
	await go(at);
	await signOutFromElsewhere(await another(), account);

	await fillIn(visitor, workFor(step, 'Escrito después de salir 🌉 <b>مرحبا</b>'));
	await press(say('practice_submit'));
	await arrives('/sign-in');
	await sees(say('sign_in_kept'));
	await fillSignIn(visitor, account);
	await arrives(at);
	for (const [name, value] of workFor(step, 'Escrito después de salir 🌉 <b>مرحبا</b>')) {
		const input = page.locator(`[name="${name}"]`);
		if (name === 'f.questions') await expect(input).toHaveValue(value);
		else await expect(page.locator(`[name="${name}"][value="${value}"]`)).toBeChecked();
	}
	await press(say('practice_submit'));
	await sees(say('practice_submitted'));
	await sees('Escrito después de salir 🌉 <b>مرحبا</b>');

	await test.step('and so does the comparison with the sample', async () => {
		await signOutFromElsewhere(await another(), account);
		await fillIn(visitor, levelsFor(step, 2));
		await visitor.field(say('practice_note')).fill('Otra vez fuera.');
		await press(say('practice_compare_button'));
		await arrives('/sign-in');
		await fillSignIn(visitor, account);
		await arrives(at);
		await expect(visitor.field(say('practice_note'))).toHaveValue('Otra vez fuera.');
		await press(say('practice_compare_button'));
		await sees(say('practice_done'));
	});
});

test('what was written in the profile comes back after signing in again, and no longer than until it is saved', async ({
	visitor,
	another
}) => {
	const { go, say, field, press, sees, arrives } = visitor;
	const account = await signUp(visitor);
	await go('/account');
	await signOutFromElsewhere(await another(), account);
	await field(say('institution')).fill('Casa Puerto');
	await field(say('sector')).selectOption('health');
	await field(say('reminders')).uncheck();
	await press(say('save'));
	await arrives('/sign-in');
	await fillSignIn(visitor, account);
	await arrives('/account');
	await sees(say('kept_is_back'));
	await expect(field(say('institution'))).toHaveValue('Casa Puerto');
	await expect(field(say('sector'))).toHaveValue('health');
	await expect(field(say('reminders'))).not.toBeChecked();
	await press(say('save'));
	await sees(say('account_saved'));
	await go('/account');
	await expect(visitor.page.getByText(say('kept_is_back'))).toHaveCount(0);
	await expect(field(say('institution'))).toHaveValue('Casa Puerto');
});

test('what somebody else had typed here is not shown to whoever signs in next', async ({ visitor, another }) => {
	const { go, say, field, press, arrives } = visitor;
	const [first, second] = [invent(), invent('Otra Persona')];
	await signUp(visitor, first);
	const neighbor = await another();
	await signUp(neighbor, second);
	await go('/account');
	await signOutFromElsewhere(neighbor, first);
	await field(say('institution')).fill('Solo mío');
	await press(say('save'));
	await arrives('/sign-in');
	await fillSignIn(visitor, second);
	await arrives('/account');
	await expect(field(say('name'))).toHaveValue(second.name);
	await expect(field(say('institution'))).toHaveValue('');
});

test('the same form sent twice counts once', async ({ visitor, course }) => {
	const { page, go, say, press, sees } = visitor;
	const account = invent();
	await test.step('sign-up', async () => {
		const twin = await twinOf(visitor, '/sign-up');
		await go('/sign-up');
		for (const each of [visitor, twin]) await fillSignUp(each, account);
		for (const each of [visitor, twin]) {
			await each.press(say('sign_up'));
			await each.arrives('/sign-up/letter');
		}
		await twin.page.close();
		await signUp(visitor, account);
	});
	await enroll(visitor, course);

	await test.step('lesson', async () => {
		const { at } = findStep(course, 'exclusion/a-first-hearing', 'lesson');
		const twin = await twinOf(visitor, at);
		await go(at);
		for (const each of [visitor, twin]) {
			await each.page.locator('form[action="?/done"] button').click();
			await each.arrives(`/courses/${course.course}/exclusion/seven-environments`);
		}
		await twin.page.close();
	});

	await test.step('test', async () => {
		const { step, at } = findStep(course, 'before/pre', 'test');
		const twin = await twinOf(visitor, at);
		await go(at);
		for (const each of [visitor, twin]) await fillIn(each, answersTo(step).slice(0, 1));
		await press(say('hand_in'));
		await sees(say('result_test'));
		await twin.press(say('hand_in'));
		await twin.sees(say('result_test'));
		await twin.page.close();
	});

	await test.step('practice', async () => {
		const { step, at } = findStep(course, practiceName, 'practice');
		await go(at);
		await fillIn(visitor, workFor(step, 'Una vez.'));
		await press(say('save_for_later'));
		await sees(say('kept'));
		const twin = await twinOf(visitor, at);
		for (const each of [visitor, twin]) {
			await each.press(say('practice_submit'));
			await each.sees(say('practice_submitted'));
		}
		const data = (await (await page.request.get('/account/data.json')).json()) as {
			assessment: { submissions: unknown[] };
		};
		expect(data.assessment.submissions).toHaveLength(1);
	});

	await test.step('all at once', async () => {
		const { at } = findStep(course, 'exclusion/seven-environments', 'lesson');
		const answers = await Promise.all([1, 2, 3, 4].map(() => visitor.post(`${at}?/done`, {})));
		expect(answers.map((answer) => answer.status())).toEqual([303, 303, 303, 303]);
		await go('/record');
		await expect(page.getByRole('row').filter({ hasText: visitor.read(course.modules[0]!.title) })).toHaveCount(1);
	});
});

test('a page that is not one’s own stays closed', async ({ visitor, another, course }) => {
	const { page, go, say, title, arrives } = visitor;
	const [mine, theirs] = [invent(), invent('Otra Persona')];
	await signUp(visitor, mine);
	const neighbor = await another();
	await signUp(neighbor, theirs);

	await test.step('another’s sign-in is not ended by its id', async () => {
		const phone = await another();
		await signIn(phone, theirs);
		await neighbor.go('/account/sign-in');
		const id = await neighbor.page.locator('form[action="?/end"] [name="id"]').getAttribute('value');
		for (const form of [{ id: id! }, { id: 'nobody' }, { id: '' }])
			expect((await visitor.post('/account/sign-in?/end', form)).status()).toBe(303);
		await phone.go('/home');
		await phone.arrives('/home');
	});

	await test.step('a step is done only by those who are in the course', async () => {
		const answer = await visitor.post(`/courses/${course.course}/${path(course)[1]!.name}?/done`, {});
		expect(answer.headers()['location']).toBe(visitor.address(`/courses/${course.course}`));
		await go('/home');
		await visitor.sees(say('home_no_courses'));
	});

	await test.step('what does not exist says so', async () => {
		await enroll(visitor, course);
		for (const unknown of [
			`/courses/${course.course}/exclusion/nothing`,
			`/courses/${course.course}/before/pre/more`,
			'/courses/nothing',
			'/courses/%00',
			'/nothing',
			'/refused'
		]) {
			await go(unknown);
			await expect(title(say('error_404_title'))).toBeVisible();
			await visitor.follow(say('error_back'));
			await arrives('/home');
		}
	});

	await test.step('a form from another site changes nothing', async () => {
		const answer = await page.request.post(visitor.address('/account/sign-in?/end-others'), {
			headers: { origin: 'https://elsewhere.example' },
			form: {}
		});
		expect(answer.status()).toBe(403);
		expect(await answer.text()).toContain(say('error_origin'));
	});
});

test('with scripts, typing is saved by itself, whatever the line does', async ({
	visitor,
	course,
	scripts,
	complaints
}) => {
	test.skip(!scripts, 'needs scripts');
	const { page, go, say, address } = visitor;
	const { at } = findStep(course, practiceName, 'practice');
	const work = page.locator('[name="f.questions"]');
	await signUp(visitor);
	await enroll(visitor, course);

	await test.step('while typing, so that it is there after a reload', async () => {
		await go(at);
		await work.pressSequentially('¿Quién la espera?');
		await page.locator('[name^="f.silences."][value="3"]').first().check();
		await expect(status(visitor)).toHaveText(say('saved'));
		await page.reload();
		await expect(work).toHaveValue('¿Quién la espera?');
		await expect(page.locator('[name^="f.silences."][value="3"]').first()).toBeChecked();
		expect(await page.evaluate(() => localStorage.length)).toBe(0);
	});

	await test.step('without a connection in the browser, and on the server once there is one', async () => {
		complaints.excuse(/ERR_INTERNET_DISCONNECTED/);
		await page.context().setOffline(true);
		await work.fill('Sin línea en el bus.');
		await expect(status(visitor)).toHaveText(say('saved_offline'));
		await page.context().setOffline(false);
		await expect(status(visitor)).toHaveText(say('saved'));
		await page.reload();
		await expect(work).toHaveValue('Sin línea en el bus.');
	});

	await test.step('also what was typed before the script arrived', async () => {
		const arrival = Promise.withResolvers<void>();
		await page.route(/\/keep[^/]*\.js$/, async (route) => {
			await arrival.promise;
			await route.continue();
		});
		await page.goto(address(at), { waitUntil: 'commit' });
		await work.fill('Antes del script.');
		arrival.resolve();
		await expect(status(visitor)).toHaveText(say('saved'));
		await expect(work).toHaveValue('Antes del script.');
		await page.reload();
		await expect(work).toHaveValue('Antes del script.');
	});

	await test.step('also the answers of a quiz', async () => {
		await go(`/courses/${course.course}/exclusion/check`);
		await page.locator('form[data-keep] [type="radio"]').first().check();
		await expect(status(visitor)).toHaveText(say('saved'));
		await page.reload();
		await expect(page.locator('form[data-keep] [type="radio"]').first()).toBeChecked();
	});
});

test('with scripts, what is saved late or kept in the browser does not come back where it has no place', async ({
	visitor,
	another,
	course,
	scripts,
	database: _
}) => {
	test.skip(!scripts, 'needs scripts');
	const { page, go, say, press, sees, arrives, address } = visitor;
	const account = await signUp(visitor);
	await enroll(visitor, course);

	await test.step('a sign-in that runs out while typing says so, and loses nothing', async () => {
		const { at } = findStep(course, practiceName, 'practice');
		await go(at);
		await signOutFromElsewhere(await another(), account);
		await page.locator('[name="f.questions"]').fill('Se acabó la sesión.');
		await expect(status(visitor)).toHaveText(say('saved_signed_out'));
		await press(say('save_for_later'));
		await arrives('/sign-in');
		await fillSignIn(visitor, account);
		await arrives(at);
		await expect(page.locator('[name="f.questions"]')).toHaveValue('Se acabó la sesión.');
		await expect(status(visitor)).toHaveText(say('saved'));
	});

	await test.step('a save that arrives after handing in does not open the practice again', async () => {
		const { step, at } = findStep(course, practiceName, 'practice');
		const saving = Promise.withResolvers<string>();
		await page.route(/\?\/save$/, (route) => saving.resolve(route.request().postData()!));
		await fillIn(visitor, workFor(step, 'Entregado.'));
		const late = await saving.promise;
		await press(say('practice_submit'));
		await sees(say('practice_submitted'));
		await page.request.post(`${address(at)}?/save`, {
			headers: {
				origin: process.env.STORIES_ADDRESS!,
				accept: 'application/json',
				'content-type': 'application/x-www-form-urlencoded'
			},
			data: late
		});
		await page.reload();
		await sees(say('practice_submitted'));
	});

	await test.step('what the browser kept of one try does not come back in the next', async () => {
		const { step, at } = findStep(course, 'exclusion/check', 'quiz');
		await go(at);
		await fillIn(visitor, answersTo(step, wrongAnswer));
		await press(say('hand_in'));
		await sees(say('result_answers'));
		await letWaitPass(account.email, 'exclusion/check', step.wait);
		await page.reload();
		await sees(say('result_again', { pass: step.pass! }));
		await expect(page.locator('form[data-keep] :is([type="radio"], [type="checkbox"]):checked')).toHaveCount(0);
	});
});

const status = ({ page }: Visitor) => page.locator('[data-keep-status]');

// Signed in on another device, somebody ends all their other sign-ins.
async function signOutFromElsewhere(elsewhere: Visitor, account: Parameters<typeof signIn>[1]): Promise<void> {
	await elsewhere.page.context().clearCookies();
	await signIn(elsewhere, account);
	const answer = await elsewhere.post('/account/sign-in?/end-others', {});
	expect(answer.status()).toBe(303);
}

// The same page once more, in another tab of the same browser.
async function twinOf(visitor: Visitor, at: string): Promise<Visitor> {
	const twin = visit(await visitor.page.context().newPage(), visitor.language);
	await twin.go(at);
	return twin;
}
