import type { Language } from '../course.ts';
import type { Choice, Item } from '../item.ts';
import { textOf } from './safe-html.ts';

/** How the right options lie among the items with one right option: what a guesser could learn from them. */
export interface Keys {
	/** How many items have one right option. */
	items: number;
	/** How often it stands at each place (`a`, `b` …). */
	places: Record<string, number>;
	/** How often it is longer, in characters, than every other option. */
	longest: Partial<Record<Language, number>>;
}

/** Counts where the right options stand, and how often each language gives them away by their length. */
export function surveyKeys(items: Item[], languages: Language[]): Keys {
	const single = items.filter((item): item is Choice => item.kind === 'choice' && !item.several);
	const places: Record<string, number> = {};
	for (const { id } of single.flatMap(({ options }) => options.find(isRight) ?? [])) places[id] = (places[id] ?? 0) + 1;
	const longest = languages.map((language) => [language, single.filter((it) => isLongest(it, language)).length]);
	return { items: single.length, places, longest: Object.fromEntries(longest) as Keys['longest'] };
}

function isRight({ weight }: { weight: number }): boolean {
	return weight === 100;
}

function isLongest({ options }: Choice, language: Language): boolean {
	const lengthOf = ({ text }: Choice['options'][number]) => textOf(text[language] ?? '').length;
	const right = options.find(isRight);
	return right !== undefined && options.every((it) => it === right || lengthOf(it) < lengthOf(right));
}
