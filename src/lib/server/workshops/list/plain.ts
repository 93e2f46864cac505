/** Words as they are compared: without capitals, accents and punctuation, with single spaces. */
export function plain(words: string): string {
	return words
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}
