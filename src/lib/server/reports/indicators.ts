import { protect, type Counted, type Figure } from './small-cells.ts';

/** What is counted, each by its own rows: who enrolled, what was completed, what was entered into training records. */
export const facts = ['enrolled', 'completed', 'minutes'] as const;
export type Fact = (typeof facts)[number];
export type Counts = Record<Fact, Counted>;

/**
 * The indicators, in the order of a table's columns. People are different persons, seats are enrollments, and neither is ever added to the other. Enrolled counts
 * the day of enrolling, completed the day of the last online step, minutes the day the work was done.
 */
export const indicators = ['people-enrolled', 'seats', 'people-completed', 'seats-completed', 'hours'] as const;
export type Indicator = (typeof indicators)[number];

/** One line of figures. Hours stand as minutes, which count entries that take others back as well. */
export type Figures = Record<Indicator, Figure>;

/** The figures of what was counted: as it is, or as it may be told to somebody who sees sums only. */
export function figuresOf({ enrolled, completed, minutes }: Counts, isExact: boolean): Figures {
	const tell = (counted: Counted, unit: 'seats' | 'minutes') => (isExact ? counted : protect(counted, unit));
	const [seats, done, work] = [tell(enrolled, 'seats'), tell(completed, 'seats'), tell(minutes, 'minutes')];
	return {
		'people-enrolled': seats.people,
		seats: seats.amount,
		'people-completed': done.people,
		'seats-completed': done.amount,
		hours: work.amount
	};
}

/** Nothing counted yet. */
export function noCounts(): Counts {
	const none = () => ({ people: 0, amount: 0 });
	return { enrolled: none(), completed: none(), minutes: none() };
}

/** Minutes as hours with one decimal, as screens and downloads show them. */
export function hours(minutes: number): number {
	return Math.round(minutes / 6) / 10;
}
