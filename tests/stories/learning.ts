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

// A quiz and a test are one type, whose kind is either.
type StepOf<Kind extends Step['kind']> = Kind extends Quiz['kind'] ? Quiz : Extract<Step, { kind: Kind }>;

/** A step of the course with its address. */
export function findStep<Kind extends Step['kind']>(course: Edition, name: string, kind: Kind) {
	const [moduleId, stepId] = name.split('/');
	const step = course.modules.find(({ id }) => id === moduleId)!.steps.find(({ id }) => id === stepId)!;
	if (step.kind !== kind) throw new Error(`${name} is a ${step.kind}`);
	return { step: step as StepOf<Kind>, at: `/courses/${course.course}/${name}` };
}

/** Enrolls somebody, without looking at the page. */
export async function enroll({ post }: Visitor, { course }: Edition): Promise<void> {
	const answer = await post(`/courses/${course}?/enroll`, {});
	expect(answer.status()).toBe(303);
}

/** What stands in a form: inputs by name, with the value that is typed or chosen there. */
type Fill = [name: string, value: string][];

/** Answers to the items of a quiz, right ones where nothing else is said. */
export function answersTo(quiz: Quiz, choose: (item: Item) => string[] = rightAnswer): Fill {
	return quiz.items.flatMap((item) => choose(item).map((value): Fill[number] => [`q.${item.id}`, value]));
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

/** Something for every field of a practice: the words in each text, a rating in each group, a choice in each question. */
export function workFor(practice: Practice, words: string): Fill {
	return practice.fields.flatMap((field): Fill => {
		if (field.kind === 'text') return [[`f.${field.id}`, words]];
		if (field.kind === 'choice') return [[`f.${field.id}`, field.options[0]!.id]];
		return field.groups.map(({ rows }) => [`f.${field.id}.${rows[0]!.id}`, '2']);
	});
}

/** The level of each line of a practice's rubric. */
export function levelsFor(practice: Practice, level: number): Fill {
	return practice.rubric.map(({ id }) => [`level.${id}`, String(level)]);
}

/** Fills in the form that is open, input by input, as a person does. */
export async function fillIn({ page }: Visitor, fill: Fill): Promise<void> {
	for (const [name, value] of fill) {
		const inputs = page.locator(`[name="${name}"]`);
		const type = await inputs.first().evaluate((input) => (input as HTMLInputElement).type);
		if (type === 'radio' || type === 'checkbox') await page.locator(`[name="${name}"][value="${value}"]`).check();
		else if (type === 'select-one')
			await page.locator(`select[name="${name}"]:has([value="${value}"])`).selectOption(value);
		else await inputs.fill(value);
	}
}

/** Fills in the form that is open all at once, where the filling is not the story. */
async function fillAtOnce({ page }: Visitor, fill: Fill): Promise<void> {
	await page.evaluate((fill) => {
		for (const [name, value] of fill) {
			for (const input of document.getElementsByName(name)) {
				if (input instanceof HTMLTextAreaElement) input.value = value;
				else if (input instanceof HTMLSelectElement)
					input.querySelector<HTMLOptionElement>(`[value="${value}"]`)?.setAttribute('selected', '');
				else if (input instanceof HTMLInputElement && /radio|checkbox/.test(input.type))
					input.checked ||= input.value === value;
				else if (input instanceof HTMLInputElement) input.value = value;
			}
		}
	}, fill);
}

/** Does one step from its page, whatever it is. */
export async function doStep(visitor: Visitor, course: Edition, name: string): Promise<void> {
	const { page, go, press, say, sees } = visitor;
	const { step } = path(course).find((each) => each.name === name)!;
	const at = `/courses/${course.course}/${name}`;
	await go(at);
	if (step.kind === 'lesson') {
		await page.locator('form[action="?/done"] button').click();
		await expect(page).not.toHaveURL(({ pathname }) => pathname === visitor.address(at));
	} else if (step.kind === 'practice') {
		await fillAtOnce(visitor, workFor(step, 'Lo hice en mi pueblo.'));
		await press(say('practice_submit'));
		await sees(say('practice_submitted'));
		await fillAtOnce(visitor, levelsFor(step, 3));
		await press(say('practice_compare_button'));
		await sees(say('practice_done'));
	} else if (step.kind === 'quiz' || step.kind === 'test') {
		await fillAtOnce(visitor, answersTo(step));
		await press(say('hand_in'));
		await sees(step.pass === undefined ? say('result_test') : say('result_passed'));
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
