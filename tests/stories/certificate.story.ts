import { newNumber, printedNumber } from '#server/certification/number.ts';
import { path } from '#server/content/edition.ts';
import { doCourse, enroll } from './learning.ts';
import { fillSignIn, invent, letterLink, signUp } from './people.ts';
import { expect, test } from './story.ts';
import { duration, today } from './words.ts';

test('a counselor finishes the course, and anyone can check the certificate, even after the account is erased', async ({
	visitor,
	another,
	course,
	scripts
}) => {
	test.skip(
		!scripts,
		'told once on a phone and once at a desk: the steps themselves work without scripts in the story of the counselor'
	);
	test.setTimeout(180_000);
	const { page, language, go, say, read, follow, press, field, sees, arrives } = visitor;
	const account = await signUp(visitor, invent('Íñigo Peña-Ávila Ñandú D’Ávalos Façanha'));
	const at = `/courses/${course.course}`;
	const day = today(language, 'America/Guatemala');
	let number = '';

	await test.step('does every step', async () => {
		await enroll(visitor, course);
		await doCourse(visitor, course);
		await follow(say('to_course'));
		await sees(say('course_completed_title'));
		await sees(say('course_completed', { day }));
	});

	await test.step('has all hours in the record, and the certificate', async () => {
		await go('/record');
		await expect(page.getByRole('row')).toHaveCount(course.modules.length + 1);
		await sees(duration(language, course.onlineMinutes));
		await go('/home');
		await sees(say('home_all_done'));
		await page
			.getByRole('link', { name: read(course.title) })
			.last()
			.click();
		number = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1)!);
		expect(number).toMatch(/^\w{4}-\w{4}-\w{4}$/);
		await expect(page.getByRole('link', { name: say('certificate_download'), exact: true })).toBeVisible();
	});

	await test.step('downloads it', async () => {
		const link = page.getByRole('link', { name: say('certificate_download'), exact: true });
		const answer = await page.request.get((await link.getAttribute('href'))!);
		expect(answer.status()).toBe(200);
		expect(answer.headers()['content-type']).toBe('application/pdf');
		expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-');
	});

	const stranger = await another();
	await test.step('shows it to a stranger, who finds every fact by the link of the letter', async () => {
		await stranger.page.goto(
			await letterLink(stranger, account.email, say('letter_certificate_subject', { course: read(course.title) }))
		);
		await stranger.arrives(`/verify/${number}`);
		await stranger.sees(say('verify_valid'));
		await expect(stranger.title(account.name)).toBeVisible();
		await stranger.sees(read(course.title));
		for (const [fact, value] of [
			[say('verify_online'), duration(language, course.onlineMinutes)],
			[say('verify_attended'), duration(language, 0)],
			[say('verify_completed_on'), day],
			[say('verify_issued_on'), day],
			[say('verify_issuer'), language === 'es' ? 'Red Demo Puente' : 'Puente Demo Network'],
			[say('verify_course'), course.code],
			[say('verify_edition'), course.hash],
			[say('number'), number]
		] as const) {
			const row = stranger.page.locator('dl > div').filter({ has: stranger.page.getByText(fact, { exact: true }) });
			await expect(row.getByRole('definition')).toHaveText(value);
		}
		for (const { words } of course.outcomes) await stranger.sees(read(words));
		await expect(stranger.page.getByRole('link', { name: say('certificate_download') })).toHaveCount(0);

		const machine = await stranger.page.request.get(`/verify/${number}.json`);
		expect(await machine.json()).toMatchObject({
			status: 'valid',
			number,
			name: account.name,
			minutesOnline: course.onlineMinutes
		});
		expect((await stranger.page.request.get(`/record/${number}.pdf`, { maxRedirects: 0 })).status()).toBe(303);
	});

	await test.step('a number is read as people type it, and a mistyped one is told from an unknown one', async () => {
		const look = async (typed: string) => {
			await stranger.go('/verify');
			await stranger.field(say('verify_number')).fill(typed);
			await stranger.press(say('verify_button'));
		};
		await look(` ${number.toLowerCase().replaceAll('-', ' ')} `);
		await stranger.sees(say('verify_valid'));

		const mistyped = number.slice(0, -1) + (number.endsWith('7') ? '8' : '7');
		await look(mistyped);
		await expect(stranger.field(say('verify_number'))).toHaveValue(mistyped);
		await expect(stranger.field(say('verify_number'))).toHaveAccessibleDescription(
			new RegExp(say('verify_mistyped').slice(0, 30))
		);
		await stranger.go(`/verify/${mistyped}`);
		await expect(stranger.title(say('verify_mistyped_title'))).toBeVisible();

		const unknown = printedNumber(newNumber());
		await look(unknown);
		await expect(stranger.title(say('verify_unknown_title'))).toBeVisible();
		await stranger.sees(say('verify_unknown', { number: unknown }));
		expect((await stranger.page.request.get(`/verify/${unknown}.json`)).status()).toBe(404);
		expect((await stranger.page.request.get(`/verify/${mistyped}.json`)).status()).toBe(400);
	});

	await test.step('finds everything done as it was when opening a step again', async () => {
		await go(`${at}/${path(course).at(-1)!.name}`);
		await sees(say('result_passed'));
		await expect(page.getByRole('button', { name: say('hand_in') })).toHaveCount(0);
	});

	await test.step('erases the account; the paper stays true', async () => {
		await go('/account/delete');
		await sees(number);
		await field(say('erase_sure')).check();
		await field(say('current_password')).fill(account.password);
		await press(say('erase_button'));
		await sees(say('news_erased'));
		await fillSignIn(visitor, account);
		await sees(say('fault_sign_in'));
		await arrives('/sign-in');
		await stranger.go(`/verify/${number}`);
		await stranger.sees(say('verify_valid'));
		await expect(stranger.title(account.name)).toBeVisible();
		await stranger.go('/demo/letters');
		await expect(stranger.page.getByText(account.email)).toHaveCount(0);
	});
});
