import { sumUp, type Grid, type GridCell, type GridPerson } from './progress.ts';

/** Which people of a grid are shown. */
export const shows = ['everybody', 'late', 'not-begun', 'all-done'] as const;
/** By what they are ordered: `progress` begins with those who have done least. */
export const orders = ['name', 'progress', 'organization'] as const;

/** What somebody wants to see of a grid, and in which order. */
export interface GridView {
	show: (typeof shows)[number];
	/** One module alone, by its key; all where it is empty. */
	module: string;
	/** The people of one organization alone, by its id; all where it is empty. */
	organization: string;
	order: (typeof orders)[number];
}

/** Reads a view off the part of an address after its `?`. What is not offered counts as not asked for. */
export function readView(parameters: URLSearchParams, grid: Grid): GridView {
	const asked = (name: string) => parameters.get(name) ?? '';
	return {
		show: shows.find((each) => each === asked('show')) ?? 'everybody',
		module: grid.modules.find(({ key }) => key === asked('module'))?.key ?? '',
		organization:
			grid.people.find(({ organization }) => organization?.id === asked('organization'))?.organization?.id ?? '',
		order: orders.find((each) => each === asked('order')) ?? 'name'
	};
}

/** A grid as somebody wants to see it. Its sums are those of what is shown. `language` orders the organizations' names. */
export function arrange(grid: Grid, view: GridView, language: 'en' | 'es'): Grid {
	const columns = grid.modules.map(({ key }) => !view.module || key === view.module);
	const modules = grid.modules.filter((_, column) => columns[column]);
	const people = grid.people
		.filter(({ organization }) => !view.organization || organization?.id === view.organization)
		.map((person) => ({ ...person, cells: person.cells.filter((_, column) => columns[column]) }))
		.filter(({ cells }) => isShown[view.show](cells));
	const { people: summed, ...rest } = sumUp(modules, people);
	return { ...rest, people: summed.sort(comparisons[view.order](language)) };
}

const isShown: Record<GridView['show'], (cells: GridCell[]) => boolean> = {
	everybody: () => true,
	late: (cells) => cells.some(({ state }) => state === 'late'),
	'not-begun': (cells) => isSomething(cells) && cells.every(({ stepsDone }) => stepsDone === 0),
	'all-done': (cells) =>
		isSomething(cells) && cells.every(({ state }) => state === 'done' || state === 'not set' || state === 'invited')
};

// Who has nothing set, or is only invited, is neither behind nor ready.
const isSomething = (cells: GridCell[]) => cells.some(({ state }) => state !== 'not set' && state !== 'invited');

type Compare = (a: GridPerson, b: GridPerson) => number;

// What is equal stays in the order of names, in which grids come.
const comparisons: Record<GridView['order'], (language: 'en' | 'es') => Compare> = {
	name: () => () => 0,
	progress: () => (a, b) =>
		Number(b.joined) - Number(a.joined) || a.sums.done - b.sums.done || b.sums.late - a.sums.late,
	organization: (language) => (a, b) => {
		const [first, second] = [a, b].map(({ organization }) => organization?.name[language]);
		if (!first || !second) return Number(!first) - Number(!second);
		return first.localeCompare(second, language);
	}
};
