import { error } from '@sveltejs/kit';
import { countryName, day } from '#lib/i18n/format.ts';
import { inWords } from '#lib/i18n/href.ts';
import { professionName, sectorName } from '#lib/i18n/names.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { dimensionName, monthName, statedSex } from '#lib/i18n/reports.ts';
import { listCourses } from '#server/content/catalogue.ts';
import type { Edition } from '#server/content/course.ts';
import type { Profession, Sector, Sex } from '#server/people/profile.ts';
import { reachOf } from '#server/people/reach.ts';
import type { SignedIn } from '#server/people/session.ts';
import {
	notStated,
	readDimension,
	readFilter,
	type Dimension,
	type Filter,
	type FilterFault
} from '#server/reports/filter.ts';
import { findScope, isExact, topOf, usualDimension, type Scope } from '#server/reports/scope.ts';
import { withRight } from './guard.ts';

/** What somebody asks for, read off an address, and what they may be told of it. */
export interface Asked {
	person: SignedIn;
	scope: Scope;
	by: Dimension;
	faults: Partial<Record<keyof Filter, FilterFault>>;
	courses: Edition[];
	/** Whether they may see people anywhere, if not here. */
	managesPeople: boolean;
}

/** Reads what an address asks for. Organizations that are not the asker's own are not found. */
export async function readAsked(locals: App.Locals, address: URLSearchParams): Promise<Asked> {
	const { person } = withRight(locals, 'see sums');
	const courses = await listCourses();
	const { filter, faults } = readFilter(
		address,
		courses.map(({ course }) => course)
	);
	const scope = (await findScope(person, filter, locals.now)) ?? error(404, m.error_not_found());
	const managesPeople = reachOf(person, 'manage').organizationIds.length > 0;
	return { person, scope, by: readDimension(address) ?? usualDimension(scope), faults, courses, managesPeople };
}

/** The same for pages and downloads with people on them: where somebody sees sums only, nothing is found. */
export async function readManaged(locals: App.Locals, address: URLSearchParams): Promise<Asked> {
	withRight(locals, 'manage');
	const asked = await readAsked(locals, address);
	return isExact(asked.scope) ? asked : error(404, m.error_not_found());
}

/** Refuses a download whose address asks for what there is not: numbers of something else would be taken for what was asked. */
export function refuseFaulty({ faults }: Asked): void {
	if (Object.keys(faults).length > 0) error(422, m.report_faulty());
}

/** What a value of a dimension is called. */
export function valueName(
	{ scope, courses }: Pick<Asked, 'scope' | 'courses'>,
	by: Dimension,
	value: string | undefined
): string {
	if (value === undefined || value === notStated) return m.not_stated();
	switch (by) {
		case 'country':
			return countryName(value);
		case 'institution':
			return inWords(scope.places.get(value)?.name ?? {});
		case 'sector':
			return sectorName(value as Sector);
		case 'profession':
			return professionName(value as Profession);
		case 'sex':
			return statedSex(value as Sex);
		case 'course': {
			const course = courses.find((each) => each.course === value);
			return course ? inWords(course.title) : value;
		}
		case 'period':
			return monthName(value);
	}
}

/** The organizations a report is about, in words. */
export function aboutWords({ scope }: Pick<Asked, 'scope'>): string {
	return topOf(scope)
		.map((id) => inWords(scope.places.get(id)?.name ?? {}))
		.join(', ');
}

/** The days a filter counts, in words. */
export function periodWords({ from, to }: Filter): string {
	const [first, last] = [from && day(from), to && day(to)];
	if (first && last) return m.report_from_to({ from: first, to: last });
	return first ? m.report_from({ from: first }) : last ? m.report_to({ to: last }) : m.report_all_time();
}

/** What a filter chooses by besides organization and days, each with its name. */
export function filterWords(asked: Pick<Asked, 'scope' | 'courses'>): { name: string; value: string }[] {
	const { filter } = asked.scope;
	const chosen = (['course', 'country', 'institution', 'sector', 'profession', 'sex'] as const).filter(
		(field) => filter[field]
	);
	return chosen.map((field) => ({ name: dimensionName(field), value: valueName(asked, field, filter[field]) }));
}
