import { surveyKeys } from '../compiler/keys.ts';
import type { Sheet, Survey } from '../compiler/survey.ts';
import type { Language } from '../course.ts';
import { textTable } from './text-table.ts';

/** Above this share, whoever always picks the longest option does better than by chance. */
const mostLongest = 0.4;
const warning =
	'! The right option is the longest in more than 40 % of the items: lengthen a wrong one, or shorten it.';

/** Two tables of a course's items: how many test each outcome, and what the place and length of the right options give away. */
export function reportItems(survey: Survey): string[] {
	const keys = keyRows(survey);
	const flagged = keys.some((row) => row.some((cell) => cell.endsWith('!')));
	return [...textTable(outcomeRows(survey), 1), '', ...textTable(keys, 1), ...(flagged ? [warning] : [])];
}

function outcomeRows({ outcomes }: Survey): string[][] {
	return [
		['outcome', 'in quizzes', 'in bank', 'in the tests'],
		...outcomes.map((it) => [it.id, String(it.quizItems), String(it.bankItems), it.drawn.join(' + ')])
	];
}

function keyRows({ languages, sheets }: Survey): string[][] {
	const letters = [...new Set(sheets.flatMap(({ keys }) => Object.keys(keys.places)))].sort();
	const inQuizzes = sheets.filter(({ name }) => name !== 'bank').flatMap(({ items }) => items);
	const quizzes = { name: 'all quizzes', items: inQuizzes, keys: surveyKeys(inQuizzes, languages) };
	return [
		['right option', 'items', 'one right', ...letters, ...languages.map((it) => `longest, ${it}`)],
		...[...sheets, quizzes].map(({ name, items, keys }) => [
			name,
			String(items.length),
			String(keys.items),
			...letters.map((letter) => String(keys.places[letter] ?? 0)),
			...languages.map((language) => longest(keys, language))
		])
	];
}

function longest({ items, longest }: Sheet['keys'], language: Language): string {
	const many = longest[language] ?? 0;
	const share = many / Math.max(1, items);
	return `${many}, ${Math.round(share * 100)} % ${share > mostLongest ? '!' : ' '}`;
}
