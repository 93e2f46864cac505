/** How much of a list is taken at once. */
export const limits = {
	bytes: 5_000_000,
	rows: 2000,
	columns: 40,
	/** Characters. */
	cell: 500,
	/** What a spreadsheet's files may unpack to, in bytes and in number. */
	unpacked: 30_000_000,
	files: 200
} as const;

/** Why a list can't be read, with what was found where a limit was passed. */
export type Trouble =
	| { kind: 'empty' | 'unpacked' | 'old spreadsheet' | 'not a list' }
	| { kind: 'bytes' | 'rows' | 'columns'; found: number }
	| { kind: 'cell'; found: number; row: number };

/** A list that can't be read. Nothing of it was kept. */
export class Unreadable extends Error {
	readonly trouble: Trouble;

	constructor(trouble: Trouble, cause?: unknown) {
		super(`This list can't be read: ${trouble.kind}`, { cause });
		this.trouble = trouble;
	}
}
