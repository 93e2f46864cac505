import { expect, test } from 'vitest';
import { arrange, readView, type GridView } from './grid-view.ts';
import { sumUp, type CellState, type Grid } from './progress.ts';

const organizations = {
	casa: { id: 'casa', name: { en: 'House', es: 'Casa' } },
	agora: { id: 'agora', name: { en: 'Square', es: 'Ágora' } }
};

const module = (id: string) => ({
	...{ key: `example/${id}`, course: 'example', module: id },
	...{ title: { en: id }, courseTitle: { en: 'Example' }, minutes: 10 }
});

// A state with how many of three steps are done in it.
const steps: Record<CellState, number> = {
	done: 3,
	'under way': 1,
	'not begun': 0,
	late: 0,
	'not set': 0,
	invited: 0
};

const person = (name: string, states: (CellState | 'late, begun')[], organization?: 'casa' | 'agora') => ({
	...{ personId: name, name, email: `${name}@example.org`, language: 'en' as const },
	organization: organization && organizations[organization],
	...{ addedAt: new Date(0), hasAccount: true, wantsReminders: true, isDeactivated: false },
	joined: !states.includes('invited'),
	cells: states.map((state) =>
		state === 'late, begun'
			? { state: 'late' as const, stepsDone: 2, steps: 3 }
			: { state, stepsDone: steps[state], steps: 3 }
	)
});

const grid: Grid = sumUp(
	[module('doors'), module('people')],
	[
		person('Ana', ['done', 'not set'], 'casa'),
		person('Berta', ['late', 'not begun'], 'agora'),
		person('Carlos', ['late, begun', 'done']),
		person('Dora', ['not set', 'not set'], 'casa'),
		person('Eva', ['invited', 'invited'], 'agora'),
		person('Fidel', ['done', 'done'], 'agora')
	]
);

const asked = (parameters: string) => readView(new URLSearchParams(parameters), grid);
const names = (view: GridView, language: 'en' | 'es' = 'en') =>
	arrange(grid, view, language).people.map(({ name }) => name);

test('without a wish everybody is shown, by name', () => {
	expect(asked('')).toEqual({ show: 'everybody', module: '', organization: '', order: 'name' });
	expect(names(asked(''))).toEqual(['Ana', 'Berta', 'Carlos', 'Dora', 'Eva', 'Fidel']);
	expect(arrange(grid, asked(''), 'en')).toEqual(grid);
});

test('a wish that is not offered counts as none', () => {
	for (const wish of [
		'show=x&module=example/x&organization=x&order=x',
		'show=&module=&order=',
		'show=__proto__&order=constructor'
	])
		expect(asked(wish)).toEqual(asked(''));
});

test('those who are late, who have not begun, who are done with everything', () => {
	expect(names(asked('show=late'))).toEqual(['Berta', 'Carlos']);
	expect(names(asked('show=not-begun'))).toEqual(['Berta']);
	expect(names(asked('show=all-done'))).toEqual(['Ana', 'Fidel']);
});

test('with one module, everything is about it alone', () => {
	const view = asked('module=example/people&show=late');
	expect(names(view)).toEqual([]);
	expect(names(asked('module=example/people&show=all-done'))).toEqual(['Carlos', 'Fidel']);
	const { modules, people } = arrange(grid, asked('module=example/people'), 'en');
	expect(modules.map(({ key }) => key)).toEqual(['example/people']);
	expect(people.map(({ cells }) => cells.length)).toEqual([1, 1, 1, 1, 1, 1]);
	expect(people.find(({ name }) => name === 'Carlos')?.sums).toMatchObject({ done: 1, late: 0 });
});

test('with one organization, the sums are those of its people', () => {
	const { modules, people } = arrange(grid, asked('organization=agora'), 'en');
	expect(people.map(({ name }) => name)).toEqual(['Berta', 'Eva', 'Fidel']);
	expect(modules[0]!.sums).toEqual({ done: 1, 'under way': 0, 'not begun': 0, late: 1, 'not set': 0, invited: 1 });
});

test('by how far they are, those who have done least come first, and who is only invited last', () => {
	expect(names(asked('order=progress'))).toEqual(['Berta', 'Dora', 'Carlos', 'Ana', 'Fidel', 'Eva']);
});

test('by organization in the language of the page, and who belongs nowhere last', () => {
	expect(names(asked('order=organization'), 'en')).toEqual(['Ana', 'Dora', 'Berta', 'Eva', 'Fidel', 'Carlos']);
	expect(names(asked('order=organization'), 'es')).toEqual(['Berta', 'Eva', 'Fidel', 'Ana', 'Dora', 'Carlos']);
});
