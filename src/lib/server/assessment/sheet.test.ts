import { expect, test } from 'vitest';
import type { Quiz } from '#server/content/course.ts';
import { rightAnswer } from '#server/demo/answers.ts';
import type { Attempt } from './attempt.ts';
import { everyKind, matching, several, single } from './example.ts';
import { mixed, rightLetter } from './order.ts';
import { review, sheet } from './sheet.ts';

const quiz: Quiz = {
	id: 'check',
	kind: 'quiz',
	minutes: 9,
	outcomes: ['see-doors'],
	title: { en: 'Check', es: 'Compruebe' },
	items: everyKind,
	pass: 70,
	wait: 10
};

const ids = (seed: string, language: 'en' | 'es' = 'en') =>
	sheet(quiz, {}, seed, language).map((question) => {
		if (question.kind === 'matching') return question.rights.map(({ id }) => id).join('');
		return 'options' in question ? question.options.map(({ id }) => id).join('') : '';
	});

test('nothing in a sheet tells which answer is right', () => {
	const text = JSON.stringify([sheet(quiz, {}, 'seed', 'en'), sheet(quiz, {}, 'seed', 'es')]);
	const secrets = [...text.matchAll(/"(\w+)":/g)].map(([, key]) => key);
	expect(new Set(secrets)).toEqual(
		new Set(['id', 'stem', 'kind', 'options', 'text', 'chosen', 'lefts', 'rights', 'number', 'written'])
	);
	const feedback = [
		'Waiting closes',
		'Asking opens',
		'Nobody walks',
		'Feedback on',
		'So it is',
		'Look again',
		'Relapse is'
	];
	for (const words of [...feedback, 'recuperaci', 'recovery', 'relapse', 'Seven', '6.5', '-50', '100'])
		expect(text).not.toContain(words);
});

test('the letters of a matching question tell nothing of what belongs together', () => {
	const same = Array.from({ length: 300 }, (_, number) => {
		const item = { ...matching, id: `item-${number}` };
		expect(new Set(item.pairs.map(({ id }) => rightLetter(item, id)))).toEqual(new Set(['a', 'b', 'c']));
		return item.pairs.filter(({ id }) => rightLetter(item, id) === id).length;
	}).reduce((sum, each) => sum + each, 0);
	// Of three letters given by chance one is in its own place, on average.
	expect(same / 300).toBeGreaterThan(0.8);
	expect(same / 300).toBeLessThan(1.2);
});

test('what is chosen in a list names the words beside it', () => {
	const [question] = sheet({ ...quiz, items: [matching] }, {}, 'seed', 'en');
	if (question?.kind !== 'matching') throw new Error('no matching question');
	const named = (left: string) => {
		const answer = rightAnswer(matching).find((pair) => pair.startsWith(`${left}:`));
		return question.rights.find(({ id }) => answer === `${left}:${id}`)?.text;
	};
	expect(question.lefts.map(({ id, text }) => [text, named(id)])).toEqual([
		['Judge', 'Court'],
		['Nurse', 'Clinic'],
		['Teacher', 'School']
	]);
});

test('the order of options is another in each try, and the same in both languages', () => {
	const tries = Array.from({ length: 40 }, (_, number) => ids(`place/${number + 1}`));
	expect(new Set(tries.map(([first]) => first)).size).toBe(6);
	expect(new Set(tries.map((each) => each[1])).size).toBeGreaterThan(20);
	expect(new Set(tries.map((each) => each[3])).size).toBe(6);
	for (const seed of ['place/1', 'place/2', 'other/1']) expect(ids(seed, 'es')).toEqual(ids(seed, 'en'));
	expect(ids('place/1')).toEqual(ids('place/1'));
});

test('every option stands equally often in the first place', () => {
	const firsts = Array.from({ length: 600 }, (_, seed) => mixed(several.options, String(seed))[0]!.id);
	for (const id of 'abcde') expect(firsts.filter((first) => first === id).length).toBeGreaterThan(80);
});

test('what was answered stands in its place again', () => {
	const answers = {
		single: ['b'],
		several: ['a', 'd'],
		'true-false': ['false'],
		matching: ['a:b', 'c:a'],
		short: ['<b>reco</b>'],
		numerical: ['6,5']
	};
	const questions = sheet(quiz, answers, 'seed', 'es');
	const chosen = questions.map((question) => {
		if (question.kind === 'written') return question.written;
		if (question.kind === 'matching') return question.lefts.map((left) => left.chosen);
		return question.options.flatMap((option) => (option.chosen ? [option.id] : [])).sort();
	});
	expect(chosen).toEqual([['b'], ['a', 'd'], ['false'], ['b', undefined, 'a'], '<b>reco</b>', '6,5']);
});

test('a sheet is in one language, and in the first there is where a text lacks it', () => {
	const [question] = sheet(quiz, {}, 'seed', 'es');
	expect(question?.stem).toBe('<p>¿Pregunta single?</p>');
	expect(JSON.stringify(question)).toContain('Ask first (es)');
	const englishOnly = { ...single, stem: { en: '<p>Only here</p>' } };
	expect(sheet({ ...quiz, items: [englishOnly] }, {}, 'seed', 'es')[0]?.stem).toBe('<p>Only here</p>');
});

const handedIn = (answers: Attempt['answers'], score: number): Attempt => ({
	id: 'try',
	number: 1,
	submittedAt: new Date('2026-11-02T08:00:00Z'),
	score,
	answers
});

test('a review shows what was answered in words, how it counted and its feedback', () => {
	const answers = {
		single: ['c'],
		several: ['a', 'b'],
		'true-false': ['false'],
		matching: rightAnswer(matching),
		short: ['<script>'],
		numerical: ['8']
	};
	const { passed, questions } = review(quiz, handedIn(answers, 38), 'en');
	expect(passed).toBe(false);
	expect(questions.map(({ answered, score, feedback }) => [answered, score, feedback])).toEqual([
		[['Decide alone'], 0, ['Nobody walks through it.']],
		[['Option A', 'Option B'], 10, ['Feedback on A.', 'Feedback on B.']],
		[['false'], 0, ['Look again.', 'Relapse is not the end.']],
		[['Judge → Court', 'Nurse → Clinic', 'Teacher → School'], 100, []],
		[['&lt;script&gt;'], 0, []],
		[['8'], 50, ['Nearly.']]
	]);
});

test('a review of wrong answers does not tell the right ones: another try is coming', () => {
	const wrong = { single: ['a'], 'true-false': ['false'], short: ['?'], numerical: ['1'], matching: ['a:a'] };
	const text = JSON.stringify(review(quiz, handedIn(wrong, 0), 'en'));
	for (const words of ['Ask first', 'Asking opens', 'So it is', 'recovery', 'Seven', 'weight', '6.5'])
		expect(text).not.toContain(words);
});

test('open items are reviewed as open', () => {
	const { questions } = review({ ...quiz, pass: undefined }, handedIn({}, 0), 'en');
	expect(questions.map(({ answered, score }) => [answered, score])).toEqual(everyKind.map(() => [[], 0]));
});

test('answers that name nothing are shown as nothing', () => {
	const answers = {
		single: ['z'],
		several: ['z'],
		'true-false': ['<img src=x>'],
		matching: ['a:z', 'z:a', 'a'],
		short: [' '],
		numerical: ['']
	};
	const { questions } = review(quiz, handedIn(answers, 0), 'en');
	expect(questions.map(({ answered }) => answered)).toEqual([[], [], [], [], [], []]);
	expect(() => sheet(quiz, answers, 'seed', 'en')).not.toThrow();
});
