import { beforeEach, expect, test } from 'vitest';
import { statementCount } from '#server/db/statements.ts';
import { ask, useStore } from '#server/db/testing.ts';
import { addPlace, publishExample } from '#server/learning/example.ts';
import type { RoleName } from '#server/people/role.ts';
import { plantTree } from '#server/people/testing.ts';
import { forgetAnswers } from './answer.ts';
import { listConcerns } from './attention.ts';
import { compare } from './comparison.ts';
import { dice, pick, plantWorld, someFilter } from './example.ts';
import { dimensions, narrow, type Filter } from './filter.ts';
import { comparedPeriods, monthsBetween, twelveMonths } from './period.ts';
import { isNothing, recount } from './recount.ts';
import { findScope, type Scope } from './scope.ts';
import { tabulate } from './tabulate.ts';
import { trend } from './trend.ts';

useStore();
beforeEach(forgetAnswers);

const now = new Date('2026-11-25T15:00:00Z');

const holding = (role: RoleName, organizationId: string) => ({
	id: 'asker',
	roles: [{ role, organizationId, everywhere: false }]
});

async function scopeFor(role: RoleName, organizationId: string, filter: Filter = {}): Promise<Scope> {
	const scope = await findScope(holding(role, organizationId), filter, now);
	if (!scope) throw new Error('There is no scope');
	return scope;
}

test.each([1, 2, 3])(
	'every number is what a recount in plain SQL gives, by every dimension: world %i',
	async (seed) => {
		const world = await plantWorld(seed, 120, now);
		const roll = dice(seed + 100);
		for (const by of dimensions)
			for (let round = 0; round < 4; round++) {
				const { id } = round === 0 ? world.root : pick(world.organizations, roll);
				const filter = round === 0 ? {} : someFilter(world, [id], roll);
				const scope = await scopeFor('manager', id, filter);
				const { value: table } = await tabulate(scope, by, now);
				const lines = new Map(table.lines.map(({ key, figures }) => [key, figures]));
				expect(lines.size, 'each line stands once').toBe(table.lines.length);
				for (const [key, figures] of lines) if (isNothing(figures)) lines.delete(key);
				expect([by, filter, lines]).toEqual([by, filter, await recount([id], filter, by)]);

				const all = async (period: Filter) => (await recount([id], { ...filter, ...period })).get('');
				expect(table.total).toEqual(await all({}));
				const { earlier, recent } = comparedPeriods(filter, now);
				expect(await compare(scope, now)).toEqual({
					earlier: await all(earlier),
					recent: recent && (await all(recent))
				});
			}
	}
);

test('a line narrowed to counts just what the line says', async () => {
	const world = await plantWorld(7, 100, now);
	for (const by of dimensions) {
		const filter: Filter = { from: '2024-09-10', to: '2026-10-20' };
		const { value: table } = await tabulate(await scopeFor('manager', world.root.id, filter), by, now);
		for (const { key, figures } of table.lines) {
			const { value } = await tabulate(await scopeFor('manager', world.root.id, narrow(filter, by, key)), 'sex', now);
			expect([by, key, value.total]).toEqual([by, key, figures]);
		}
	}
});

test('the trend is what a recount gives, month by month', async () => {
	const world = await plantWorld(4, 150, now);
	for (const filter of [
		{},
		{ course: 'doors' },
		{ sector: 'not-stated', to: '2026-02-28' },
		{ organization: world.countries[0]!.id }
	]) {
		const months = await trend(await scopeFor('manager', world.root.id, filter), now);
		expect(months.map(({ month }) => month)).toEqual(twelveMonths(filter.to ?? '2026-11-25'));
		const counted = await recount(
			[world.root.id],
			{ ...filter, from: `${months[0]!.month}-01`, to: undefined },
			'period'
		);
		for (const { month, enrolled, completed } of months)
			expect([month, enrolled, completed]).toEqual([
				month,
				counted.get(month)?.['people-enrolled'] ?? 0,
				counted.get(month)?.['people-completed'] ?? 0
			]);
	}
});

