import type { Language } from '../course.ts';
import type { Refuse } from './fault.ts';
import type { GiftItem } from './gift-item.ts';
import type { Item } from '../item.ts';
import { inLanguages } from '../language.ts';

/** One item in one language, and who hears of its faults. */
export interface Version {
	item: GiftItem;
	refuse: Refuse;
}

/**
 * Makes one item of its languages, the first of which leads. Undefined, with a fault, where they differ in outcome, kind, number of
 * options, key or feedback.
 */
export function mergeItem(versions: Map<Language, Version>): Item | undefined {
	const [first, ...others] = versions.values();
	if (!first || others.map((other) => differs(first.item, other)).some(Boolean)) return undefined;
	const each = (pick: (item: GiftItem) => string | undefined) => inLanguages(versions, ({ item }) => pick(item) ?? '');
	const maybe = (key: string, pick: (item: GiftItem) => string | undefined) =>
		pick(first.item) === undefined ? {} : { [key]: each(pick) };
	const { item } = first;
	const head = {
		id: item.id,
		outcome: item.outcome,
		title: each(({ title }) => title),
		stem: each(({ stem }) => stem),
		...maybe('general', ({ general }) => general)
	};
	const answer = (at: number) => (it: GiftItem) => ('answers' in it ? it.answers[at] : undefined);
	switch (item.kind) {
		case 'choice':
			return {
				...head,
				kind: 'choice',
				several: item.several,
				options: item.options.map(({ weight }, at) => ({
					id: String.fromCharCode('a'.charCodeAt(0) + at),
					text: each((it) => (it.kind === 'choice' ? it.options[at]?.text : undefined)),
					...maybe('feedback', (it) => (it.kind === 'choice' ? it.options[at]?.feedback : undefined)),
					weight
				}))
			};
		case 'true-false': {
			const right = maybe('right', (it) => (it.kind === 'true-false' ? it.right : undefined));
			const wrong = maybe('wrong', (it) => (it.kind === 'true-false' ? it.wrong : undefined));
			return { ...head, kind: 'true-false', answer: item.answer, feedback: { ...right, ...wrong } };
		}
		case 'matching':
			return {
				...head,
				kind: 'matching',
				pairs: item.pairs.map((_, at) => ({
					id: String.fromCharCode('a'.charCodeAt(0) + at),
					left: each((it) => (it.kind === 'matching' ? it.pairs[at]?.left : undefined)),
					right: each((it) => (it.kind === 'matching' ? it.pairs[at]?.right : undefined))
				}))
			};
		case 'short':
			return {
				...head,
				kind: 'short',
				answers: item.answers.map(({ weight }, at) => ({
					text: each((it) => (it.kind === 'short' ? it.answers[at]?.text : undefined)),
					weight,
					...maybe('feedback', (it) => answer(at)(it)?.feedback)
				}))
			};
		case 'numerical':
			return {
				...head,
				kind: 'numerical',
				answers: item.answers.map(({ low, high, weight }, at) => ({
					low,
					high,
					weight,
					...maybe('feedback', (it) => answer(at)(it)?.feedback)
				}))
			};
	}
}

function differs(first: GiftItem, { item, refuse }: Version): boolean {
	const no = (problem: string) => {
		refuse(item.line, `The item “${item.id}” ${problem}`, 'Make it the same in all languages.');
		return true;
	};
	if (item.outcome !== first.outcome) return no(`tests “${item.outcome}” here, “${first.outcome}” there.`);
	if (!item.general !== !first.general) return no('has feedback for every answer (####) in one language only.');
	if (item.kind !== first.kind) return no(`is ${item.kind} here, ${first.kind} there.`);
	const [here, there] = [keyOf(item), keyOf(first)];
	if (here.length !== there.length) return no(`has ${here.length} options here, ${there.length} there.`);
	const at = here.findIndex((part, index) => part !== there[index]);
	if (at !== -1) return no(`has another key: option ${at + 1} is ${here[at]} here, ${there[at]} there.`);
	if ((item.general === undefined) !== (first.general === undefined))
		return no('has general feedback in one language only.');
	return false;
}

// What each option earns, in order.
function keyOf(item: GiftItem): string[] {
	if (item.kind === 'choice') return item.options.map(({ weight }) => `worth ${weight}`);
	if (item.kind === 'true-false') return [String(item.answer)];
	if (item.kind === 'matching') return item.pairs.map(() => 'a pair');
	if (item.kind === 'short') return item.answers.map(({ weight }) => `worth ${weight}`);
	return item.answers.map(({ low, high, weight }) => `${low} to ${high} worth ${weight}`);
}
