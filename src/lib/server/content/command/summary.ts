import { contentLanguages } from '../course.ts';
import { readingLevel } from '../compiler/reading-level.ts';
import type { Survey } from '../compiler/survey.ts';
import { textTable } from './text-table.ts';
import { hours, sumMeasures } from './totals.ts';

/** All courses in one table, with their hours online, in sessions and in all. `fills` are the hours that the shortest language fills. */
export function summarize(surveys: Survey[]): string[] {
	const languages = contentLanguages.filter((language) =>
		surveys.some((survey) => survey.languages.includes(language))
	);
	const row = (name: string, some: Survey[]) => {
		const steps = some.flatMap((survey) => survey.steps);
		const measured = languages.map((language) => sumMeasures(steps, language));
		const sum = (minutesOf: (survey: Survey) => number) => some.reduce((all, survey) => all + minutesOf(survey), 0);
		return [
			name,
			String(steps.length),
			String(sum(({ sheets }) => sheets.reduce((all, { items }) => all + items.length, 0))),
			...measured.map(({ words }) => String(words)),
			...measured.map(({ prose }, at) => (prose ? readingLevel(prose, languages[at] ?? 'en').toFixed(0) : '')),
			hours(sum(({ steps, languages }) => Math.min(...languages.map((it) => sumMeasures(steps, it).minutes)))),
			hours(sum(({ onlineMinutes }) => onlineMinutes)),
			hours(sum(({ sessionMinutes }) => sessionMinutes)),
			hours(sum(({ onlineMinutes, sessionMinutes }) => onlineMinutes + sessionMinutes))
		];
	};
	const heads = [...languages.map((it) => `words ${it}`), ...languages.map((it) => `ease ${it}`)];
	return textTable(
		[
			['hours of all courses', 'steps', 'items', ...heads, 'fills', 'online', 'sessions', 'in all'],
			...surveys.map((survey) => row(`${survey.code} ${survey.course}`, [survey])),
			row('together', surveys)
		],
		1
	);
}
