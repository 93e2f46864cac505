import type { Language } from '../course.ts';
import { takeTexts, type CourseText, type Draft } from './draft.ts';
import { parseGift } from './gift.ts';
import type { GiftItem } from './gift-item.ts';
import type { Item } from '../item.ts';
import { mergeItem } from './merge-item.ts';
import { textOf } from './safe-html.ts';

/** The items of a quiz or a bank, and what has to be read of them in each language. */
export interface ItemSet {
	items: Item[];
	/** By language and the item's id. */
	texts: Map<Language, Map<string, string[]>>;
}

interface Sheet extends CourseText {
	items: GiftItem[];
	broken: string[];
}

/**
 * Reads the GIFT files of one quiz or bank and brings the languages together. Faults: an outcome the course does not have, an id that
 * stands twice in the course, items that are missing in a language, in another order, or with another key. Those are left out.
 */
export function readItems(draft: Draft, name: string): ItemSet {
	const sheets = takeTexts(draft, name, 'gift').map((file): Sheet => ({
		...file,
		...parseGift(file.text, file.language, file.refuse)
	}));
	for (const sheet of sheets) checkOutcomes(sheet, draft);
	const [first, ...others] = sheets;
	if (!first) return { items: [], texts: new Map() };
	const own = first.items.filter((item) => isNew(item, first, draft));
	for (const other of others) checkOrder(first, other);
	const items = own.flatMap((item) => {
		const versions = new Map(
			sheets.flatMap((sheet) => {
				const version = sheet.items.find(({ id }) => id === item.id);
				return version ? [[sheet.language, { item: version, refuse: sheet.refuse }] as const] : [];
			})
		);
		return versions.size < sheets.length ? [] : (mergeItem(versions) ?? []);
	});
	return {
		items,
		texts: new Map(
			sheets.map((sheet) => [sheet.language, new Map(sheet.items.map((item) => [item.id, textsOf(item)]))])
		)
	};
}

function checkOutcomes(sheet: Sheet, { contents }: Draft): void {
	for (const { id, outcome, line } of sheet.items) {
		if (Object.hasOwn(contents.outcomes, outcome)) continue;
		const known = Object.keys(contents.outcomes).join(', ');
		sheet.refuse(line, `“${outcome}”, which “${id}” tests, is no outcome of this course.`, `Use: ${known}.`);
	}
}

function isNew({ id, line }: GiftItem, sheet: Sheet, { items }: Draft): boolean {
	const place = items.get(id);
	if (place) sheet.refuse(line, `The id “${id}” is taken: ${place}.`, 'Give this item another id.');
	else items.set(id, `${sheet.path}:${line}`);
	return !place;
}

function checkOrder(first: Sheet, other: Sheet): void {
	const here = other.items.map(({ id }) => id);
	const there = first.items.map(({ id }) => id);
	const known = (id: string) => here.includes(id) && there.includes(id);
	for (const { id } of first.items) {
		if (here.includes(id) || other.broken.includes(id)) continue;
		other.refuse(1, `The item “${id}” is missing in this language.`, `Translate it from ${first.path}.`);
	}
	for (const { id, line } of other.items) {
		if (there.includes(id) || first.broken.includes(id)) continue;
		other.refuse(line, `The item “${id}” is not in ${first.path}.`, 'Write it there too, or correct the id.');
	}
	const order = there.filter(known);
	const strayed = here.filter(known).findIndex((id, index) => id !== order[index]);
	const stray = other.items.find(({ id }) => id === here.filter(known)[strayed]);
	if (stray)
		other.refuse(
			stray.line,
			`The item “${stray.id}” stands in another order.`,
			`Put the items in the order of ${first.path}.`
		);
}

function textsOf(item: GiftItem): string[] {
	const { stem } = item;
	const html =
		item.kind === 'choice'
			? [stem, ...item.options.flatMap(({ text, feedback }) => [text, feedback])]
			: item.kind === 'true-false'
				? [stem, item.right, item.wrong]
				: item.kind === 'matching'
					? [stem, ...item.pairs.flatMap(({ left, right }) => [left, right])]
					: [stem, ...item.answers.map(({ feedback }) => feedback)];
	return html.filter((it) => it !== undefined).map(textOf);
}
