import { compileContent } from './compile.ts';
import type { Language } from './course.ts';
import { describeFault } from './compiler/fault.ts';
import { languageNames } from './language.ts';
import type { Survey } from './compiler/survey.ts';

// The command behind `npm run content`. An argument names another folder than `content`.
const folder = (process.argv[2] ?? 'content').replace(/\/+$/, '');
const { surveys, faults, editions } = await compileContent(folder);

for (const fault of faults) console.log(describeFault(fault, folder));
for (const survey of surveys) {
	for (const language of survey.languages) printSteps(survey, language);
	printItems(survey);
}
const ready = editions.map(({ course, hash }) => `${course} (${hash})`).join(', ') || 'none';
console.log(`\n${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}. Courses that can be published: ${ready}.`);
if (surveys.length === 0) console.log(`There is no course in ${folder}.`);
if (faults.length > 0 || surveys.length === 0) process.exitCode = 1;

function printSteps({ course, steps, onlineMinutes, sessionMinutes }: Survey, language: Language): void {
	const rows = steps.map(({ module, id, kind, minutes, measures }) => {
		const measure = measures[language];
		const level = measure?.level === undefined ? '' : measure.level.toFixed(0);
		return [
			`${module}/${id}`,
			kind,
			String(minutes),
			String(measure?.minutes ?? ''),
			String(measure?.words ?? ''),
			level
		];
	});
	console.log(`\n${course}, ${languageNames[language]}`);
	printTable([['step', 'kind', 'claims', 'fills', 'words', 'ease'], ...rows]);
	console.log(`${onlineMinutes} minutes online, ${sessionMinutes} in sessions`);
}

function printItems({ course, outcomes, keys }: Survey): void {
	console.log(`\n${course}, items`);
	const rows = outcomes.map(({ id, quizItems, bankItems }) => [id, String(quizItems), String(bankItems)]);
	printTable([['outcome', 'quizzes', 'bank'], ...rows]);
	console.log('');
	const letters = [...new Set(keys.flatMap(({ places }) => Object.keys(places)))].sort();
	const places = keys.map((it) => [
		it.name,
		String(it.items),
		...letters.map((letter) => String(it.places[letter] ?? 0))
	]);
	printTable([['right option at', 'items', ...letters], ...places]);
}

// The first column is text, as is the second where it says the kind; numbers stand on the right.
function printTable(rows: string[][]): void {
	const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
	for (const row of rows) {
		const cells = row.map((cell, column) => {
			const width = widths[column] ?? 0;
			return column === 0 || /^[a-z]{4,}$/.test(cell) ? cell.padEnd(width) : cell.padStart(width);
		});
		console.log(cells.join('  ').trimEnd());
	}
}
