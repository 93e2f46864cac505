import { listCourses } from '#server/content/catalogue.ts';
import { notStated, offered, type Dimension } from './filter.ts';
import type { Figures } from './indicators.ts';
import { monthsBetween } from './period.ts';
import { standsBelow } from './places.ts';
import { isExact, topOf, type Scope } from './scope.ts';

/** The line on which a value in the database counts: a team's people with their institution, what is not offered any more with what is not known. */
export function lineOf(value: string | null, by: Dimension, { places }: Scope): string | undefined {
	if (value === null) return undefined;
	if (by === 'institution') return places.get(value)?.institutionId;
	if (by === 'course' || by === 'period') return value;
	return (offered[by] as readonly string[]).includes(value) ? value : undefined;
}

/** Whether a person may stand on several lines of a dimension, so that lines don't add up to people. */
export function overlaps(by: Dimension): boolean {
	return by === 'course' || by === 'period';
}

/**
 * The lines of a table in order, given those of which something was counted. What is not known has its line always, and a month without anything has one too; a
 * filter by the dimension itself leaves one line. Who sees sums only gets all lines there could be: that a line is there, or not, must not tell whether there is somebody.
 */
export async function linesToShow(
	counted: ReadonlyMap<string | undefined, Figures>,
	scope: Scope,
	by: Dimension
): Promise<(string | undefined)[]> {
	const told = [...counted].filter(([, figures]) => Object.values(figures).some((figure) => figure !== 'under 5'));
	const known = told.flatMap(([line]) => line ?? []).sort();
	if (by === 'period') return known.length > 0 ? monthsBetween(known[0]!, known.at(-1)!) : [];
	const wanted = scope.filter[by];
	if (wanted) return [wanted === notStated ? undefined : wanted];
	const lines = isExact(scope) ? known : [...new Set([...(await possibleLines(scope, by)), ...known])];
	if (by === 'course') return lines;
	const inOrder = by === 'country' || by === 'institution' ? lines : offered[by].filter((each) => lines.includes(each));
	return [...inOrder, undefined];
}

async function possibleLines(scope: Scope, by: Exclude<Dimension, 'period'>): Promise<string[]> {
	const places = [...scope.places.values()].filter(({ id }) => standsBelow(scope.places, id, topOf(scope)));
	switch (by) {
		case 'country':
			return [...new Set(places.flatMap(({ country }) => country ?? []))].sort();
		case 'institution':
			return places.filter(({ kind }) => kind === 'institution').map(({ id }) => id);
		case 'course':
			return (await listCourses()).map(({ course }) => course);
		default:
			return [...offered[by]];
	}
}
