import type { Item } from '#server/content/item.ts';
import type { Words } from '#server/content/course.ts';
import { rightLetter } from './order.ts';

/** What marking says of one answer. */
export interface Marked {
	/** From 0 to 100 percent. */
	score: number;
	/** HTML in each language, in the order in which it is to be read. */
	feedback: Words[];
}

/** Marks one answer: ids of the options chosen (matching: `left:right` pairs), or the words typed. Pure; the browser never sees what it knows. */
export function markItem(item: Item, answer: string[]): Marked {
	const { score, feedback } = marks[item.kind](item as never, answer);
	return { score, feedback: [...feedback, item.general].filter((words): words is Words => words !== undefined) };
}

type Verdict = { score: number; feedback: (Words | undefined)[] };
type MarkOf<Kind extends Item['kind']> = (item: Extract<Item, { kind: Kind }>, answer: string[]) => Verdict;

const marks: { [Kind in Item['kind']]: MarkOf<Kind> } = {
	choice(item, answer) {
		// Of one right answer the first one given counts, so that sending all of them earns nothing.
		const given = item.several ? answer : answer.slice(0, 1);
		const counted = item.options.filter(({ id }) => given.includes(id));
		const weight = counted.reduce((total, option) => total + option.weight, 0);
		return { score: clamp(weight), feedback: counted.map(({ feedback }) => feedback) };
	},
	'true-false'(item, answer) {
		if (answer[0] !== 'true' && answer[0] !== 'false') return { score: 0, feedback: [] };
		const right = (answer[0] === 'true') === item.answer;
		return { score: right ? 100 : 0, feedback: [right ? item.feedback.right : item.feedback.wrong] };
	},
	matching(item, answer) {
		const given = (left: string) => answer.find((pair) => pair.startsWith(`${left}:`));
		const right = item.pairs.filter(({ id }) => given(id) === `${id}:${rightLetter(item, id)}`).length;
		return { score: clamp((right / item.pairs.length) * 100), feedback: [] };
	},
	short(item, answer) {
		const written = plain(answer[0] ?? '');
		const match = item.answers.find(({ text }) => Object.values(text).some((words) => plain(words) === written));
		return { score: clamp(match?.weight ?? 0), feedback: [match?.feedback] };
	},
	numerical(item, answer) {
		const written = (answer[0] ?? '').trim().replace(',', '.');
		const number = written === '' ? NaN : Number(written);
		const match = item.answers.find(({ low, high }) => {
			// 0.7 ± 0.1 ends at 0.7999999999999999, and whoever wrote 0.8 is right.
			const slack = 1e-9 * Math.max(Math.abs(low), Math.abs(high));
			return number >= low - slack && number <= high + slack;
		});
		return { score: clamp(match?.weight ?? 0), feedback: [match?.feedback] };
	}
};

/** A whole quiz in percent, rounded: each item weighs the same. */
export function totalScore(scores: number[]): number {
	return scores.length === 0 ? 0 : Math.round(scores.reduce((total, score) => total + score, 0) / scores.length);
}

// Weights such as 33.33333 three times are meant to be a hundred.
const clamp = (percent: number) => Math.max(0, Math.min(100, Math.round(percent)));

const plain = (words: string) =>
	words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
