import type { Language, StepKind } from '../course.ts';
import { readingLevel } from '../compiler/reading-level.ts';
import type { StepSurvey, Survey } from '../compiler/survey.ts';
import { languageNames } from '../language.ts';
import { reportItems } from './report-items.ts';
import { textTable } from './text-table.ts';
import { hours, sumMeasures } from './totals.ts';

const kinds: [kind: StepKind, one: string, several: string][] = [
	['lesson', 'lesson', 'lessons'],
	['practice', 'practice', 'practices'],
	['quiz', 'quiz', 'quizzes'],
	['test', 'test', 'tests'],
	['session', 'session', 'sessions']
];
/** More would not fit on 120 columns. */
const languagesInTable = 2;

/**
 * What a course holds, on 120 columns: steps, minutes, words and reading ease in each language, items, right options. `sound` says that
 * it has no fault.
 */
export function reportCourse(survey: Survey, sound: boolean): string[] {
	const { code, course, languages, steps, onlineMinutes, sessionMinutes } = survey;
	const pairs = Array.from({ length: Math.ceil(languages.length / languagesInTable) }, (_, at) =>
		languages.slice(at * languagesInTable, (at + 1) * languagesInTable)
	);
	return [
		`${code} ${course}`,
		'',
		...pairs.flatMap((pair) => [...textTable(stepRows(steps, pair), 2), '']),
		`${onlineMinutes} minutes online, ${sessionMinutes} in sessions, ${hours(onlineMinutes + sessionMinutes)} hours in all.`,
		...matchLine(survey, sound),
		'',
		...reportItems(survey)
	];
}

// The check refuses whatever differs, so a course without faults is the same in all its languages.
function matchLine({ languages, steps, sheets }: Survey, sound: boolean): string[] {
	if (languages.length < 2) return [];
	if (!sound) return ['Whether the languages match is said once there is no fault.'];
	const names = languages.map((language) => languageNames[language]);
	const items = sheets.reduce((sum, sheet) => sum + sheet.items.length, 0);
	const all = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
	return [`${all} match step for step, item for item: ${steps.length} steps, ${items} items.`];
}

function stepRows(steps: StepSurvey[], languages: Language[]): string[][] {
	const modules = [...new Set(steps.map(({ module }) => module))];
	const byKind = kinds.flatMap(([kind, one, several]) => {
		const some = steps.filter((step) => step.kind === kind);
		return some.length === 0
			? []
			: [figures(`${some.length} ${some.length === 1 ? one : several}`, '', some, languages)];
	});
	return [
		['', '', '', ...languages.flatMap((language) => [languageNames[language], '', ''])],
		['', '', 'claims', ...languages.flatMap(() => ['fills', 'words', 'ease'])],
		...modules.flatMap((module) => [
			[module],
			...steps
				.filter((step) => step.module === module)
				.map((step) => figures(`  ${step.id}`, step.kind, [step], languages))
		]),
		[],
		...byKind,
		figures(`${steps.length} steps`, '', steps, languages)
	];
}

function figures(name: string, kind: string, steps: StepSurvey[], languages: Language[]): string[] {
	const claims = steps.reduce((sum, { minutes }) => sum + minutes, 0);
	const measured = languages.flatMap((language) => {
		const { minutes, words, prose } = sumMeasures(steps, language);
		return [minutes.toFixed(1), String(words), prose ? readingLevel(prose, language).toFixed(0) : ''];
	});
	return [name, kind, String(claims), ...measured];
}
