import { m } from '#lib/i18n/paraglide/messages.js';
import { number } from '#lib/i18n/format.ts';
import type { Outcome, Problem, Remark } from '#server/workshops/list/checking.ts';
import type { Field } from '#server/workshops/list/field.ts';
import { limits, type Trouble } from '#server/workshops/list/limits.ts';

const megabytes = (bytes: number) => number(bytes / 1_000_000);

/** Why a list can't be read, with the limit and what was found. */
export function troubleWords(trouble: Trouble): string {
	switch (trouble.kind) {
		case 'empty':
			return m.list_trouble_empty();
		case 'bytes':
			return m.list_trouble_bytes({ most: megabytes(limits.bytes) });
		case 'rows':
			return m.list_trouble_rows({ found: number(trouble.found), most: number(limits.rows) });
		case 'columns':
			return m.list_trouble_columns({ found: number(trouble.found), most: number(limits.columns) });
		case 'cell':
			return m.list_trouble_cell({
				row: number(trouble.row),
				found: number(trouble.found),
				most: number(limits.cell)
			});
		case 'unpacked':
			return m.list_trouble_unpacked({ most: megabytes(limits.unpacked) });
		case 'old spreadsheet':
			return m.list_trouble_old();
		case 'not a list':
			return m.list_trouble_not();
	}
}

const fieldNames: Record<Field, () => string> = {
	name: m.list_field_name,
	firstName: m.list_field_first_name,
	lastName: m.list_field_last_name,
	email: m.email,
	institution: m.institution,
	profession: m.profession,
	sector: m.sector,
	sex: m.sex,
	language: m.list_field_language
};
const outcomes: Record<Outcome, () => string> = {
	new: m.list_outcome_new,
	waiting: m.list_outcome_waiting,
	yours: m.list_outcome_yours,
	elsewhere: m.list_outcome_elsewhere,
	already: m.list_outcome_already
};
const problems: Record<Exclude<Problem['kind'], 'duplicate'>, () => string> = {
	'no address': m.list_problem_no_address,
	'bad address': m.list_problem_bad_address,
	'no name': m.list_problem_no_name,
	'name letters': m.list_problem_name_letters,
	'too long': m.list_problem_too_long,
	deactivated: m.list_problem_deactivated
};
const remarks: Record<Remark, () => string> = {
	'institution unknown': m.list_remark_institution,
	'profession unknown': m.list_remark_profession,
	'sector unknown': m.list_remark_sector,
	'sex unknown': m.list_remark_sex,
	'language unknown': m.list_remark_language,
	'other name': m.list_remark_name
};

/** What a column can hold, what happens to a row, why it is left out, and what is taken differently, in words. */
export const fieldName = (field: Field) => fieldNames[field]();
export const outcomeWords = (outcome: Outcome) => outcomes[outcome]();
export const problemWords = (problem: Problem) =>
	problem.kind === 'duplicate' ? m.list_problem_duplicate({ row: problem.row }) : problems[problem.kind]();
export const remarkWords = (remark: Remark) => remarks[remark]();
