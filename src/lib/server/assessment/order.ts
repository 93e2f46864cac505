import { createHash } from 'node:crypto';
import type { Matching } from '#server/content/item.ts';

/** Mixes options so that their places tell nothing: the same for one seed, whatever the language, another for each try. */
export function mixed<Option extends { id: string }>(options: Option[], seed: string): Option[] {
	const rank = (id: string) => createHash('sha256').update(`${seed}/${id}`).digest('hex');
	return options
		.map((option) => ({ option, rank: rank(option.id) }))
		.sort((a, b) => (a.rank < b.rank ? -1 : 1))
		.map(({ option }) => option);
}

/**
 * The letter by which answers name the right part of a pair. The letters are given in a mixed order, so that a page's source does not tell what belongs together;
 * they are the same in every try and language.
 */
export function rightLetter(item: Pick<Matching, 'id' | 'pairs'>, pairId: string): string {
	const place = mixed(item.pairs, item.id).findIndex(({ id }) => id === pairId);
	return item.pairs[place]!.id;
}
