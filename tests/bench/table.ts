/** One measured thing. `holds` is absent where no bar stands and the number only helps to understand the others. */
export interface Row {
	what: string;
	bar: string;
	measured: string;
	holds?: boolean;
}

/** Prints what was measured as one table. */
export function printTable(rows: Row[]): void {
	const lines = [
		['what', 'bar', 'measured', 'holds'],
		...rows.map(({ what, bar, measured, holds }) => [
			what,
			bar,
			measured,
			holds === undefined ? '' : holds ? 'holds' : 'does not hold'
		])
	];
	const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
	const ruler = widths.map((width) => '-'.repeat(width));
	for (const line of [lines[0]!, ruler, ...lines.slice(1)])
		console.log(`| ${line.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`);
}

/** A number with two decimals, or with as many as are given. */
export function decimal(value: number, places = 2): string {
	return value.toFixed(places);
}
