import type { GIFTQuestion } from 'gift-pegjs';
import { readAnswer, type Answer } from './gift-answer.ts';
import { giftHtml, type Block } from './gift-text.ts';
import { quoteRetired } from '../language.ts';

/** A question in one language, as its file has it. Texts are safe HTML, titles and right parts of pairs plain text. */
export type GiftItem = {
	line: number;
	id: string;
	outcome: string;
	title: string;
	stem: string;
	general?: string;
} & Answer;

/** Turns what the parser found into an item. Anything that makes it no fair question is a fault, and the result is undefined. */
export function readGiftItem(question: GIFTQuestion, block: Block): GiftItem | undefined {
	let sound = true;
	const page: Block = {
		...block,
		refuse: (line, problem, mend) => {
			sound = false;
			block.refuse(line, problem, mend);
		}
	};
	const no = (problem: string, mend: string) => page.refuse(block.line, problem, mend);
	if (question.type === 'Category') return undefined;
	if (question.type === 'Description' || question.type === 'Essay') {
		no('This item cannot be marked by itself.', 'Give it answers in braces; a task to write belongs into a practice.');
		return undefined;
	}
	const { id, tags, title } = question;
	if (!id) no('The item has no id.', 'Write // [id:…] [tag:…] on the line above it.');
	if (id && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) no(`“${id}” is no id.`, 'Use lowercase letters, digits and hyphens.');
	if (!tags?.length) no('The item has no tag.', 'Write [tag:…] with an outcome of the course after its id.');
	if (tags && tags.length > 1) no('The item has more than one tag.', 'Keep the one outcome it tests.');
	if (!title?.trim()) no('The item has no title.', 'Write ::title:: before the question.');
	const stem = giftHtml(question.stem, page);
	if (stem === '') no('The item asks nothing.', 'Write the question before the braces.');
	const general = question.globalFeedback ? giftHtml(question.globalFeedback, page) : undefined;
	const answer = readAnswer(question, page);
	if (!sound || !answer || !id || !tags?.[0] || !title) return undefined;
	const head = { line: block.line, id, outcome: tags[0], title: quoteRetired(title.trim(), block.language), stem };
	return { ...head, ...(general && { general }), ...answer };
}
