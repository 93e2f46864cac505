import type { Locator, Page } from '@playwright/test';
import { onlineSteps, path } from '#server/content/edition.ts';
import { languages } from '#lib/i18n/address.ts';
import {
	answersTo,
	doStep,
	enroll,
	fillIn,
	findStep,
	letWaitPass,
	levelsFor,
	workFor,
	wrongAnswer
} from './learning.ts';
import { fillSignUp, invent, openLetter, signUp } from './people.ts';
import { expect, test } from './story.ts';
import { duration, say as sayIn } from './words.ts';

test('a counselor signs up, learns the first module step by step, and has its minutes', async ({
	visitor,
	course,
	database: _
}) => {
	const { page, go, say, read, field, press, follow, title, sees, arrives } = visitor;
	const account = invent();
	const [, module] = course.modules;
	const at = `/courses/${course.course}`;

	await test.step('signs up and confirms the address', async () => {
		await go('/');
		await follow(say('sign_up'));
		await fillSignUp(visitor, account);
		await press(say('sign_up'));
		await expect(title(say('letter_sent_title'))).toBeVisible();
		await sees(say('letter_sent', { email: account.email }));

		await follow(say('demo_open_letters'));
		await openLetter(visitor, account.email);
		await expect(title(say('letter_confirm_subject'))).toBeVisible();
		await page
			.getByRole('main')
			.getByRole('link', { name: /\/confirm\// })
			.click();
		await field(say('password')).fill('another password');
		await press(say('confirm_button'));
		await sees(say('fault_confirm_password'));
		await field(say('password')).fill(account.password);
		await press(say('confirm_button'));
		await arrives('/home');
		await expect(page.getByRole('heading', { level: 1 })).toContainText(account.name);
	});

	await test.step('finds the course and enrolls', async () => {
		await sees(say('home_empty_title'));
		await follow(say('landing_see_courses'));
		await follow(read(course.title));
		await expect(title(read(course.title))).toBeVisible();
		for (const { words } of course.outcomes) await sees(read(words));
		await sees(duration(visitor.language, course.onlineMinutes + course.sessionMinutes));
		await sees('English, Español');
		await press(say('enroll'));
		await arrives(`${at}/before/pre`);
	});

	await test.step('says in the first test what is known, and leaves the rest open', async () => {
		const { step } = findStep(course, 'before/pre', 'test');
		await fillIn(visitor, answersTo(step).slice(0, 3));
		await press(say('hand_in'));
		await sees(say('result_test'));
		await follow(say('next_step', { title: read(module!.steps[0]!.title) }));
	});

	await test.step('reads the lessons, one after the other', async () => {
		const lessons = module!.steps.filter(({ kind }) => kind === 'lesson');
		for (const [place, lesson] of lessons.entries()) {
			await expect(title(read(lesson.title))).toBeVisible();
			const next = module!.steps[place + 1]!;
			await press(say('done_next', { title: read(next.title) }));
			await arrives(`${at}/${module!.id}/${next.id}`);
		}
		const outline = await openOutline(page);
		await expect(outline.getByRole('img', { name: say('done'), exact: true })).toHaveCount(lessons.length);
		await expect(outline.locator('[aria-current="step"]')).toContainText(read(module!.steps[lessons.length]!.title));
	});

	await test.step('writes a practice in two sittings, and holds it against the sample', async () => {
		const { step, at: here } = findStep(course, 'exclusion/what-the-file-leaves-out', 'practice');
		await press(say('practice_submit'));
		await sees(say('practice_gaps'));
		await sees(say('fault_empty_field'));
		await fillIn(visitor, workFor(step, 'En Valle Claro nadie preguntó quién la cuida.'));
		await press(say('save_for_later'));
		await sees(say('kept'));

		await go('/home');
		await sees(read(step.title));
		await follow(say('go_on'));
		await arrives(here);
		await expect(page.locator('[name="f.questions"]')).toHaveValue('En Valle Claro nadie preguntó quién la cuida.');
		await expect(page.getByText(say('practice_sample'), { exact: true })).toHaveCount(0);
		await press(say('practice_submit'));
		await sees(say('practice_submitted'));
		await expect(page.getByText(say('practice_sample'), { exact: true })).toBeVisible();

		const [first, ...others] = step.rubric;
		await page.locator(`[name="level.${first!.id}"][value="4"]`).check();
		await field(say('practice_note')).fill('Preguntar antes.');
		await press(say('practice_compare_button'));
		await expect(page.getByText(say('fault_no_level'))).toHaveCount(others.length);
		await expect(page.locator(`[name="level.${first!.id}"][value="4"]`)).toBeChecked();
		await expect(field(say('practice_note'))).toHaveValue('Preguntar antes.');
		await fillIn(visitor, levelsFor(step, 3));
		await press(say('practice_compare_button'));
		await sees(say('practice_done'));
	});

	await test.step('fails the quiz, reads why, waits, and passes', async () => {
		const { step, at: here } = findStep(course, 'exclusion/check', 'quiz');
		await follow(say('next_step', { title: read(step.title) }));
		await fillIn(visitor, answersTo({ ...step, items: step.items.slice(0, 2) }, wrongAnswer));
		await press(say('hand_in'));
		await sees(say('quiz_open_items', { count: step.items.length - 2 }));
		await fillIn(visitor, answersTo({ ...step, items: step.items.slice(2) }, wrongAnswer));
		await press(say('hand_in'));
		await expect(page.getByText('0 %')).toBeVisible();
		await sees(say('result_wait', { pass: step.pass!, until: '…' }).split('…')[0]!);
		const [item] = step.items;
		if (item?.kind === 'choice') {
			const { feedback } = item.options.find(({ id }) => id === wrongAnswer(item)[0])!;
			await sees(plain(read(feedback!)));
		}
		await expect(page.getByRole('button', { name: say('hand_in') })).toHaveCount(0);

		await letWaitPass(account.email, 'exclusion/check', step.wait);
		await go(here);
		await sees(say('result_again', { pass: step.pass! }));
		await fillIn(visitor, answersTo(step));
		await press(say('hand_in'));
		await sees(say('result_passed'));
		await expect(page.getByText('100 %')).toBeVisible();
	});

	await test.step('has the minutes of both modules in the training record, once', async () => {
		const minutes = course.modules
			.slice(0, 2)
			.map((each) => onlineSteps(each).reduce((total, step) => total + step.minutes, 0));
		await go('/record');
		for (const [place, { title }] of course.modules.slice(0, 2).entries()) {
			const entry = page.getByRole('row').filter({ hasText: read(title) });
			await expect(entry).toHaveCount(1);
			await expect(entry).toContainText(duration(visitor.language, minutes[place]!));
			await expect(entry).toContainText(say('topic_social_integration'));
		}
		await go('/home');
		await sees(duration(visitor.language, minutes[0]! + minutes[1]!));
	});

	await test.step('leaves the course, comes back, and has lost nothing', async () => {
		await go(at);
		await page.getByText(say('leave_title')).click();
		await press(say('leave_button'));
		await sees(say('course_left_title'));
		await go('/home');
		await sees(say('home_no_courses'));
		await go(at);
		await press(say('come_back'));
		await arrives(`${at}/profile/asking-with-respect`);
		await go('/record');
		await expect(page.getByRole('row').filter({ hasText: read(module!.title) })).toHaveCount(1);
	});
});

test('changing the language stays on the page and keeps what was done', async ({ visitor, course }) => {
	const { page, language, go, address } = visitor;
	const other = languages.find((each) => each !== language)!;
	await signUp(visitor);
	await enroll(visitor, course);
	await doStep(visitor, course, 'exclusion/a-first-hearing');
	await go(`/courses/${course.course}/exclusion/a-first-hearing`);
	const { step } = findStep(course, 'exclusion/a-first-hearing', 'lesson');

	await page.locator(`a[hreflang="${other}"]`).click();
	await expect(page).toHaveURL(
		({ pathname }) =>
			pathname !== address(`/courses/${course.course}/exclusion/a-first-hearing`) &&
			pathname.endsWith(`/courses/${course.course}/exclusion/a-first-hearing`)
	);
	await expect(page.locator('html')).toHaveAttribute('lang', other);
	await expect(page.getByRole('heading', { level: 1, name: step.title[other]!, exact: true })).toBeVisible();
	await expect(
		page.getByRole('link', {
			name: sayIn(other, 'next_step', { title: course.modules[1]!.steps[1]!.title[other]! }),
			exact: true
		})
	).toBeVisible();
	await expect((await openOutline(page)).getByRole('img', { name: sayIn(other, 'done'), exact: true })).toHaveCount(1);

	await page.locator(`a[hreflang="${language}"]`).click();
	await expect(page.getByRole('heading', { level: 1, name: step.title[language]!, exact: true })).toBeVisible();
});

test('an open quiz keeps its answers in the other language', async ({ visitor, course }) => {
	const { page, language, go, press, say, sees } = visitor;
	const other = languages.find((each) => each !== language)!;
	await signUp(visitor);
	await enroll(visitor, course);
	const { step, at } = findStep(course, 'before/pre', 'test');
	await go(at);
	await fillIn(visitor, answersTo(step).slice(0, 2));
	await press(say('save_for_later'));
	await sees(say('kept'));
	await page.locator(`a[hreflang="${other}"]`).click();
	await expect(page.locator('html')).toHaveAttribute('lang', other);
	await expect(page.locator('form[data-keep] :checked')).toHaveCount(2);
});

test('a step that is asked for without a place in the course leads to the course', async ({ visitor, course }) => {
	await signUp(visitor);
	await visitor.go(`/courses/${course.course}/${path(course)[3]!.name}`);
	await visitor.arrives(`/courses/${course.course}`);
	await expect(visitor.page.getByRole('button', { name: visitor.say('enroll'), exact: true })).toBeVisible();
});

// On a phone the steps of a module are folded away; at a desk they always stand beside the text.
async function openOutline(page: Page): Promise<Locator> {
	const summary = page.locator('details.outline summary');
	if (await summary.isVisible()) await summary.click();
	return page.locator('details.outline nav');
}

const plain = (html: string) =>
	html
		.replace(/<[^>]+>/g, '')
		.replace(/&amp;/g, '&')
		.replace(/&quot;/g, '"')
		.replace(/&#39;/g, '’');
