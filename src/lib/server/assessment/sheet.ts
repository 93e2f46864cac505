import type { Language, Quiz, Words } from '#server/content/course.ts';
import type { Item } from '#server/content/item.ts';
import { isPassed, type Answers, type Attempt } from './attempt.ts';
import { markItem } from './marking.ts';
import { mixed, rightLetter } from './order.ts';

/** One question as its reader sees it: nothing in it tells which answer is right. Texts are HTML, except what is chosen in a list. */
export type Question = {
	id: string;
	stem: string;
} & (
	| { kind: 'one' | 'several'; options: { id: string; text: string; chosen: boolean }[] }
	| { kind: 'matching'; lefts: { id: string; text: string; chosen?: string }[]; rights: { id: string; text: string }[] }
	| { kind: 'written'; number: boolean; written: string }
);

/** The questions of a try in one language, with what was answered so far. `seed` mixes the options: the same for one try, another for the next. */
export function sheet(quiz: Quiz, answers: Answers, seed: string, language: Language): Question[] {
	return quiz.items.map((item) => question(item, answers[item.id] ?? [], `${seed}/${item.id}`, language));
}

function question(item: Item, answer: string[], seed: string, language: Language): Question {
	const head = { id: item.id, stem: say(item.stem, language) };
	switch (item.kind) {
		case 'choice':
			return {
				...head,
				kind: item.several ? 'several' : 'one',
				options: mixed(item.options, seed).map(({ id, text }) => ({
					id,
					text: say(text, language),
					chosen: answer.includes(id)
				}))
			};
		case 'true-false':
			return {
				...head,
				kind: 'one',
				options: [true, false].map((value) => ({ id: String(value), text: '', chosen: answer[0] === String(value) }))
			};
		case 'matching':
			return {
				...head,
				kind: 'matching',
				lefts: item.pairs.map(({ id, left }) => ({
					id,
					text: say(left, language),
					chosen: answer.find((pair) => pair.startsWith(`${id}:`))?.split(':')[1]
				})),
				rights: mixed(item.pairs, seed).map(({ id, right }) => ({
					id: rightLetter(item, id),
					text: say(right, language)
				}))
			};
		case 'short':
		case 'numerical':
			return { ...head, kind: 'written', number: item.kind === 'numerical', written: answer[0] ?? '' };
	}
}

/** One question after handing in: what was answered, how it counted and what can be learned from it. */
export interface Reviewed {
	id: string;
	stem: string;
	/** What was answered; empty where nothing was. `true` and `false` stand for themselves. */
	answered: string[];
	score: number;
	feedback: string[];
}

/** A try as it was marked, with the feedback for each answer. The right answers of a quiz that is not passed yet stay untold: another try is coming. */
export function review(quiz: Quiz, attempt: Attempt, language: Language): { passed: boolean; questions: Reviewed[] } {
	const questions = quiz.items.map((item) => {
		const answer = attempt.answers[item.id] ?? [];
		const { score, feedback } = markItem(item, answer);
		return {
			id: item.id,
			stem: say(item.stem, language),
			answered: answered(item, answer, language),
			score,
			feedback: feedback.map((words) => say(words, language))
		};
	});
	return { passed: isPassed(quiz, attempt.score ?? 0), questions };
}

function answered(item: Item, answer: string[], language: Language): string[] {
	switch (item.kind) {
		case 'choice':
			return item.options.filter(({ id }) => answer.includes(id)).map(({ text }) => say(text, language));
		case 'matching':
			return item.pairs.flatMap(({ id, left }) => {
				const chosen = answer.find((pair) => pair.startsWith(`${id}:`))?.split(':')[1];
				const right = item.pairs.find((pair) => rightLetter(item, pair.id) === chosen);
				return right ? [`${say(left, language)} → ${say(right.right, language)}`] : [];
			});
		case 'true-false':
			return answer.slice(0, 1).filter((value) => value === 'true' || value === 'false');
		case 'short':
		case 'numerical':
			return answer.filter((words) => words.trim() !== '').map(escaped);
	}
}

const say = (words: Words, language: Language) => words[language] ?? words.en ?? Object.values(words)[0] ?? '';
const escaped = (words: string) => words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
