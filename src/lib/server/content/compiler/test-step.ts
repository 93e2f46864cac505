import { checkBank, drawForm } from './bank.ts';
import type { Module, Quiz } from '../course.ts';
import type { Draft } from './draft.ts';
import { refuseIn } from './fault.ts';
import type { ItemSet } from './items.ts';
import { measureItems } from './quiz.ts';
import type { Measures } from './survey.ts';

/** A test in the module of its own that it stands in. */
export interface TestModule {
	module: Module & { steps: [Quiz] };
	measures: Measures;
}

/** Compiles the tests of a course: module `before` with step `pre`, module `after` with step `post`. */
export function compileTests(bank: ItemSet, draft: Draft): { before?: TestModule; after?: TestModule } {
	const { contents, faults } = draft;
	const { pre, post } = contents.tests ?? {};
	checkBank(bank.items, Math.max(pre?.['per-outcome'] ?? 0, post?.['per-outcome'] ?? 0), draft);
	if (pre && pre.form === post?.form) {
		const refuse = refuseIn(contents.path, faults);
		refuse(contents.lineOf(['tests', 'post', 'form']), `Both tests use form ${pre.form}.`, 'Use A before and B after.');
	}
	return {
		...(pre && { before: compileTest('before', 'pre', pre, bank, draft) }),
		...(post && { after: compileTest('after', 'post', post, bank, draft) })
	};
}

type TestEntry = NonNullable<NonNullable<Draft['contents']['tests']>['pre']>;

function compileTest(module: string, id: string, entry: TestEntry, bank: ItemSet, { contents }: Draft): TestModule {
	const outcomes = Object.keys(contents.outcomes);
	const items = drawForm(bank.items, outcomes, entry.form, entry['per-outcome']);
	const { title, minutes, pass, wait } = entry;
	const step: Quiz = { id, kind: 'test', minutes, outcomes, title, items, ...(pass !== undefined && { pass }), wait };
	return { module: { id: module, title, steps: [step] }, measures: measureItems(bank, items) };
}
