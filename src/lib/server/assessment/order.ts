import { createHash } from 'node:crypto';

/** Mixes options so that their places tell nothing: the same for one seed, whatever the language, another for each try. */
export function mixed<Option extends { id: string }>(options: Option[], seed: string): Option[] {
	const rank = (id: string) => createHash('sha256').update(`${seed}/${id}`).digest('hex');
	return options
		.map((option) => ({ option, rank: rank(option.id) }))
		.sort((a, b) => (a.rank < b.rank ? -1 : 1))
		.map(({ option }) => option);
}