test('people whose value is not known, or not offered any more, have a line of their own, and so have those who chose not to say', async () => {
	const { root, court, team } = await plantTree(now);
	const course = await publishExample(now);
	const add = (name: string, about: object) => addPlace(name, course, now, { organizationId: court.id, ...about });
	await add('Ana', { sex: 'female', sector: 'health', country: 'GT' });
	await add('Luis', { sex: null, sector: null, country: null });
	await add('Eva', { sex: 'undisclosed', sector: 'a sector of old', country: 'ZZ' });
	await add('Noah', { sex: 'a word of old', sector: 'health', organizationId: team.id });
	await add('', { erasedAt: now, organizationId: root.id });
	const lines = async (by: 'sex' | 'sector' | 'institution' | 'country') =>
		(await tabulate(await scopeFor('manager', root.id), by, now)).value.lines.map(({ key, figures }) => [
			key,
			figures['people-enrolled']
		]);
	expect(await lines('sex')).toEqual([
		['female', 1],
		['undisclosed', 1],
		[undefined, 3]
	]);
	expect(await lines('sector')).toEqual([
		['health', 2],
		[undefined, 3]
	]);
	expect(await lines('institution')).toEqual([
		[court.id, 4],
		[undefined, 1]
	]);
	expect(await lines('country')).toEqual([
		['GT', 1],
		[undefined, 4]
	]);
});

test('a day counts from its midnight to the next in UTC, and a month without anything has its line', async () => {
	const { root, court } = await plantTree(now);
	const course = await publishExample(now);
	for (const at of [
		'2025-12-31T23:59:59.999Z',
		'2026-01-01T00:00:00Z',
		'2026-01-31T23:59:59.999Z',
		'2026-03-01T00:00:00Z'
	])
		await addPlace(at, course, new Date(at), { organizationId: court.id });
	const total = async (filter: Filter) =>
		(await tabulate(await scopeFor('manager', root.id, filter), 'period', now)).value.total.seats;
	expect(await total({ from: '2026-01-01', to: '2026-01-31' })).toBe(2);
	expect(await total({ to: '2025-12-31' })).toBe(1);
	expect(await total({ from: '2026-02-01', to: '2026-02-28' })).toBe(0);
	expect(await total({ from: '2026-03-01', to: '2026-03-01' })).toBe(1);
	const { value } = await tabulate(await scopeFor('manager', root.id), 'period', now);
	expect(value.lines.map(({ key, figures }) => [key, figures.seats])).toEqual([
		['2025-12', 1],
		['2026-01', 2],
		['2026-02', 0],
		['2026-03', 1]
	]);
	expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
});

test.each([11, 12])(
	'nobody gets a number from beyond their organizations, whatever they ask for: world %i',
	async (seed) => {
		const world = await plantWorld(seed, 80, now);
		const roll = dice(seed);
		const [ours, theirs] = world.countries as [(typeof world.countries)[0], (typeof world.countries)[0]];
		const foreign = world.organizations.filter(({ country }) => country !== ours.country);
		for (const role of ['manager', 'administrator', 'observer'] as const)
			for (const { id, kind } of foreign) {
				expect(await findScope(holding(role, ours.id), { organization: id }, now), `${role} ${kind}`).toBeUndefined();
				expect(await findScope(holding(role, ours.id), { institution: id }, now), `${role} ${kind}`).toBeUndefined();
			}
		expect(await findScope(holding('manager', ours.id), { organization: 'unknown' }, now)).toBeUndefined();
		for (const role of ['facilitator', 'examiner'] as const)
			expect(await findScope(holding(role, ours.id), {}, now)).toBeUndefined();
		expect(await findScope({ id: 'asker', roles: [] }, {}, now)).toBeUndefined();
		for (let round = 0; round < 10; round++) {
			const filter = someFilter(world, [ours.id], roll);
			const scope = await scopeFor('manager', ours.id, filter);
			const { value } = await tabulate(scope, 'institution', now);
			expect(value.total).toEqual((await recount([ours.id], filter)).get(''));
			expect(value.lines.filter(({ key }) => foreign.some(({ id }) => id === key))).toEqual([]);
		}
		// Another country in the filter is that of people of ours, never of theirs.
		const { value } = await tabulate(await scopeFor('manager', ours.id, { country: theirs.country! }), 'sector', now);
		expect(value.total).toEqual((await recount([ours.id], { country: theirs.country! })).get(''));
	}
);

