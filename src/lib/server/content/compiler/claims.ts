import { blocksOf } from './blocks.ts';
import { frameOf } from './directive.ts';
import type { Page } from './page.ts';
import { plainText } from './plain-text.ts';

// Shares and large counts come from a study or a report. Other numbers of a lesson are mostly those of its story: eleven of twelve
// sessions, 12 grams, March 12.
const claim =
	/\d+(?:[.,]\d+)? ?%|\d+(?:[.,]\d+)? (?:percent|por ciento|por cento|pour cent)|\d{1,3}(?:[.,]\d{3})+|\d+ (?:out of every|of every|in every|de cada|em cada|sur) \d+/u;
const year = /\b(?:1[89]|20)\d\d\b/;

/**
 * Refuses a lesson that gives shares or large counts and names no dated source. What stands in frames and quotations is story.
 */
export function refuseUnsourcedClaim(page: Page<{ sources: string[] }>): void {
	if (page.front.sources.some((source) => year.test(source))) return;
	for (const { token, line } of blocksOf(page)) {
		const name = frameOf(token);
		if ((name !== undefined && name !== 'note') || token.type === 'blockquote') continue;
		const { paragraphs, labels } = plainText({ blocks: [token] });
		const found = claim.exec([...paragraphs, ...labels].join('\n').replace(/“[^”]*”|«[^»]*»/g, ''));
		if (!found) continue;
		page.refuse(line, `“${found[0]}” comes from somewhere.`, 'Name its study or report with the year under sources.');
		return;
	}
}
