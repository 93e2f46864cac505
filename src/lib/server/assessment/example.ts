import type { Edition, Quiz } from '#server/content/course.ts';
import type { Choice, Item, Matching, Numerical, Short, TrueFalse } from '#server/content/item.ts';

const head = (id: string) => ({
	id,
	outcome: 'see-doors',
	title: { en: id, es: id },
	stem: { en: `<p>Question ${id}?</p>`, es: `<p>¿Pregunta ${id}?</p>` }
});
const both = (words: string) => ({ en: words, es: `${words} (es)` });

/** One right answer, `b`; `c` costs half. For tests. */
export const single: Choice = {
	...head('single'),
	kind: 'choice',
	several: false,
	options: [
		{ id: 'a', text: both('Wait'), weight: 0, feedback: both('Waiting closes doors.') },
		{ id: 'b', text: both('Ask first'), weight: 100, feedback: both('Asking opens doors.') },
		{ id: 'c', text: both('Decide alone'), weight: -50, feedback: both('Nobody walks through it.') }
	]
};

/** Three right answers, `a`, `c` and `d`, worth 50, 30 and 20; `b` costs 40 and `e` costs 100. */
export const several: Choice = {
	...head('several'),
	kind: 'choice',
	several: true,
	options: [50, -40, 30, 20, -100].map((weight, place) => ({
		id: 'abcde'[place]!,
		text: both(`Option ${'ABCDE'[place]}`),
		weight,
		feedback: both(`Feedback on ${'ABCDE'[place]}.`)
	}))
};

/** True is right. */
export const trueFalse: TrueFalse = {
	...head('true-false'),
	kind: 'true-false',
	answer: true,
	feedback: { right: both('So it is.'), wrong: both('Look again.') },
	general: both('Relapse is not the end.')
};

/** Three pairs. */
export const matching: Matching = {
	...head('matching'),
	kind: 'matching',
	pairs: ['Judge', 'Nurse', 'Teacher'].map((left, place) => ({
		id: 'abc'[place]!,
		left: both(left),
		right: both(['Court', 'Clinic', 'School'][place]!)
	}))
};

/** `recuperación` in full, `recaída` for half. */
export const short: Short = {
	...head('short'),
	kind: 'short',
	answers: [
		{ text: { en: 'recovery', es: 'recuperación' }, weight: 100, feedback: both('That is the word.') },
		{ text: { en: 'relapse', es: 'recaída' }, weight: 50, feedback: both('Half the way.') }
	]
};

/** 7 and its surroundings in full, from 5 to 9 for half. */
export const numerical: Numerical = {
	...head('numerical'),
	kind: 'numerical',
	answers: [
		{ low: 6.5, high: 7.5, weight: 100, feedback: both('Seven environments.') },
		{ low: 5, high: 9, weight: 50, feedback: both('Nearly.') }
	]
};

/** One item of every kind. */
export const everyKind: Item[] = [single, several, trueFalse, matching, short, numerical];

/** Another edition of a course, whose quiz `doors/check` has one item of every kind. */
export function withEveryKind(course: Edition): Edition {
	const copy = structuredClone(course);
	const quiz = copy.modules.find(({ id }) => id === 'doors')?.steps.find(({ id }) => id === 'check') as Quiz;
	quiz.items = everyKind;
	return { ...copy, hash: [...course.hash].reverse().join('') };
}
