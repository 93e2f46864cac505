import { inWords } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { getLocale } from '#lib/i18n/paraglide/runtime.js';
import { dimensionName, filterFault } from '#lib/i18n/reports.ts';
import { reachOf } from '#server/people/reach.ts';
import { fields, notStated, offered, type Filter } from '#server/reports/filter.ts';
import { standsBelow, type Place, type Places } from '#server/reports/places.ts';
import { topOf } from '#server/reports/scope.ts';
import { valueName, type Asked } from './report.ts';

/** A field of the form that chooses what is counted. */
export interface FilterField {
	name: keyof Filter;
	label: string;
	value: string;
	/** What is wrong with what was asked for, in a sentence. */
	fault?: string;
	/** What can be chosen; absent where a day is typed. */
	options?: { value: string; name: string }[];
}

/** The form that chooses what is counted, as it was filled in. `main` are the fields that stand in sight. */
export function filterForm(asked: Asked, address: URLSearchParams): { main: FilterField[]; more: FilterField[] } {
	const all = fields.map((name): FilterField => {
		const fault = asked.faults[name];
		return {
			name,
			label: labels[name](),
			value: address.get(name) ?? '',
			fault: fault && filterFault(fault),
			options: optionsOf(name, asked)
		};
	});
	const isMain = ({ name }: FilterField) =>
		name === 'organization' || name === 'course' || name === 'from' || name === 'to';
	return { main: all.filter(isMain), more: all.filter((field) => !isMain(field)) };
}

const labels: Record<keyof Filter, () => string> = {
	organization: m.report_organization,
	course: () => dimensionName('course'),
	country: () => dimensionName('country'),
	institution: () => dimensionName('institution'),
	sector: () => dimensionName('sector'),
	profession: () => dimensionName('profession'),
	sex: () => dimensionName('sex'),
	from: m.report_from_field,
	to: m.report_to_field
};

function optionsOf(name: keyof Filter, asked: Asked): FilterField['options'] {
	const { person, scope, courses } = asked;
	const unknown = { value: notStated, name: m.not_stated() };
	switch (name) {
		case 'from':
		case 'to':
			return undefined;
		case 'organization':
			return branches(scope.places, reachOf(person, 'see sums').organizationIds);
		case 'course':
			return courses.map(({ course, title }) => ({ value: course, name: inWords(title) }));
		case 'institution': {
			const theirs = [...scope.places.values()].filter(
				({ id, kind }) => kind === 'institution' && standsBelow(scope.places, id, topOf(scope))
			);
			return [...inOrder(theirs.map(({ id, name }) => ({ value: id, name: inWords(name) }))), unknown];
		}
		case 'country':
			return [...inOrder(offered.country.map((value) => ({ value, name: valueName(asked, name, value) }))), unknown];
		default:
			return [...offered[name].map((value) => ({ value, name: valueName(asked, name, value) })), unknown];
	}
}

const inOrder = (options: { value: string; name: string }[]) =>
	options.sort((a, b) => a.name.localeCompare(b.name, getLocale()));

/** Organizations for a select, each set in below the one above it. Only those below some organizations, the uppermost first; `isOffered` leaves others out. */
export function branches(
	places: Places,
	tops: readonly string[],
	isOffered: (place: Place) => boolean = () => true
): { value: string; name: string }[] {
	const below = Map.groupBy(places.values(), ({ parentId }) => parentId);
	const grow = (place: Place, depth: number): { value: string; name: string }[] => [
		...(isOffered(place) ? [{ value: place.id, name: '\u00A0'.repeat(depth * 3) + inWords(place.name) }] : []),
		...byName(below.get(place.id) ?? []).flatMap((each) => grow(each, depth + 1))
	];
	const uppermost = tops.filter((id) => !standsBelow(places, places.get(id)?.parentId, tops));
	return byName(uppermost.flatMap((id) => places.get(id) ?? [])).flatMap((place) => grow(place, 0));
}

const byName = (list: Place[]) => [...list].sort((a, b) => inWords(a.name).localeCompare(inWords(b.name), getLocale()));
