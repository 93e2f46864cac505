import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { newId } from '#server/db/id.ts';
import { forEachDay } from '#server/db/expressions.ts';
import { statementCount } from '#server/db/statements.ts';
import { read, write } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { moduleStanding } from '#server/learning/due.ts';
import { addLearner, addPlace, getPlace, publishExample, stepOf } from '#server/learning/example.ts';
import { leave, type Place } from '#server/learning/enrollment.ts';
import { completeStep } from '#server/learning/progress.ts';
import { assignment } from '#server/learning/tables.ts';
import { letter } from '#server/mail/tables.ts';
import { takeRole, type RoleName } from '#server/people/role.ts';
import { act, invitation, invitationAcceptance, organization, person } from '#server/people/tables.ts';
import { plantTree, reachAs } from '#server/people/testing.ts';
import { endOfDay } from '#server/people/time-zone.ts';
import { participant, workshop } from '#server/workshops/tables.ts';
import { forgetAnswers } from './answer.ts';
import { listConcerns } from './attention.ts';
import { dice, pick, plantWorld, someFilter } from './example.ts';
import { noteExport, ReachEnded } from './export.ts';
import { dimensions, narrow, type Filter } from './filter.ts';
import { countPeople, listIds, listPeople, SumsOnly } from './people.ts';
import { exportPeople } from './people-export.ts';
import { findScope, type Scope } from './scope.ts';
import { groups, readSelection, writeSelection, type Selection } from './selection.ts';
import { exportSteps } from './steps-export.ts';
import { tabulate } from './tabulate.ts';

useStore();
beforeEach(forgetAnswers);

