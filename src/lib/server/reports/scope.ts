import { and, eq, exists, inArray, isNull, notInArray, or, type Column, type SQL } from 'drizzle-orm';
import type { Database } from '#server/db/store.ts';
import { reachOf, within, type Reach } from '#server/people/reach.ts';
import type { SignedIn } from '#server/people/session.ts';
import { organizationBelow, person } from '#server/people/tables.ts';
import { notStated, offered, type Dimension, type Filter } from './filter.ts';
import { listPlaces, standsBelow, type Places } from './places.ts';

/** Whose numbers somebody asks for: people within a reach, and of these whom a filter leaves. */
export interface Scope {
	/** With the right to manage, numbers are exact and people have names; with the right to see sums, neither. */
	reach: Reach;
	filter: Filter;
	places: Places;
}

/**
 * What somebody may be told of what they ask for. Where they manage the organization they ask about, all of it; where they only see its sums, sums; who manages and
 * names no organization gets those they manage. Absent where an organization or institution is not theirs to ask about.
 */
export async function findScope(
	person: Pick<SignedIn, 'id' | 'roles'>,
	filter: Filter,
	now: Date
): Promise<Scope | undefined> {
	const manages = reachOf(person, 'manage');
	const sees = reachOf(person, 'see sums');
	if (sees.organizationIds.length === 0) return undefined;
	const places = await listPlaces(sees, now);
	const { organization, institution } = filter;
	const isManaged = organization
		? standsBelow(places, organization, manages.organizationIds)
		: manages.organizationIds.length > 0;
	const reach = isManaged ? manages : sees;
	const asked = [organization, institution].filter((each) => each !== undefined && each !== notStated);
	const areTheirs = asked.every((id) => standsBelow(places, id, reach.organizationIds));
	const isInstitution = !institution || institution === notStated || places.get(institution)?.kind === 'institution';
	return areTheirs && isInstitution ? { reach, filter, places } : undefined;
}

/** Whether numbers are told as they are, and the people behind them: to those who manage them. */
export function isExact({ reach }: Scope): boolean {
	return reach.right === 'manage';
}

/** The uppermost organizations a scope is about. */
export function topOf({ reach, filter }: Scope): readonly string[] {
	return filter.organization ? [filter.organization] : reach.organizationIds;
}

/** By what a scope's numbers are broken down where nobody said: a region by its countries, a country by its institutions, all else by courses. */
export function usualDimension(scope: Scope): Dimension {
	const kinds = topOf(scope).map((id) => scope.places.get(id)?.kind);
	if (kinds.length > 1 || kinds[0] === 'region') return 'country';
	return kinds[0] === 'country' ? 'institution' : 'course';
}

/** What tells one scope's answers from another's. */
export function keyOf({ reach, filter }: Scope): unknown[] {
	return [[...reach.organizationIds].sort(), Object.entries(filter).sort()];
}

/**
 * The condition that a person is among those a scope is about. A small reach is gone through by its organizations; for a large one all people are gone through in
 * the order in which they are stored, which is far quicker than to jump among them.
 */
export function isCounted(scope: Scope, db: Database): SQL | undefined {
	const isSmall = topOf(scope).every((id) => !['region', 'country'].includes(scope.places.get(id)?.kind ?? ''));
	if (!isSmall) return isCountedInOrder(scope, db);
	const { reach, filter } = scope;
	const below = filter.organization && inArray(person.organizationId, belowOf([filter.organization], db));
	return and(within(person.organizationId, reach, db), below || undefined, matches(scope));
}

// Each person is looked up as they come, so that none is jumped to.
function isCountedInOrder({ reach, filter, places }: Scope, db: Database): SQL | undefined {
	const lookUp = (organizationIds: readonly string[]) =>
		exists(
			db
				.select({ id: organizationBelow.belowId })
				.from(organizationBelow)
				.where(
					and(
						eq(organizationBelow.belowId, person.organizationId),
						inArray(organizationBelow.organizationId, [...organizationIds])
					)
				)
		);
	return and(
		lookUp(reach.organizationIds),
		filter.organization ? lookUp([filter.organization]) : undefined,
		matches({ filter, places })
	);
}

function belowOf(organizationIds: readonly string[], db: Database) {
	return db
		.select({ id: organizationBelow.belowId })
		.from(organizationBelow)
		.where(inArray(organizationBelow.organizationId, [...organizationIds]));
}

function matches({ filter, places }: Pick<Scope, 'filter' | 'places'>): SQL | undefined {
	return and(
		filter.institution ? inArray(person.organizationId, partsOf(filter.institution, places)) : undefined,
		states(person.country, filter.country, offered.country),
		states(person.sector, filter.sector, offered.sector),
		states(person.profession, filter.profession, offered.profession),
		states(person.sex, filter.sex, offered.sex)
	);
}

// An institution with its units and teams, or all places that belong to none.
function partsOf(institution: string, places: Places): string[] {
	const wanted = institution === notStated ? undefined : institution;
	return [...places.values()].filter(({ institutionId }) => institutionId === wanted).map(({ id }) => id);
}

function states(column: Column, value: string | undefined, values: readonly string[]): SQL | undefined {
	if (value === undefined) return undefined;
	return value === notStated ? or(isNull(column), notInArray(column, [...values])) : eq(column, value);
}
