import type { GIFTQuestion, NumericalChoice, NumericalFormat, TextChoice, TextFormat } from 'gift-pegjs';
import { giftHtml, type Block } from './gift-text.ts';
import { quoteRetired } from '../language.ts';

/** What can be answered to a question in one language, with the points of each answer in percent. */
export type Answer =
	| { kind: 'choice'; several: boolean; options: { text: string; feedback?: string; weight: number }[] }
	| { kind: 'true-false'; answer: boolean; right?: string; wrong?: string }
	| { kind: 'matching'; pairs: { left: string; right: string }[] }
	| { kind: 'short'; answers: { text: string; weight: number; feedback?: string }[] }
	| { kind: 'numerical'; answers: { low: number; high: number; weight: number; feedback?: string }[] };

/** Reads the answers of a question, and refuses those that would make it unfair or leave the learner without feedback. */
export function readAnswer(question: GIFTQuestion, block: Block): Answer | undefined {
	switch (question.type) {
		case 'MC':
			return readChoice(question.choices, block);
		case 'TF': {
			// As in Moodle, the first feedback is for the wrong answer, whatever the parser calls it.
			const [wrong, right] = [question.trueFeedback, question.falseFeedback].map((it) => it && giftHtml(it, block));
			if (!wrong || !right) {
				block.refuse(block.line, 'Feedback is missing.', 'Write {T#for the wrong answer#for the right one}.');
			}
			return { kind: 'true-false', answer: question.isTrue, right: right ?? undefined, wrong: wrong ?? undefined };
		}
		case 'Matching': {
			const right = (text: string) => quoteRetired(text.replace(/&&(\d{3});?/g, unescapeSign).trim(), block.language);
			const pairs = question.matchPairs.map((it) => ({
				left: giftHtml(it.subquestion, block),
				right: right(it.subanswer)
			}));
			const whole = pairs.every(({ left, right }) => left !== '' && right !== '');
			if (!whole || pairs.length < 2) {
				block.refuse(block.line, 'Pairs are missing or half empty.', 'Write =left -> right, at least twice.');
			}
			return { kind: 'matching', pairs };
		}
		case 'Short': {
			const answers = question.choices.map((it, index) => ({
				...readOption(it, index, question.choices.length, block),
				text: quoteRetired(it.text.text.trim(), block.language),
				weight: it.weight ?? 100
			}));
			return { kind: 'short', answers: answers };
		}
		case 'Numerical':
			return { kind: 'numerical', answers: readNumbers(question.choices, block) };
		default:
			return undefined;
	}
}

function readChoice(choices: TextChoice[], block: Block): Answer {
	const no = (problem: string, mend: string) => block.refuse(block.line, problem, mend);
	const options = choices.map((choice, index) => ({
		...readOption(choice, index, choices.length, block),
		weight: choice.weight ?? (choice.isCorrect ? 100 : 0)
	}));
	const several = choices.every((choice) => !choice.isCorrect);
	const right = options.filter(({ weight }) => weight > 0);
	const total = right.reduce((sum, { weight }) => sum + weight, 0);
	if (options.length < 3 || options.length > 6) no(`The item has ${options.length} options.`, 'Give it three or four.');
	if (new Set(options.map(({ text }) => text.toLowerCase())).size < options.length)
		no('Two options are the same.', 'Change one.');
	if (right.length === 0) no('No option is right.', 'Begin the right one with =.');
	else if (!several && (right.length > 1 || total !== 100)) {
		no('More than one option earns points.', 'Keep one =, or write all right ones as ~%50%… so that they make 100.');
	} else if (several && right.length < 2) no('Only one option is right.', 'Begin it with = instead of a percentage.');
	else if (several && Math.abs(total - 100) > 0.1) no(`The right options make ${total} percent.`, 'Let them make 100.');
	else if (several && options.some(({ weight }) => weight === 0)) {
		no('Ticking every option would earn full marks.', 'Give each wrong option a minus, like ~%-50%….');
	}
	return { kind: 'choice', several, options };
}

function readOption(
	choice: TextChoice,
	index: number,
	many: number,
	block: Block
): { text: string; feedback?: string } {
	const text = giftHtml(choice.text, block);
	const line = optionLine(block, index, many);
	if (text === '' || /^%-?\d/.test(text)) block.refuse(line, 'An option is not complete.', 'Write ~text or ~%50%text.');
	return { text, ...readFeedback(choice.feedback, line, block) };
}

function readFeedback(feedback: TextFormat | null, line: number, block: Block): { feedback?: string } {
	const said = feedback ? giftHtml(feedback, block) : '';
	if (said === '') block.refuse(line, 'An option has no feedback.', 'Write #, and what its choice tells the learner.');
	return said === '' ? {} : { feedback: said };
}

function readNumbers(choices: NumericalChoice[] | NumericalFormat, block: Block) {
	const list = Array.isArray(choices) ? choices : [{ isCorrect: true, weight: null, text: choices, feedback: null }];
	return list.map(({ text, weight, feedback, isCorrect }, index) => {
		const line = optionLine(block, index, list.length);
		const { type, number = NaN, range = 0, numberLow = NaN, numberHigh = NaN } = text;
		const [low, high] = type === 'high-low' ? [numberLow, numberHigh] : [number - range, number + range];
		if (!Number.isFinite(high - low) || low > high)
			block.refuse(line, 'An answer is no number or range.', 'Write =3, =3:0.5 or =2.5..3.5 after {#.');
		return { low, high, weight: weight ?? (isCorrect ? 100 : 0), ...readFeedback(feedback, line, block) };
	});
}

function optionLine({ source, line }: Block, index: number, many: number): number {
	const starts = source.split('\n').flatMap((text, at) => (/^\s*(?:\{\s*)?[=~]/.test(text) ? [at] : []));
	return line + (starts.length === many ? (starts[index] ?? 0) : 0);
}

// The parser leaves escaped signs in the right parts of pairs as it keeps them inside.
function unescapeSign(_: string, code: string): string {
	return code === '010' ? ' ' : String.fromCharCode(Number(code));
}
