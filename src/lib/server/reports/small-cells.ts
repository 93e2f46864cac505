/** What may be told of a number: itself, or only that there are fewer than five people behind it. */
export type Figure = number | 'under 5';

/** A number of people, and what else was counted of them, such as seats or minutes. */
export interface Counted {
	people: number;
	amount: number;
}

/** The fewest people of whom anything is told to somebody who sees sums only. */
export const fewest = 5;
/** To which multiples people and seats are rounded, and minutes: five, and five hours. */
const roundedTo = { people: 5, seats: 5, minutes: 300 };

/**
 * What somebody who sees sums only is told. Of fewer than five people nothing, not even whether there are any; else everything to the nearest five, so that the
 * difference between two tables, or between two filters, doesn't tell of one person either.
 */
export function protect({ people, amount }: Counted, unit: 'seats' | 'minutes'): { people: Figure; amount: Figure } {
	if (people < fewest) return { people: 'under 5', amount: 'under 5' };
	return { people: nearest(people, roundedTo.people), amount: nearest(amount, roundedTo[unit]) };
}

// Halves go up, and there is no zero below zero.
const nearest = (value: number, step: number) => Math.round(value / step) * step || 0;
