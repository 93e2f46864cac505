/** Whole minutes as somebody typed them. Absent where it is something else, or out of bounds. */
export function wholeMinutes(typed: string, least: number, most: number): number | undefined {
	const minutes = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : NaN;
	return minutes >= least && minutes <= most ? minutes : undefined;
}
