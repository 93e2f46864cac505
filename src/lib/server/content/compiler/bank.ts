import type { Draft } from './draft.ts';
import { refuseIn } from './fault.ts';
import type { Item } from '../item.ts';
import { readItems, type ItemSet } from './items.ts';

const fewestItems = 40;

/** Reads the items a course's tests are drawn from; fewer than 40 are a fault. */
export function readBank(draft: Draft): ItemSet {
	const bank = readItems(draft, 'bank');
	const { contents, faults } = draft;
	if (bank.texts.size > 0 && bank.items.length < fewestItems) {
		const refuse = refuseIn(`courses/${contents.course}/bank.${contents.languages[0]}.gift`, faults);
		refuse(1, `The bank has ${bank.items.length} sound items.`, `Write at least ${fewestItems}.`);
	}
	return bank;
}

/**
 * Draws a form: `perOutcome` items for each outcome. Of the items of an outcome, in the order of the bank, form A takes the first,
 * third, fifth …, form B the others, so that the two never share one. A form is short where the bank is.
 */
export function drawForm(items: Item[], outcomes: string[], form: 'A' | 'B', perOutcome: number): Item[] {
	const rest = form === 'A' ? 0 : 1;
	return outcomes.flatMap((outcome) =>
		items
			.filter((item) => item.outcome === outcome)
			.filter((_, index) => index % 2 === rest)
			.slice(0, perOutcome)
	);
}

/** Refuses outcomes with too few items in the bank for two forms; the fault stands at the outcome in `course.yaml`. */
export function checkBank(items: Item[], perOutcome: number, { contents, faults }: Draft): void {
	const refuse = refuseIn(contents.path, faults);
	for (const outcome of Object.keys(contents.outcomes)) {
		const many = items.filter((item) => item.outcome === outcome).length;
		if (many >= 2 * perOutcome) continue;
		const problem = `The bank has ${many} sound items for “${outcome}”.`;
		refuse(contents.lineOf(['outcomes', outcome]), problem, `Two forms need ${2 * perOutcome}: write more.`);
	}
}
