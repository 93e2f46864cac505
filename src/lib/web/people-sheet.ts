import { languageNames } from '#lib/i18n/address.ts';
import { countryName } from '#lib/i18n/format.ts';
import { inWords } from '#lib/i18n/href.ts';
import { professionName, sectorName } from '#lib/i18n/names.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { statedSex } from '#lib/i18n/reports.ts';
import { onlineSteps, stepName } from '#server/content/edition.ts';
import type { Edition } from '#server/content/course.ts';
import { professions, sectors, sexes } from '#server/people/profile.ts';
import { forEachDate } from '#server/db/expressions.ts';
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
	return { header, rows: each(exportPeople(scope, selection, now), (row) => personCells(row, scope.places)) };
}

function personCells(person: Exported, places: Places): Cell[] {
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
		country(person.country),
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
	const place = new Map(steps.map(({ name }, at) => [name, at]));
	const day = days();
	const rows = each(exportSteps(scope, edition.course), ({ done, ...person }): Cell[] => {
		const cells: Cell[] = Array.from({ length: steps.length });
		forEachDate(done, (name, at) => {
			const column = place.get(name);
			if (column !== undefined) cells[column] = day(at);
		});
		return [
			person.name || m.manage_erased(),
			person.email ?? '',
			country(person.country),
			inWords(scope.places.get(person.organizationId ?? '')?.name ?? {}),
			day(person.enrolledAt.getTime()),
			person.completedAt ? day(person.completedAt.getTime()) : '',
			...cells
		];
	});
	return { header, rows };
}

const country = (code: string | null) => (code ? countryName(code) : m.not_stated());

// Many steps are done on few days: each day is written once.
function days(): (at: number) => Cell {
	const known = new Map<number, Cell>();
	return (at) => {
		const number = Math.floor(at / 86_400_000);
		const day = known.get(number) ?? { day: new Date(at).toISOString().slice(0, 10) };
		known.set(number, day);
		return day;
	};
}

async function* each<Row>(rows: AsyncIterable<Row>, cells: (row: Row) => Cell[]): AsyncGenerator<Cell[]> {
	for await (const row of rows) yield cells(row);
}
