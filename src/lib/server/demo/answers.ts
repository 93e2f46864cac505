import { rightLetter } from '#server/assessment/order.ts';
import type { Item } from '#server/content/item.ts';

/** The right answer to an item, as a form would send it. */
export function rightAnswer(item: Item): string[] {
	switch (item.kind) {
		case 'choice':
			return item.options.filter(({ weight }) => weight > 0).map(({ id }) => id);
		case 'true-false':
			return [String(item.answer)];
		case 'matching':
			return item.pairs.map(({ id }) => `${id}:${rightLetter(item, id)}`);
		case 'short':
			return [Object.values(item.answers[0]?.text ?? {})[0] ?? ''];
		case 'numerical':
			return [String(item.answers[0]?.low ?? 0)];
	}
}
