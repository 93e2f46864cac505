import { and, eq, isNotNull } from 'drizzle-orm';
import { expect } from '@playwright/test';
import { attempt } from '#server/assessment/tables.ts';
import type { Edition, Practice, Quiz, Step } from '#server/content/course.ts';
import { path } from '#server/content/edition.ts';
import type { Item } from '#server/content/item.ts';
import { write } from '#server/db/store.ts';
import { rightAnswer } from '#server/demo/answers.ts';
import { enrollment } from '#server/learning/tables.ts';
import { person } from '#server/people/tables.ts';
import type { Visitor } from './visitor.ts';

/** A step of the course with its address. */
export function findStep<Kind extends Step['kind']>(course: Edition, name: string, kind: Kind) {
	const [moduleId, stepId] = name.split('/');
	const step = course.modules.find(({ id }) => id === moduleId)!.steps.find(({ id }) => id === stepId)!;
	if (step.kind !== kind) throw new Error(`${name} is a ${step.kind}`);
	return { step: step as Extract<Step, { kind: Kind }>, at: `/courses/${course.course}/${name}` };
}

/** Enrolls somebody from the course's page. Ends on the first step. */
export async function enroll({ go, press, say, arrives }: Visitor, course: Edition): Promise<void> {
	await go(`/courses/${course.course}`);
	await press(say('enroll'));
	await arrives(`/courses/${course.course}/${path(course)[0]!.name}`);
}

/** Chooses an answer for each item of the quiz that is open. */
export async function answer(
	{ page }: Visitor,
	quiz: Quiz,
	choose: (item: Item) => string[] = rightAnswer
): Promise<void> {
	for (const item of quiz.items) {
		const inputs = page.locator(`[name="q.${item.id}"]`);
		for (const value of choose(item)) {
			if (item.kind === 'matching')
				await inputs.nth(item.pairs.findIndex(({ id }) => value.startsWith(`${id}:`))).selectOption(value);
			else if (item.kind === 'short' || item.kind === 'numerical') await inputs.fill(value);
			else await inputs.and(page.locator(`[value="${value}"]`)).check();
		}
	}
}

/** An answer that is not right, for items of any kind. */
export function wrongAnswer(item: Item): string[] {
	switch (item.kind) {
		case 'choice':
			return [item.options.find(({ weight }) => weight <= 0)!.id];
		case 'true-false':
			return [String(!item.answer)];
		case 'matching':
			return item.pairs.map(({ id }, place) => `${id}:${item.pairs[(place + 1) % item.pairs.length]!.id}`);
		case 'short':
			return ['?'];
		case 'numerical':
			return ['-1'];
	}
}

/** Fills every field of the practice that is open: some words in each text, a rating in each list, a choice in each question. */
export async function writePractice({ page }: Visitor, practice: Practice, words: string): Promise<void> {
	for (const field of practice.fields) {
		const rows = field.kind === 'ratings' ? field.groups.flatMap((group) => group.rows.slice(0, 1)) : [];
		if (field.kind === 'text') await page.locator(`[name="f.${field.id}"]`).fill(words);
		else if (field.kind === 'choice') await page.locator(`[name="f.${field.id}"]`).first().check();
		for (const row of rows) await page.locator(`[name="f.${field.id}.${row.id}"][value="2"]`).check();
	}
}

/** Holds what was handed in against the rubric. */
export async function compare({ page, press, say }: Visitor, practice: Practice): Promise<void> {
	for (const { id } of practice.rubric) await page.locator(`[name="level.${id}"][value="3"]`).check();
	await press(say('practice_compare_button'));
	await expect(page.getByText(say('practice_done'))).toBeVisible();
}

/** Does one step from its page, whatever it is. */
export async function doStep(visitor: Visitor, course: Edition, name: string): Promise<void> {
	const { page, go, press, say, arrives } = visitor;
	const { step } = path(course).find((each) => each.name === name)!;
	const at = `/courses/${course.course}/${name}`;
	await go(at);
	if (step.kind === 'lesson') {
		await page.locator('form[action="?/done"] button').click();
		await expect(page).not.toHaveURL(({ pathname }) => pathname === visitor.address(at));
	} else if (step.kind === 'practice') {
		await writePractice(visitor, step, 'Lo hice en mi pueblo.');
		await press(say('practice_submit'));
		await compare(visitor, step);
	} else if (step.kind === 'quiz' || step.kind === 'test') {
		await answer(visitor, step);
		await press(say('hand_in'));
		await expect(page.getByText(step.pass === undefined ? say('result_test') : say('result_passed'))).toBeVisible();
		await arrives(at);
	}
}

/** Does every step of the course that is not done yet, in order, through its pages. */
export async function doCourse(visitor: Visitor, course: Edition, from = 0): Promise<void> {
	for (const { name } of path(course).slice(from)) await doStep(visitor, course, name);
}

/** Lets time pass for somebody who waits for another try at a quiz. */
export async function letWaitPass(email: string, step: string, minutes: number): Promise<void> {
	await write(async (tx) => {
		const tries = await tx
			.select({ id: attempt.id, submittedAt: attempt.submittedAt })
			.from(attempt)
			.innerJoin(enrollment, eq(enrollment.id, attempt.enrollmentId))
			.innerJoin(person, eq(person.id, enrollment.personId))
			.where(and(eq(person.email, email), eq(attempt.step, step), isNotNull(attempt.submittedAt)));
		for (const { id, submittedAt } of tries)
			await tx
				.update(attempt)
				.set({ submittedAt: new Date(submittedAt!.getTime() - minutes * 60_000) })
				.where(eq(attempt.id, id));
	});
}
