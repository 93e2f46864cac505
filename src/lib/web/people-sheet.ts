import { languageNames } from '#lib/i18n/address.ts';
import { countryName } from '#lib/i18n/format.ts';
import { inWords } from '#lib/i18n/href.ts';
import { professionName, sectorName } from '#lib/i18n/names.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { statedSex } from '#lib/i18n/reports.ts';
import { onlineSteps, stepName } from '#server/content/edition.ts';
import type { Edition } from '#server/content/course.ts';
import { professions, sectors, sexes } from '#server/people/profile.ts';
import { forEachDay } from '#server/db/expressions.ts';
import { exportPeople, type Exported } from '#server/reports/people-export.ts';
import type { Places } from '#server/reports/places.ts';
import type { Scope } from '#server/reports/scope.ts';
import type { Selection } from '#server/reports/selection.ts';
import { exportSteps } from '#server/reports/steps-export.ts';
import type { Cell, Rows } from './spreadsheet.ts';

/** Everybody of a selection as a download, made while it is sent. */
export function peopleSheet(scope: Scope, selection: Selection, now: Date): { header: string[]; rows: Rows } {
	const header = [
		m.name(),
		m.manage_column_email(),
		m.manage_column_language(),
		m.country(),
		m.manage_column_organization(),
		m.institution(),
		m.sector(),
		m.profession(),
		m.sex(),
		m.manage_column_enrolled(),
		m.manage_column_completed()
	];
	const country = eachOnce(countryName);
	const rows = each(exportPeople(scope, selection, now), (row) => personCells(row, scope.places, country));
	return { header, rows };
}

function personCells(person: Exported, places: Places, country: (code: string) => string): Cell[] {
	const place = places.get(person.organizationId ?? '');
	const stated = <Value extends string>(
		value: string | null,
		values: readonly Value[],
		name: (value: Value) => string
	) => {
		const known = values.find((each) => each === value);
		return known ? name(known) : m.not_stated();
	};
	return [
		person.erasedAt ? m.manage_erased() : person.name,
		person.email ?? '',
		languageNames[person.language],
		person.country ? country(person.country) : m.not_stated(),
		place ? inWords(place.name) : '',
		place?.institutionId ? inWords(places.get(place.institutionId)!.name) : m.not_stated(),
		stated(person.sector, sectors, sectorName),
		stated(person.profession, professions, professionName),
		stated(person.sex, sexes, statedSex),
		person.enrolled,
		person.completed
	];
}

/** Everybody in a course, with the day of each of its steps, as a download made while it is sent. A step that is not done is an empty cell. */
export function stepsSheet(scope: Scope, edition: Edition): { header: string[]; rows: Rows } {
	const steps = edition.modules.flatMap((module) =>
		onlineSteps(module).map((step) => ({
			name: stepName(module, step),
			title: `${inWords(module.title)}: ${inWords(step.title)}`
		}))
	);
	const header = [
		m.name(),
		m.manage_column_email(),
		m.country(),
		m.manage_column_organization(),
		m.manage_column_enrolled_on(),
		m.manage_column_completed_on(),
		...steps.map(({ title }) => title)
	];
	const column = new Map(steps.map(({ name }, at) => [name, at]));
	const dayCell = eachOnce((day: string): Cell => ({ day }));
	const country = eachOnce(countryName);
	const isoDay = (date: Date) => date.toISOString().slice(0, 10);
	const rows = each(exportSteps(scope, edition.course), ({ done, ...person }): Cell[] => {
		const cells: Cell[] = Array.from({ length: steps.length });
		forEachDay(done, (name, day) => {
			const at = column.get(name);
			if (at !== undefined) cells[at] = dayCell(day);
		});
		return [
			person.name || m.manage_erased(),
			person.email ?? '',
			person.country ? country(person.country) : m.not_stated(),
			inWords(scope.places.get(person.organizationId ?? '')?.name ?? {}),
			dayCell(isoDay(person.enrolledAt)),
			person.completedAt ? dayCell(isoDay(person.completedAt)) : '',
			...cells
		];
	});
	return { header, rows };
}

// Thousands of rows hold the same few days and countries.
function eachOnce<Value>(make: (key: string) => Value): (key: string) => Value {
	const known = new Map<string, Value>();
	return (key) => {
		const value = known.get(key) ?? make(key);
		known.set(key, value);
		return value;
	};
}

async function* each<Row>(parts: AsyncIterable<Row[]>, cells: (row: Row) => Cell[]): AsyncGenerator<Cell[][]> {
	for await (const rows of parts) yield rows.map(cells);
}
