import { countries } from '#server/people/country.ts';
import { professions, sectors, sexes } from '#server/people/profile.ts';
import { isDay } from '#server/people/time-zone.ts';

/** By what numbers are broken down. */
export const dimensions = ['country', 'institution', 'sector', 'profession', 'sex', 'course', 'period'] as const;
export type Dimension = (typeof dimensions)[number];

/** In place of a value: those of whom it is not known, or who gave one that is not offered any more. */
export const notStated = 'not-stated';

/** Whom and what numbers count. What is absent leaves nobody out. */
export interface Filter {
	/** An organization: its people and those of all below it. */
	organization?: string;
	/** An institution's id. */
	institution?: string;
	course?: string;
	/** ISO 3166-1 alpha-2. */
	country?: string;
	sector?: string;
	profession?: string;
	sex?: string;
	/** ISO days, both counted in, in UTC. */
	from?: string;
	to?: string;
}

/** The fields of a filter, in the order in which they stand in addresses. */
export const fields = [
	'organization',
	'course',
	'country',
	'institution',
	'sector',
	'profession',
	'sex',
	'from',
	'to'
] as const satisfies readonly (keyof Filter)[];

/** What is wrong with a field: its value is not among those offered, it is no day, or the period ends before it begins. */
export type FilterFault = 'not offered' | 'no day' | 'ends before';

/** The values of those fields that have a fixed set of them. */
export const offered = { country: countries, sector: sectors, profession: professions, sex: sexes } as const;

/** Reads a filter off an address. A field that is absent, empty or at fault is left out; `courses` are those there are. Whether an organization is the asker's to ask about, `findScope` tells. */
export function readFilter(
	address: URLSearchParams,
	courses: readonly string[]
): { filter: Filter; faults: Partial<Record<keyof Filter, FilterFault>> } {
	const filter: Filter = {};
	const faults: Partial<Record<keyof Filter, FilterFault>> = {};
	for (const field of fields) {
		const value = address.get(field)?.trim();
		if (!value) continue;
		const fault = faultOf(field, value, courses);
		if (fault) faults[field] = fault;
		else filter[field] = value;
	}
	if (filter.from && filter.to && filter.from > filter.to) {
		faults.to = 'ends before';
		delete filter.to;
	}
	return { filter, faults };
}

function faultOf(field: keyof Filter, value: string, courses: readonly string[]): FilterFault | undefined {
	switch (field) {
		case 'from':
		case 'to':
			return isDay(value) && value >= '2000' && value < '2100' ? undefined : 'no day';
		case 'course':
			return courses.includes(value) ? undefined : 'not offered';
		case 'organization':
		case 'institution':
			return undefined;
		default:
			return value === notStated || (offered[field] as readonly string[]).includes(value) ? undefined : 'not offered';
	}
}

/** Reads off an address by what to break down; absent where it says nothing or nothing known. */
export function readDimension(address: URLSearchParams): Dimension | undefined {
	return dimensions.find((each) => each === address.get('by'));
}

/** Writes a filter, and whatever else is given, as the query of an address. What is absent or empty is left out. */
export function writeFilter(filter: Filter, besides: Record<string, string | number | undefined> = {}): string {
	const query = new URLSearchParams();
	for (const field of fields) if (filter[field]) query.set(field, filter[field]);
	for (const [name, value] of Object.entries(besides))
		if (value !== undefined && value !== '') query.set(name, String(value));
	return query.toString();
}

/** A filter narrowed to one line of a table: what that line counts, and nothing else. */
export function narrow(filter: Filter, by: Dimension, key: string | undefined): Filter {
	if (by !== 'period') return { ...filter, [by]: key ?? notStated };
	const [first, last] = [`${key}-01`, lastDay(key!)];
	return {
		...filter,
		from: filter.from && filter.from > first ? filter.from : first,
		to: filter.to && filter.to < last ? filter.to : last
	};
}

/** The last ISO day of a month such as `2026-11`. */
export function lastDay(month: string): string {
	const [year, number] = month.split('-').map(Number);
	return new Date(Date.UTC(year!, number!, 0)).toISOString().slice(0, 10);
}
