import { isEmail, isLatinName, onlyLatin } from '#server/people/name.ts';
import { normalizeEmail } from '#server/people/person.ts';
import type { Profession, Sector, Sex } from '#server/people/profile.ts';
import { joinable, type Field, type Mapping } from './field.ts';
import { findLanguage, findProfession, findSector, sexReader } from './values.ts';

/** A list as it was read, and how its columns are understood. */
export interface Readable {
	rows: string[][];
	/** How many rows at the top are headings. */
	headings: number;
	mapping: Mapping;
}

/** What is known of those whose addresses stand on a list. */
export interface Known {
	people: Map<string, KnownPerson>;
	/** Whether an institution of this name stands in the tree, where the host is. */
	isInstitution(written: string): boolean;
}

export interface KnownPerson {
	id: string;
	name: string;
	/** They confirmed their address, so that they can sign in. */
	hasAccount: boolean;
	/** They belong to the organizations in which whoever adds them may facilitate. */
	isYours: boolean;
	isDeactivated: boolean;
	/** Their place on the workshop's list, if they had one before. */
	participant?: { id: string; isRemoved: boolean };
}

/**
 * What confirming a list does for a row. `new`: somebody nobody knew gets an invitation; `waiting`: so does somebody who is known and has no account yet; `yours`: one of
 * one's own people takes part at once; `elsewhere`: somebody with an account in another organization gets an invitation and decides; `already`: nothing, they are in.
 */
export type Outcome = 'new' | 'waiting' | 'yours' | 'elsewhere' | 'already';

/** Why a row is left out. */
export type Problem =
	| { kind: 'no address' | 'bad address' | 'no name' | 'name letters' | 'too long' | 'deactivated' }
	/** The number of the row that has the same address. */
	| { kind: 'duplicate'; row: number };

/** What is added, but not as it was written. */
export type Remark =
	'institution unknown' | 'profession unknown' | 'sector unknown' | 'sex unknown' | 'language unknown' | 'other name';

/** A row of a list with what happens to it: an outcome, or the problems for which it is left out. */
export interface CheckedRow {
	/** Its number in what was pasted or uploaded, from 1. */
	row: number;
	name: string;
	/** In lower case, where it is an address at all. */
	email: string;
	institution?: string;
	profession?: Profession;
	sector?: Sector;
	sex?: Sex;
	language?: 'en' | 'es';
	outcome?: Outcome;
	problems: Problem[];
	remarks: Remark[];
	known?: KnownPerson;
}

/** Goes through the rows of a list below its headings and says of each what happens to it. Empty rows are passed over. */
export function checkList(list: Readable, known: Known): CheckedRow[] {
	const readSex = sexReader(list.rows.slice(list.headings).map((row) => written(row, list.mapping, 'sex')));
	const taken = new Map<string, number>();
	const checked: CheckedRow[] = [];
	for (const [at, cells] of list.rows.entries()) {
		if (at < list.headings || cells.every((cell) => !cell)) continue;
		const row = describe(at + 1, cells, list.mapping, readSex);
		row.known = known.people.get(row.email);
		row.problems = findProblems(row, taken);
		if (row.problems.length === 0) {
			taken.set(row.email, row.row);
			row.outcome = outcomeFor(row.known);
			row.remarks = findRemarks(row, cells, list.mapping, known);
		}
		checked.push(row);
	}
	return checked;
}

function describe(
	row: number,
	cells: string[],
	mapping: Mapping,
	readSex: (written: string) => Sex | undefined
): CheckedRow {
	const of = (field: Field) => written(cells, mapping, field);
	const { email, before } = addressIn(of('email'));
	const name = of('name') || `${of('firstName')} ${of('lastName')}`.trim() || before;
	return {
		...{ row, name, email, institution: of('institution') || undefined },
		...{ profession: findProfession(of('profession')), sector: findSector(of('sector')) },
		...{ sex: readSex(of('sex')), language: findLanguage(of('language')), problems: [], remarks: [] }
	};
}

function written(cells: string[], mapping: Mapping, field: Field): string {
	const found = mapping.flatMap((each, column) => (each === field && cells[column] ? [cells[column]] : []));
	return (joinable.includes(field) ? found : found.slice(0, 1)).join(' ');
}

// An address as it stands in a cell, perhaps as letters write it: `Ana Núñez <ana@example.org>`.
function addressIn(cell: string): { email: string; before: string } {
	const [, before = '', inside = cell] = /^(.*?)<([^<>]*)>/.exec(cell) ?? [];
	const email = normalizeEmail(inside.replace(/^mailto:/i, '').replace(/^[\s"'(]+|[\s"'),;.]+$/g, ''));
	return { email, before: before.replace(/["']/g, '').trim() };
}

function findProblems(row: CheckedRow, taken: Map<string, number>): Problem[] {
	const { name, email, institution = '', known } = row;
	const problems: Problem[] = [];
	const first = taken.get(email);
	if (!email) problems.push({ kind: 'no address' });
	else if (!isEmail(email)) problems.push({ kind: 'bad address' });
	else if (first) problems.push({ kind: 'duplicate', row: first });
	if (known?.isDeactivated) problems.push({ kind: 'deactivated' });
	// Whoever is known keeps the name they have.
	if (known) return problems;
	if (!name) problems.push({ kind: 'no name' });
	else if (!onlyLatin(name) || !isLatinName(name)) problems.push({ kind: 'name letters' });
	if (name.length > 120 || institution.length > 200) problems.push({ kind: 'too long' });
	return problems;
}

function outcomeFor(known: KnownPerson | undefined): Outcome {
	if (!known) return 'new';
	if (known.participant && !known.participant.isRemoved) return 'already';
	if (!known.hasAccount) return 'waiting';
	return known.isYours ? 'yours' : 'elsewhere';
}

function findRemarks(row: CheckedRow, cells: string[], mapping: Mapping, known: Known): Remark[] {
	const of = (field: Field) => written(cells, mapping, field);
	if (row.known) return row.name && row.name !== row.known.name ? ['other name'] : [];
	const remarks: [Remark, boolean][] = [
		['institution unknown', Boolean(row.institution && !known.isInstitution(row.institution))],
		['profession unknown', Boolean(of('profession') && !row.profession)],
		['sector unknown', Boolean(of('sector') && !row.sector)],
		['sex unknown', Boolean(of('sex') && !row.sex)],
		['language unknown', Boolean(of('language') && !row.language)]
	];
	return remarks.flatMap(([remark, applies]) => (applies ? [remark] : []));
}

/** The addresses that stand on a list, each once. */
export function addressesOn({ rows, headings, mapping }: Readable): string[] {
	const found = rows.slice(headings).map((cells) => addressIn(written(cells, mapping, 'email')).email);
	return [...new Set(found)].filter(isEmail);
}
