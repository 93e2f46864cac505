/** Lays rows out in columns, two blanks apart: the first `words` columns as text, the others as numbers on the right. */
export function textTable(rows: string[][], words: number): string[] {
	const many = Math.max(0, ...rows.map((row) => row.length));
	const widths = Array.from({ length: many }, (_, column) =>
		Math.max(...rows.map((row) => (row[column] ?? '').length))
	);
	return rows.map((row) =>
		row
			.map((cell, column) => (column < words ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
			.join('  ')
			.trimEnd()
	);
}