const now = new Date('2026-11-25T15:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3600_000);

async function scopeFor(role: RoleName, organizationId: string, filter: Filter = {}): Promise<Scope> {
	const asker = { id: 'asker', roles: [{ role, organizationId, everywhere: false }] };
	const scope = await findScope(asker, filter, now);
	if (!scope) throw new Error('There is no scope');
	return scope;
}

async function listAll(scope: Scope, selection: Selection) {
	const all = [];
	for (let page = 1; ; page++) {
		const people = await listPeople(scope, selection, page, now);
		if (people.length === 0) return all;
		all.push(...people);
	}
}

test('behind every number stand just as many people', async () => {
	const world = await plantWorld(21, 130, now);
	const roll = dice(21);
	for (const by of dimensions) {
		const { id } = pick([world.root, ...world.countries], roll);
		const filter = someFilter(world, [id], roll);
		const { value } = await tabulate(await scopeFor('manager', id, filter), by, now);
		for (const { key, figures } of value.lines) {
			const scope = await scopeFor('manager', id, narrow(filter, by, key));
			for (const [group, number] of [
				['enrolled', figures['people-enrolled']],
				['completed', figures['people-completed']]
			] as const) {
				expect([by, key, await countPeople(scope, { group }, now)]).toEqual([by, key, number]);
				const people = await listAll(scope, { group });
				expect(people).toHaveLength(number as number);
				expect(new Set(people.map((each) => each.id)).size).toBe(number);
				expect((await listIds(scope, { group }, 1000, now)).sort()).toEqual(people.map((each) => each.id).sort());
			}
		}
	}
});

test('people stand by name, fifty on a page, and those who erased their account last', async () => {
	const { root, court } = await plantTree(now);
	const course = await publishExample(now);
	for (let at = 0; at < 53; at++)
		await addPlace(`Ana ${String(52 - at).padStart(2, '0')}`, course, now, { organizationId: court.id });
	await addPlace('', course, now, { organizationId: court.id, erasedAt: now, email: null });
	const scope = await scopeFor('manager', root.id);
	const first = await listPeople(scope, { group: 'enrolled' }, 1, now);
	const second = await listPeople(scope, { group: 'enrolled' }, 2, now);
	expect([first.length, second.length, await countPeople(scope, { group: 'enrolled' }, now)]).toEqual([50, 4, 54]);
	expect(first.slice(0, 2)).toMatchObject([
		{ name: 'Ana 00', enrolled: 1, completed: 0, isErased: false, organizationId: court.id },
		{ name: 'Ana 01' }
	]);
	expect(second.at(-1)).toMatchObject({ name: '', isErased: true, email: undefined });
	expect(await countPeople(scope, { group: 'all' }, now)).toBe(53);
});

test('people are found by a part of their name or address, and never beyond the organizations', async () => {
	const { guatemala, court, clinic } = await plantTree(now);
	await addLearner('María José Peña-Durán', now, { organizationId: court.id, email: 'maria@example.org' });
	await addLearner('Mario Peñalosa', now, { organizationId: clinic.id, email: 'mario@example.org' });
	const scope = await scopeFor('manager', guatemala.id);
	const found = async (search: string) =>
		(await listPeople(scope, { group: 'all', search }, 1, now)).map(({ name }) => name);
	for (const words of ['pena', 'PEÑA', 'jose p', 'maria@', 'example.org'])
		expect([words, await found(words)]).toEqual([words, ['María José Peña-Durán']]);
	for (const words of ['mario', '%', '*', "' OR 1=1 --", 'x'.repeat(1000)])
		expect([words, await found(words)]).toEqual([words, []]);
});

test('what a list holds comes back from its address', () => {
	for (const group of groups) {
		const selection: Selection = { group, search: 'Ana', workshop: 'w1' };
		const written = writeSelection(selection) as Record<string, string>;
		const address = new URLSearchParams(Object.entries(written).filter(([, value]) => value !== undefined));
		expect(readSelection(address)).toEqual(selection);
	}
	expect(readSelection(new URLSearchParams('which=everything&search=+'))).toEqual({ group: 'all' });
});

test('who sees sums only gets nobody, and whoever moved away stands on no list any more', async () => {
	const { root, guatemala, court, clinic } = await plantTree(now);
	const ana = await addLearner('Ana', now, { organizationId: court.id });
	const sums = await scopeFor('observer', root.id);
	for (const asking of [
		countPeople(sums, { group: 'all' }, now),
		listPeople(sums, { group: 'all' }, 1, now),
		listIds(sums, { group: 'all' }, 10, now),
		noteExport(sums, {}, 1, now)
	])
		await expect(asking).rejects.toThrow(SumsOnly);
	const scope = await scopeFor('manager', guatemala.id);
	expect(await listPeople(scope, { group: 'all' }, 1, now)).toHaveLength(1);
	await write(async (tx) => {
		await tx.update(person).set({ organizationId: clinic.id }).where(eq(person.id, ana.id));
	});
	// Without forgetting: the order is kept, the people are read anew.
	expect(await listPeople(scope, { group: 'all' }, 1, now)).toEqual([]);
});

test('not begun is who enrolled a month ago and did nothing since; under way who did', async () => {
	const { root, court } = await plantTree(now);
	const course = await publishExample(daysAgo(60));
	const add = (name: string, at: Date) => addPlace(name, course, at, { organizationId: court.id });
	await add('Waits', daysAgo(30));
	await add('Is new', new Date(daysAgo(30).getTime() + 1));
	const began = await add('Began', daysAgo(40));
	await completeStep(began, course, ...stepOf(course, 'doors/first'), daysAgo(39));
	const left = await add('Left', daysAgo(40));
	await leave(left.personId, 'example', daysAgo(1));
	const done = await add('Done', daysAgo(40));
	for (const name of ['before/pre', 'doors/first', 'doors/map', 'doors/check', 'people/second', 'after/post'])
		await completeStep(done, course, ...stepOf(course, name), daysAgo(20));
	const scope = await scopeFor('manager', root.id);
	const names = async (group: Selection['group']) => (await listAll(scope, { group })).map(({ name }) => name);
	expect(await names('not-begun')).toEqual(['Waits']);
	expect(await names('under-way')).toEqual(['Began']);
	expect(await names('completed')).toEqual(['Done']);
	expect(await names('learned')).toEqual(['Done']);
	expect(await listConcerns(scope, now)).toEqual([{ kind: 'not-begun', people: 1 }]);
});

/** A workshop of an organization, with people in it. */
async function addWorkshop(
	organizationId: string,
	about: Partial<typeof workshop.$inferInsert>,
	people: string[]
): Promise<string> {
	const id = newId();
	await write(async (tx) => {
		await tx.insert(workshop).values({
			...{ id, organizationId, title: 'Three days', language: 'en', startsOn: '2026-11-30', endsOn: '2026-12-02' },
			...{ opensAt: '08:30', closesAt: '17:00', timeZone: 'UTC', place: 'Here', link: '', note: '', joinCode: id },
			...{ version: 1, createdBy: 'somebody', createdAt: now },
			...about
		});
		for (const personId of people)
			await tx.insert(participant).values({
				...{ id: newId(), workshopId: id, personId, via: 'search', addedBy: 'somebody', addedAt: now, joinedAt: now }
			});
	});
	return id;
}

const set = (personId: string, occasion: string, module: string, dueOn: string) =>
	write(async (tx) => {
		await tx.insert(assignment).values({
			...{ id: newId(), personId, course: 'example', module, occasion, dueOn, timeZone: 'UTC' },
			...{ dueAt: endOfDay(dueOn, 'UTC'), setBy: 'somebody', setAt: daysAgo(20) }
		});
	});

test('late for a coming workshop is whose modules are not done though their day has passed, as their own pages say', async () => {
	const { root, court } = await plantTree(now);
	const course = await publishExample(daysAgo(60));
	const roll = dice(3);
	const places: Place[] = [];
	for (let at = 0; at < 12; at++) {
		const place = await addPlace(`Ana ${at}`, course, daysAgo(20), { organizationId: court.id });
		for (const name of ['doors/first', 'doors/map', 'doors/check', 'people/second'].filter(() => roll() < 0.7))
			await completeStep(place, course, ...stepOf(course, name), daysAgo(3));
		places.push(await getPlace(place.personId, 'example'));
	}
	const notEnrolled = await addLearner('Never enrolled', now, { organizationId: court.id });
	const people = [...places.map(({ personId }) => personId), notEnrolled.id];
	const coming = await addWorkshop(court.id, {}, people);
	const over = await addWorkshop(court.id, { startsOn: '2026-11-20', endsOn: '2026-11-24' }, people);
	const cancelled = await addWorkshop(court.id, { cancelledAt: now, cancelledBy: 'somebody' }, people);
	const due = new Map<string, [string, string][]>();
	for (const personId of people) {
		const modules = (['doors', 'people'] as const)
			.filter(() => roll() < 0.8)
			.map((module): [string, string] => [module, pick(['2026-11-20', '2026-11-24', '2026-11-25'], roll)]);
		due.set(personId, modules);
		for (const occasion of [coming, over, cancelled])
			for (const [module, day] of modules) await set(personId, occasion, module, day);
	}
	const isLate = (personId: string) =>
		due.get(personId)!.some(([module, day]) => {
			const done = places.find((place) => place.personId === personId)?.done ?? new Map<string, Date>();
			const of = course.modules.find(({ id }) => id === module)!;
			return moduleStanding(of, done, endOfDay(day, 'UTC'), now).late;
		});
	const expected = people.filter(isLate);
	expect(expected.length).toBeGreaterThan(3);
	expect(expected.length).toBeLessThan(people.length);
	const scope = await scopeFor('manager', root.id);
	expect((await listConcerns(scope, now))[0]).toEqual({
		...{ kind: 'late', people: expected.length, workshopId: coming, title: 'Three days', startsOn: '2026-11-30' }
	});
	const ids = async (workshop?: string) => listIds(scope, { group: 'late', workshop }, 100, now);
	expect((await ids()).sort()).toEqual(expected.sort());
	expect((await ids(coming)).sort()).toEqual(expected.sort());
	expect(await ids(over)).toEqual([]);
	expect(await ids('unknown')).toEqual([]);
});

test('whose letters did not go wants care, and whose invitation was not answered; what is settled does not', async () => {
	const { root, court, clinic } = await plantTree(now);
	const [ana, luis, eva] = await Promise.all(
		['Ana', 'Luis', 'Eva'].map((name) =>
			addLearner(name, now, { organizationId: name === 'Eva' ? clinic.id : court.id })
		)
	);
	const written = { address: 'a@example.org', language: 'en', kind: 'x', subject: 'x', body: 'x', writtenAt: now };
	const invited = {
		language: 'en' as const,
		invitedBy: ana!.id,
		expiresAt: new Date(now.getTime() + 1),
		organizationId: court.id
	};
	await write(async (tx) => {
		await tx.insert(letter).values([
			{ ...written, id: 'failed', personId: ana!.id, attempts: 7, problem: 'no such address' },
			{ ...written, id: 'failed too', personId: ana!.id, attempts: 7, problem: 'no such address' },
			{ ...written, id: 'waits', personId: luis!.id, attempts: 1, problem: 'busy', nextTryAt: now },
			{ ...written, id: 'elsewhere', personId: eva!.id, attempts: 7, problem: 'no such address' }
		]);
		await tx.insert(invitation).values([
			{ ...invited, id: 'open', hash: '1', email: 'b@example.org', invitedAt: daysAgo(14) },
			{ ...invited, id: 'new', hash: '2', email: 'b@example.org', invitedAt: new Date(daysAgo(14).getTime() + 1) },
			{ ...invited, id: 'accepted', hash: '3', email: 'b@example.org', invitedAt: daysAgo(20) },
			{ ...invited, id: 'withdrawn', hash: '4', email: 'b@example.org', invitedAt: daysAgo(20), withdrawnAt: now },
			{ ...invited, id: 'over', hash: '5', email: 'b@example.org', invitedAt: daysAgo(20), expiresAt: now },
			{ ...invited, id: 'a link', hash: '6', invitedAt: daysAgo(20) },
			{
				...invited,
				id: 'elsewhere',
				hash: '7',
				email: 'b@example.org',
				invitedAt: daysAgo(20),
				organizationId: clinic.id
			}
		]);
		await tx.insert(invitationAcceptance).values({ invitationId: 'accepted', personId: luis!.id, acceptedAt: now });
	});
	const concerns = async (filter: Filter) => listConcerns(await scopeFor('manager', root.id, filter), now);
	expect(await concerns({ organization: court.id, course: 'example', sex: 'male' })).toEqual([
		{ kind: 'invitations', people: 1 },
		{ kind: 'unreached', people: 1 }
	]);
	expect(await concerns({})).toEqual([
		{ kind: 'invitations', people: 2 },
		{ kind: 'unreached', people: 2 }
	]);
});

async function gathered<Row>(parts: AsyncIterable<Row[]>): Promise<Row[]> {
	const all = [];
	for await (const rows of parts) all.push(...rows);
	return all;
}

test('an export holds everybody of its list once, with what they enrolled in and completed', async () => {
	const world = await plantWorld(31, 90, now);
	const ours = world.countries[0]!;
	const manager = await addLearner('Manager', now, { organizationId: ours.id });
	await reachAs(manager.id, 'manager', ours, now);
	const asker = { id: manager.id, roles: [{ role: 'manager' as const, organizationId: ours.id, everywhere: false }] };
	for (const group of ['all', 'enrolled', 'completed', 'under-way'] as const) {
		const scope = (await findScope(asker, { sector: 'not-stated' }, now))!;
		const rows = await gathered(exportPeople(scope, { group }, now));
		const listed = await listAll(scope, { group });
		const told = (each: { id: string; enrolled: number; completed: number }) =>
			`${each.id} ${each.enrolled} ${each.completed}`;
		expect(rows.map(({ personId, enrolled, completed }) => told({ id: personId, enrolled, completed }))).toEqual(
			listed.map(told).sort()
		);
	}
});

test('steps come with the days they were done, in one statement for many people and one that asks for the reach', async () => {
	const { root, guatemala, court, clinic } = await plantTree(now);
	const course = await publishExample(daysAgo(60));
	const manager = await addLearner('Manager', now, { organizationId: court.id });
	await reachAs(manager.id, 'manager', guatemala, now);
	const asker = {
		id: manager.id,
		roles: [{ role: 'manager' as const, organizationId: guatemala.id, everywhere: false }]
	};
	const expected = [];
	for (let at = 0; at < 20; at++) {
		const place = await addPlace(`Ana ${at}`, course, daysAgo(30), {
			organizationId: at % 4 === 0 ? clinic.id : court.id
		});
		if (at % 3 > 0) await completeStep(place, course, ...stepOf(course, 'doors/first'), daysAgo(at));
		if (at % 3 > 1) await completeStep(place, course, ...stepOf(course, 'doors/map'), daysAgo(at));
		const { done } = await getPlace(place.personId, 'example');
		if (at % 4 > 0)
			expected.push([place.personId, [...done].map(([name, date]) => [name, date.toISOString().slice(0, 10)]).sort()]);
	}
	const scope = (await findScope(asker, {}, now))!;
	const before = statementCount();
	const rows = await gathered(exportSteps(scope, 'example'));
	expect(statementCount() - before).toBe(2);
	const daysOf = (done: string | null) => {
		const days: [string, string][] = [];
		forEachDay(done, (name, day) => days.push([name, day]));
		return days.sort();
	};
	expect(rows.map(({ personId, done }) => [personId, daysOf(done)])).toEqual(expected);
	expect(rows[0]).toMatchObject({
		name: 'Ana 1',
		enrolledAt: daysAgo(30),
		completedAt: null,
		organizationId: court.id
	});
	expect(await gathered(exportSteps(scope, 'another'))).toEqual([]);
	expect(root).toBeDefined();
});

test('an export breaks off where the role ends while it is under way, and never begins without one', async () => {
	const { guatemala, court } = await plantTree(now);
	const course = await publishExample(now);
	const people = Array.from({ length: 2600 }, (_, at) => ({
		...{ id: newId(), name: `Ana ${at}`, email: `${at}@example.org`, language: 'en' as const, timeZone: 'UTC' },
		...{ wantsReminders: true, createdAt: now, organizationId: court.id }
	}));
	await write(async (tx) => {
		for (let at = 0; at < people.length; at += 400) await tx.insert(person).values(people.slice(at, at + 400));
	});
	const manager = await addLearner('Manager', now, { organizationId: guatemala.id });
	const begin = async () => {
		await reachAs(manager.id, 'manager', guatemala, now);
		const roles = [{ role: 'manager' as const, organizationId: guatemala.id, everywhere: false }];
		return exportPeople((await findScope({ id: manager.id, roles }, {}, now))!, { group: 'all' }, now);
	};
	const all = await gathered(await begin());
	expect(all).toHaveLength(2601);
	const got: unknown[] = [];
	await expect(
		(async () => {
			for await (const rows of await begin()) {
				got.push(...rows);
				if (got.length === rows.length) await takeRole(manager.id, 'manager', guatemala.id, undefined, now);
			}
		})()
	).rejects.toThrow(ReachEnded);
	expect(got).toHaveLength(2500);
	const scope = await scopeFor('manager', guatemala.id);
	await expect(gathered(exportPeople(scope, { group: 'all' }, now))).rejects.toThrow(ReachEnded);
	await expect(gathered(exportSteps(scope, course.course))).rejects.toThrow(ReachEnded);
}, 60_000);

test('an export is noted where it was made, with how many people and by which filter', async () => {
	const { guatemala, court } = await plantTree(now);
	await noteExport(await scopeFor('manager', guatemala.id, { sector: 'health' }), { what: 'people' }, 12, now);
	await noteExport(await scopeFor('manager', guatemala.id, { organization: court.id }), { what: 'steps' }, 1, now);
	expect(await read().select().from(act).orderBy(act.id)).toMatchObject([
		{
			kind: 'people-exported',
			byId: 'asker',
			organizationId: guatemala.id,
			details: { what: 'people', count: '12', filter: 'sector=health' }
		},
		{
			kind: 'people-exported',
			organizationId: court.id,
			details: { what: 'steps', count: '1', filter: `organization=${court.id}` }
		}
	]);
});

test('no list and no export holds anybody from beyond the organizations, in any random world', async () => {
	const world = await plantWorld(41, 100, now);
	const roll = dice(41);
	const [ours] = world.countries;
	const places = await read().select().from(organization);
	const below = (id: string | null): boolean =>
		id === ours!.id || (id !== null && below(places.find((each) => each.id === id)!.parentId));
	const homes = new Map((await read().select().from(person)).map(({ id, organizationId }) => [id, organizationId]));
	const manager = await addLearner('Manager', now, { organizationId: ours!.id });
	homes.set(manager.id, ours!.id);
	await reachAs(manager.id, 'manager', ours!, now);
	const asker = { id: manager.id, roles: [{ role: 'manager' as const, organizationId: ours!.id, everywhere: false }] };
	let seen = 0;
	for (const group of groups)
		for (let round = 0; round < 4; round++) {
			const scope = (await findScope(asker, round === 0 ? {} : someFilter(world, [ours!.id], roll), now))!;
			const ids = [
				...(await listAll(scope, { group })).map(({ id }) => id),
				...(await listIds(scope, { group }, 1000, now)),
				...(await gathered(exportPeople(scope, { group }, now))).map(({ personId }) => personId),
				...(await gathered(exportSteps(scope, pick(world.courses, roll)))).map(({ personId }) => personId)
			];
			seen += ids.length;
			expect(ids.filter((id) => !below(homes.get(id)!))).toEqual([]);
		}
	expect(seen).toBeGreaterThan(500);
});