test('who manages one country and sees the sums of another gets each as they hold it', async () => {
	const { root, guatemala, chile, clinic, court } = await plantTree(now);
	const course = await publishExample(now);
	for (let at = 0; at < 7; at++) {
		await addPlace(`G${at}`, course, now, { organizationId: court.id });
		if (at < 6) await addPlace(`C${at}`, course, now, { organizationId: clinic.id });
	}
	const both = {
		id: 'asker',
		roles: [
			{ role: 'manager' as const, organizationId: guatemala.id, everywhere: false },
			{ role: 'observer' as const, organizationId: chile.id, everywhere: false }
		]
	};
	const enrolled = async (filter: Filter) => {
		const scope = await findScope(both, filter, now);
		return scope && (await tabulate(scope, 'sex', now)).value.total['people-enrolled'];
	};
	expect(await enrolled({})).toBe(7);
	expect(await enrolled({ organization: court.id })).toBe(7);
	expect(await enrolled({ organization: chile.id })).toBe(5);
	expect(await enrolled({ organization: clinic.id })).toBe(5);
	expect(await enrolled({ organization: root.id })).toBeUndefined();
});

test('who sees sums only gets no line that tells that there is somebody', async () => {
	const { root, guatemala, harbor, court, clinic } = await plantTree(now);
	const course = await publishExample(now);
	const add = (name: string, about: object) => addPlace(name, course, now, about);
	for (let at = 0; at < 12; at++)
		await add(`A${at}`, {
			organizationId: court.id,
			country: 'GT',
			sex: 'female',
			profession: at < 3 ? 'judge' : 'nurse'
		});
	await add('Luis', { organizationId: harbor.id, country: 'BE', sex: 'male' });
	const lines = async (by: (typeof dimensions)[number], filter: Filter = {}) =>
		(await tabulate(await scopeFor('observer', guatemala.id, filter), by, now)).value.lines.map(({ key, figures }) => [
			key,
			figures['people-enrolled']
		]);
	expect(await lines('country')).toEqual([
		['GT', 10],
		[undefined, 'under 5']
	]);
	expect(new Map((await lines('institution')) as [string, unknown][])).toEqual(
		new Map<string | undefined, unknown>([
			[harbor.id, 'under 5'],
			[court.id, 10],
			[undefined, 'under 5']
		])
	);
	const professions = await lines('profession');
	expect(professions.filter(([, figure]) => figure !== 'under 5')).toEqual([['nurse', 10]]);
	expect(professions.length).toBeGreaterThan(10);
	expect(professions).toEqual((await lines('profession', { sex: 'female' })).map((line) => line));
	expect(await lines('period', { profession: 'judge' })).toEqual([]);
	expect(await lines('course', { profession: 'judge' })).toEqual([['example', 'under 5']]);
	expect((await trend(await scopeFor('observer', guatemala.id), now)).at(-1)).toEqual({
		month: '2026-11',
		enrolled: 15,
		completed: 'under 5'
	});
	expect(await listConcerns(await scopeFor('observer', root.id), now)).toEqual([]);
	expect((await lines('institution')).map(([key]) => key)).not.toContain(clinic.id);
});

test('a page asks little: places in one statement, a table in three, and comparison, trend and concerns in one each', async () => {
	const world = await plantWorld(5, 40, now);
	const before = statementCount();
	const scope = await scopeFor('manager', world.root.id);
	const afterScope = statementCount();
	await tabulate(scope, 'course', now);
	const afterTable = statementCount();
	await compare(scope, now);
	await trend(scope, now);
	await listConcerns(scope, now);
	expect([afterScope - before, afterTable - afterScope, statementCount() - afterTable]).toEqual([1, 3, 3]);
	expect(await ask('SELECT cast(count(*) AS integer) AS people FROM person')).toEqual([{ people: 40 }]);
});
