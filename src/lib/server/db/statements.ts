import type { Logger } from 'drizzle-orm';

let counted = 0;

/** Counts the statements sent to the database, for tests and measurements. */
export const statementLog: Logger = {
	logQuery() {
		counted += 1;
	}
};

/** How many statements this process has sent so far. */
export function statementCount(): number {
	return counted;
}
