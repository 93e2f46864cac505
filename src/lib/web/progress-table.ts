import { shortDay } from '#lib/i18n/format.ts';
import { inWords } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Language } from '#lib/i18n/address.ts';
import { arrange, readView, shows, type GridView } from '#server/workshops/grid-view.ts';
import { readGrid, type CellState, type Grid, type GridCell, type Sums } from '#server/workshops/progress.ts';
import type { Workshop } from '#server/workshops/workshop.ts';
import type { Cell } from './spreadsheet.ts';

/** A grid in words: what the page shows and what the files hold, row by row. */
export interface ProgressTable {
	/** The headings of all columns, as the files have them. */
	header: string[];
	modules: { key: string; heading: string; done: number; of: number; late: number }[];
	rows: ProgressRow[];
}

/** One person: name, organization, a cell for each module, and in how many they are done, not done, and late. */
export interface ProgressRow {
	personId: string;
	name: string;
	organization: string;
	/** Whether they take part, or are only invited. */
	joined: boolean;
	cells: { state: CellState; words: string }[];
	done: number;
	open: number;
	late: number;
}

/** Reads a workshop's grid as an address asks for it: the one way for the page and for both files. */
export async function readProgress(workshop: Workshop, parameters: URLSearchParams, language: Language, now: Date) {
	const grid = await readGrid(workshop, now);
	const view = readView(parameters, grid);
	const table = progressTable(arrange(grid, view, language), workshop);
	return { grid, view, table };
}

/** Puts a grid into words. Days are those of the place where the workshop is held. */
export function progressTable(
	{ modules, people }: Grid,
	{ courses, timeZone }: Pick<Workshop, 'courses' | 'timeZone'>
): ProgressTable {
	const headed = modules.map(({ key, title, courseTitle, sums }) => {
		const module = inWords(title);
		// Several courses have modules of the same name, such as their tests.
		const heading = courses.length > 1 ? m.progress_module_of({ course: inWords(courseTitle), module }) : module;
		return { key, heading, done: sums.done, of: concerned(sums), late: sums.late };
	});
	return {
		header: [
			m.name(),
			m.progress_organization(),
			...headed.map(({ heading }) => heading),
			m.progress_count_done(),
			m.progress_count_open(),
			m.progress_count_late()
		],
		modules: headed,
		rows: people.map(({ personId, name, organization, joined, cells, sums }) => ({
			...{ personId, name, joined, organization: organization ? inWords(organization.name) : '' },
			cells: cells.map((cell) => ({ state: cell.state, words: cellWords(cell, timeZone) })),
			...{ done: sums.done, open: concerned(sums) - sums.done, late: sums.late }
		}))
	};
}

/** A row as the files have it. */
export function rowCells({ name, organization, cells, done, open, late }: ProgressRow): Cell[] {
	return [name, organization, ...cells.map(({ words }) => words), done, open, late];
}

/** For how many people of the grid each choice of `show` has somebody, all else as in the view. */
export function countShown(grid: Grid, view: GridView, language: Language): Record<GridView['show'], number> {
	const counts = shows.map((show) => [show, arrange(grid, { ...view, show }, language).people.length]);
	return Object.fromEntries(counts) as Record<GridView['show'], number>;
}

function cellWords({ state, stepsDone: done, steps: of, doneAt }: GridCell, timeZone: string): string {
	switch (state) {
		case 'done':
			return m.progress_done({ day: shortDay(doneAt!, timeZone) });
		case 'under way':
			return m.progress_under_way({ done, of });
		case 'late':
			return m.progress_late({ done, of });
		case 'not begun':
			return m.progress_not_begun();
		case 'not set':
			return m.progress_not_set();
		case 'invited':
			return m.progress_invited();
	}
}

// How many it was set for or who began it by themselves.
const concerned = (sums: Sums) => sums.done + sums['under way'] + sums['not begun'] + sums.late;
