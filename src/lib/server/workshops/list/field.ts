/** What a column of a list can hold. */
export const fields = [
	'name',
	'firstName',
	'lastName',
	'email',
	'institution',
	'profession',
	'sector',
	'sex',
	'language'
] as const;
export type Field = (typeof fields)[number];

/** Which column holds what, in the order of the columns; nothing where a column is not read. */
export type Mapping = (Field | null)[];

/** Fields that several columns may hold together, such as two surnames. */
export const joinable: readonly Field[] = ['firstName', 'lastName'];

/** The columns after the first that claim a field which only one can hold. */
export function claimedTwice(mapping: Mapping): number[] {
	return mapping.flatMap((field, column) =>
		field && !joinable.includes(field) && mapping.indexOf(field) < column ? [column] : []
	);
}
