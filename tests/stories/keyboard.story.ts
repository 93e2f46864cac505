import type { Locator } from '@playwright/test';
import { answersTo, enroll, findStep } from './learning.ts';
import { signUp } from './people.ts';
import { expect, test } from './story.ts';
import type { Visitor } from './visitor.ts';

test('the keyboard alone leads past the menu, through sign-in, a lesson, a quiz and a practice', async ({
	visitor,
	course
}) => {
	const { page, go, say, read, sees, arrives } = visitor;
	const account = await signUp(visitor);
	await enroll(visitor, course);
	await page.context().clearCookies();

	await test.step('skips the menu', async () => {
		await go('/sign-in');
		await page.keyboard.press('Tab');
		const skip = page.getByRole('link', { name: say('skip_to_content'), exact: true });
		await expect(skip).toBeFocused();
		await expect(skip).toBeInViewport();
		await page.keyboard.press('Enter');
		await expect(page.getByRole('main')).toBeFocused();
	});

	await test.step('signs in', async () => {
		await tabTo(visitor, page.locator('form.card [name="email"]'));
		await page.keyboard.type(account.email);
		await page.keyboard.press('Tab');
		await page.keyboard.type(account.password);
		await page.keyboard.press('Enter');
		await arrives('/home');
	});

	await test.step('reads a lesson', async () => {
		const { step, at } = findStep(course, 'exclusion/a-first-hearing', 'lesson');
		await go(at);
		await tabTo(visitor, page.getByRole('link', { name: say('skip_to_content'), exact: true }));
		await page.keyboard.press('Enter');
		await expect(visitor.title(read(step.title))).toBeVisible();
		await tabTo(visitor, page.locator('form[action="?/done"] button'));
		await page.keyboard.press('Enter');
		await arrives(`/courses/${course.course}/exclusion/seven-environments`);
	});

	await test.step('answers a quiz', async () => {
		const { step, at } = findStep(course, 'exclusion/check', 'quiz');
		await go(at);
		for (const item of step.items) {
			const inputs = page.locator(`[name="q.${item.id}"]`);
			for (const [name, value] of answersTo({ ...step, items: [item] })) {
				if (item.kind === 'matching') {
					const list = page.locator(`select[name="${name}"]:has([value="${value}"])`);
					await tabTo(visitor, list);
					const place = await list.evaluate(
						(list, value) => [...(list as HTMLSelectElement).options].findIndex((each) => each.value === value),
						value
					);
					for (let step = 0; step < place; step++) await page.keyboard.press('ArrowDown');
				} else if (item.kind === 'choice' && item.several) {
					await tabTo(visitor, page.locator(`[name="${name}"][value="${value}"]`));
					await page.keyboard.press('Space');
				} else await chooseOf(visitor, inputs, value);
			}
		}
		await tabTo(visitor, page.getByRole('button', { name: say('hand_in'), exact: true }));
		await page.keyboard.press('Enter');
		await sees(say('result_passed'));
		await expect(page.getByText('100 %')).toBeVisible();
	});

	await test.step('rates a practice', async () => {
		const { step, at } = findStep(course, 'exclusion/what-the-file-leaves-out', 'practice');
		await go(at);
		for (const field of step.fields) {
			if (field.kind === 'ratings')
				for (const { id } of field.groups.flatMap(({ rows }) => rows))
					await chooseOf(visitor, page.locator(`[name="f.${field.id}.${id}"]`), '3');
			if (field.kind === 'text') {
				await tabTo(visitor, page.locator(`[name="f.${field.id}"]`));
				await page.keyboard.type('Con el teclado.');
			}
		}
		await tabTo(visitor, page.getByRole('button', { name: say('practice_submit'), exact: true }));
		await page.keyboard.press('Enter');
		await sees(say('practice_submitted'));
		for (const { id } of step.rubric) await chooseOf(visitor, page.locator(`[name="level.${id}"]`), '3');
		await tabTo(visitor, page.getByRole('button', { name: say('practice_compare_button'), exact: true }));
		await page.keyboard.press('Enter');
		await sees(say('practice_done'));
	});

	await test.step('unfolds and folds', async () => {
		await go(`/courses/${course.course}`);
		const summary = page.locator('summary').filter({ hasText: read(course.modules.at(-1)!.title) });
		await tabTo(visitor, summary);
		await page.keyboard.press('Enter');
		await expect(page.locator('details[open]').filter({ has: summary })).toHaveCount(1);
		await page.keyboard.press('Enter');
		await expect(page.locator('details[open]').filter({ has: summary })).toHaveCount(0);
	});
});

/** Goes on with the Tab key until something has the focus, which must then be seen, and not behind something else. */
async function tabTo({ page }: Visitor, goal: Locator): Promise<void> {
	for (let steps = 0; !(await goal.evaluate((goal) => goal === document.activeElement)); steps++) {
		if (steps === 150) throw new Error('The Tab key does not lead there');
		await page.keyboard.press('Tab');
	}
	await expect(goal).toBeInViewport({ ratio: 0.5 });
	expect(await goal.evaluate(isCovered), 'covered by something else').toBe(false);
}

function isCovered(goal: Element): boolean {
	const { left, top, width, height } = goal.getBoundingClientRect();
	const front = document.elementFromPoint(left + width / 2, top + height / 2);
	return !front || !(goal.contains(front) || front.closest('label')?.contains(goal));
}

/** Chooses one of a group of radio buttons: Tab leads into the group, arrows move within it. */
async function chooseOf({ page }: Visitor, group: Locator, value: string): Promise<void> {
	const focused = () => group.evaluateAll((all) => all.findIndex((each) => each === document.activeElement));
	const wanted = await group.evaluateAll(
		(all, value) => all.findIndex((each) => (each as HTMLInputElement).value === value),
		value
	);
	for (let steps = 0; steps < 150 && (await focused()) === -1; steps++) await page.keyboard.press('Tab');
	await page.keyboard.press('Space');
	for (let steps = 0; steps < (await group.count()) && (await focused()) !== wanted; steps++)
		await page.keyboard.press('ArrowDown');
	const chosen = group.nth(wanted);
	await expect(chosen).toBeFocused();
	await expect(chosen).toBeChecked();
	expect(await chosen.evaluate(isCovered), 'covered by something else').toBe(false);
}
