import { asc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { forgetCatalogue } from '#server/content/catalogue.ts';
import type { Edition } from '#server/content/course.ts';
import { publish } from '#server/content/edition.ts';
import { read, write } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { assign, listForOccasion } from '#server/learning/assignment.ts';
import { addLearner, compileExample, publishExample } from '#server/learning/example.ts';
import { letter } from '#server/mail/tables.ts';
import { organization } from '#server/people/tables.ts';
import { cancelWorkshop } from './cancellation.ts';
import { addHosts, asSignedIn, planFor, planned, putOnList } from './example-plan.ts';
import type { Plan } from './plan.ts';
import { changeWorkshop, createWorkshop, type Manner } from './planning.ts';
import { listSessions } from './session.ts';
import { attendance, mailing, workshop, workshopSession } from './tables.ts';
import { findFacilitated, getWorkshop, listFacilitated } from './workshop.ts';

useStore();

const origin = 'https://puente.example.org';
const monday = new Date('2026-11-02T15:00:00Z');
const tuesday = new Date('2026-11-03T15:00:00Z');

async function begin(changes: Partial<Plan> = {}) {
	const course = await publishExample(monday);
	const hosts = await addHosts(monday);
	const antigua = await planned(planFor(hosts.court.id, changes), hosts.ines, monday);
	const change = (changed: Partial<Plan>, manner: Partial<Manner> = {}, by = hosts.ines) =>
		changeWorkshop(antigua.id, changed, { version: 1, ...manner }, by, tuesday);
	return { ...hosts, course, antigua, change };
}
const letters = () => read().select().from(letter).orderBy(asc(letter.address));
const mailings = () => read().select().from(mailing);

/** The same course under another name, so that there are two. */
async function publishAnother(): Promise<Edition> {
	const another = { ...(await compileExample()), course: 'another', code: 'X2', hash: 'another-edition' };
	await publish(another, monday);
	forgetCatalogue();
	return another;
}

test('whoever plans a workshop facilitates it, and it has the sessions of its courses in their order', async () => {
	const { antigua, ines, court } = await begin();
	expect(antigua).toMatchObject({
		...planFor(court.id),
		version: 1,
		createdBy: ines.id,
		cancelledAt: null,
		organization: { en: 'Court', es: 'Juzgado' }
	});
	expect(antigua.joinCode).toMatch(/^[2-9a-hjkmnp-z]{10}$/);
	expect(await findFacilitated({ ...ines, roles: [] }, antigua.id)).toEqual(antigua);
	expect(await listSessions(antigua.id)).toMatchObject([{ step: 'people/table', minutes: 45, course: 'example' }]);
});

test('a host outside one’s reach, or one that is closed, is refused; nothing is kept', async () => {
	await publishExample(monday);
	const { court, clinic, ines } = await addHosts(monday);
	const host = async (organizationId: string) =>
		(await createWorkshop(planFor(organizationId), ines, monday)).faults?.organizationId;
	expect(await host(clinic.id)).toBe('not offered');
	expect(await host('unknown')).toBe('not offered');
	expect(await host('')).toBe('missing');
	await write((tx) => tx.update(organization).set({ closedAt: monday }).where(eq(organization.id, court.id)));
	expect(await host(court.id)).toBe('not offered');
	expect(await createWorkshop(planFor(court.id), { ...ines, roles: [] }, monday)).toMatchObject({
		faults: { organizationId: 'not offered' }
	});
	expect(await read().select().from(workshop)).toEqual([]);
});

test('a course that is not on offer is refused', async () => {
	await publishExample(monday);
	const { court, ines } = await addHosts(monday);
	const plan = planFor(court.id, { courses: ['example', 'unknown'] });
	expect(await createWorkshop(plan, ines, monday)).toEqual({ faults: { courses: 'not offered' } });
});

test('a changed workshop has a new version, and what was not changed stays', async () => {
	const { antigua, change } = await begin();
	const changed = await change({ place: 'Room 2', note: 'Bring a pen.' });
	expect(changed).toEqual({
		outcome: 'saved',
		workshop: { ...antigua, place: 'Room 2', note: 'Bring a pen.', version: 2 },
		told: 0
	});
});

test('wanting what is there already changes nothing, whatever version one has seen', async () => {
	const { antigua, change } = await begin();
	expect(await change({ place: antigua.place }, { version: 7, tellFrom: origin })).toEqual({
		outcome: 'saved',
		workshop: antigua,
		told: 0
	});
});

test('of two who edit the same version the second overwrites nothing, and is told how it stands', async () => {
	const { change, antigua } = await begin();
	await change({ place: 'Room 2' });
	const second = await change({ place: 'Room 3', title: 'Mine' });
	expect(second).toMatchObject({ outcome: 'stale', workshop: { place: 'Room 2', title: antigua.title, version: 2 } });
	expect(await getWorkshop(antigua.id)).toMatchObject({ place: 'Room 2', version: 2 });
	expect(await change({ place: 'Room 3' }, { version: 2 })).toMatchObject({
		outcome: 'saved',
		workshop: { version: 3 }
	});
});

test('of two who save at once exactly one does', async () => {
	const { change, antigua } = await begin();
	const both = await Promise.all([change({ place: 'Room 2' }), change({ place: 'Room 3' })]);
	expect(both.map(({ outcome }) => outcome).sort()).toEqual(['saved', 'stale']);
	expect((await getWorkshop(antigua.id)).version).toBe(2);
});

test('a change with a fault is refused as a whole', async () => {
	const { change, antigua } = await begin();
	expect(await change({ place: '', title: 'New', link: 'javascript:alert(1)' })).toEqual({
		outcome: 'refused',
		faults: { link: 'no address' }
	});
	expect(await getWorkshop(antigua.id)).toEqual(antigua);
});

test('a second facilitator without a role changes everything but the host', async () => {
	const { change, antigua, clinic } = await begin();
	const luis = asSignedIn(await addLearner('Luis', monday));
	expect(await change({ place: 'Room 2' }, {}, luis)).toMatchObject({ outcome: 'saved' });
	expect(await change({ organizationId: clinic.id }, { version: 2 }, luis)).toEqual({
		outcome: 'refused',
		faults: { organizationId: 'not offered' }
	});
	expect((await getWorkshop(antigua.id)).organizationId).toBe(antigua.organizationId);
});

test('sessions follow the courses: a new course brings its own, one that goes takes them along, and back again', async () => {
	const { antigua, change } = await begin();
	await publishAnother();
	const sessions = async () => (await listSessions(antigua.id)).map(({ course }) => course);
	await change({ courses: ['another', 'example'] });
	expect(await sessions()).toEqual(['example', 'another']);
	await change({ courses: ['another'] }, { version: 2 });
	expect(await sessions()).toEqual(['another']);
	await change({ courses: ['example'] }, { version: 3 });
	expect(await sessions()).toEqual(['example']);
});

test('a course stays while its modules are set for people, or attendance at its sessions is marked', async () => {
	const { antigua, change, ines } = await begin();
	await publishAnother();
	const ana = await addLearner('Ana', monday);
	const what = { course: 'example', module: 'doors', occasion: antigua.id, dueOn: '2026-11-20', timeZone: 'UTC' };
	await assign([ana.id], what, ines.id, monday);
	expect(await change({ courses: ['another'] })).toEqual({ outcome: 'refused', faults: { courses: 'assigned' } });

	const [session] = await listSessions(antigua.id);
	await write(async (tx) => {
		const marked = { markedBy: ines.id, markedAt: monday };
		await tx.insert(attendance).values({ sessionId: session!.id, personId: ana.id, minutes: 45, ...marked });
	});
	expect(await change({ courses: ['another'] })).toEqual({ outcome: 'refused', faults: { courses: 'attended' } });
	expect((await getWorkshop(antigua.id)).courses).toEqual(['example']);
	expect(await change({ courses: ['another', 'example'] })).toMatchObject({ outcome: 'saved' });
});

test('everybody on the list is told in their language, with the workshop’s own times and its time zone', async () => {
	const { antigua, change } = await begin();
	const ana = await addLearner('Ana', monday, { language: 'es', email: 'ana@example.org' });
	const noah = await addLearner('Noah', monday, { email: 'noah@example.org', timeZone: 'America/Jamaica' });
	const gone = await addLearner('Gone', monday);
	await putOnList(antigua.id, ana, monday, { joinedAt: monday });
	await putOnList(antigua.id, noah, monday);
	await putOnList(antigua.id, gone, monday, { removedAt: monday, removedBy: 'somebody' });

	const changed = await change({ closesAt: '17:00', link: 'https://meet.example.org/antigua' }, { tellFrom: origin });
	expect(changed).toMatchObject({ outcome: 'saved', told: 2 });
	const [toAna, toNoah, ...others] = await letters();
	expect(others).toEqual([]);
	expect(toAna).toMatchObject({ address: 'ana@example.org', kind: 'workshop-changed', language: 'es' });
	expect(toAna!.body).toContain('23–25 de noviembre de 2026, de 8:30 a 17:00, hora estándar central (Guatemala)');
	expect(toAna!.link).toBe(`${origin}/es/workshops/${antigua.id}`);
	expect(toNoah!.body).toContain('from 8:30 AM to 5:00 PM, Central Standard Time (Guatemala)');
	expect(toNoah!.body).toContain('https://meet.example.org/antigua');
	expect(toNoah!.link).toBe(`${origin}/join/${antigua.joinCode}`);
	expect(await mailings()).toMatchObject([{ kind: 'changed', count: 2, workshopId: antigua.id }]);
});

test('a letter goes only where it was wanted, and only for what people need to know', async () => {
	const { antigua, change } = await begin();
	await putOnList(antigua.id, await addLearner('Ana', monday), monday);
	expect(await change({ place: 'Room 2' })).toMatchObject({ told: 0 });
	expect(await change({ title: 'Other', note: 'New' }, { version: 2, tellFrom: origin })).toMatchObject({ told: 0 });
	expect(await letters()).toEqual([]);
	expect(await mailings()).toEqual([]);
	expect(await change({ place: 'Room 3' }, { version: 3, tellFrom: origin })).toMatchObject({ told: 1 });
	// The same form sent twice finds the new version, so nobody is told twice.
	expect(await change({ place: 'Room 3' }, { version: 3, tellFrom: origin })).toMatchObject({ told: 0 });
	expect(await letters()).toHaveLength(1);
});

test('a postponed workshop takes due days and sessions along, by as many days, and tells of its new dates', async () => {
	const { antigua, change, ines } = await begin();
	const ana = await addLearner('Ana', monday);
	await putOnList(antigua.id, ana, monday, { joinedAt: monday });
	const what = { course: 'example', occasion: antigua.id, timeZone: 'America/Guatemala' };
	await assign([ana.id, ines.id], { ...what, module: 'doors', dueOn: '2026-11-20' }, ines.id, monday);
	await assign([ana.id], { ...what, module: 'people', dueOn: '2026-11-22' }, ines.id, monday);
	const [session] = await listSessions(antigua.id);
	await write((tx) =>
		tx.update(workshopSession).set({ heldOn: '2026-11-24' }).where(eq(workshopSession.id, session!.id))
	);

	const postponed = await change(
		{ startsOn: '2026-11-30', endsOn: '2026-12-01' },
		{ movesDueDays: true, tellFrom: origin }
	);
	expect(postponed).toMatchObject({ outcome: 'saved', told: 1 });
	const set = await listForOccasion(antigua.id);
	expect(set.map(({ module, dueOn, dueAt }) => [module, dueOn, dueAt.toISOString()])).toEqual([
		['doors', '2026-11-27', '2026-11-28T06:00:00.000Z'],
		['doors', '2026-11-27', '2026-11-28T06:00:00.000Z'],
		['people', '2026-11-29', '2026-11-30T06:00:00.000Z']
	]);
	expect(await listSessions(antigua.id)).toMatchObject([{ heldOn: '2026-12-01' }]);
	expect(await letters()).toMatchObject([{ kind: 'workshop-postponed', personId: ana.id }]);
	expect(await mailings()).toMatchObject([{ kind: 'postponed', count: 1 }]);
});

test('due days stay where nobody wanted them moved, and a session whose day falls away has none', async () => {
	const { antigua, change, ines } = await begin();
	const what = { course: 'example', module: 'doors', occasion: antigua.id, dueOn: '2026-11-20', timeZone: 'UTC' };
	await assign([ines.id], what, ines.id, monday);
	const [session] = await listSessions(antigua.id);
	await write((tx) =>
		tx.update(workshopSession).set({ heldOn: '2026-11-25' }).where(eq(workshopSession.id, session!.id))
	);
	await change({ startsOn: '2026-11-30', endsOn: '2026-12-01' });
	expect(await listForOccasion(antigua.id)).toMatchObject([{ dueOn: '2026-11-20' }]);
	expect(await listSessions(antigua.id)).toMatchObject([{ heldOn: null }]);
});

test('a workshop that is brought forward makes nothing due in the past', async () => {
	const { antigua, change, ines } = await begin();
	const what = { course: 'example', occasion: antigua.id, timeZone: 'America/Guatemala' };
	await assign([ines.id], { ...what, module: 'doors', dueOn: '2026-11-10' }, ines.id, monday);
	const before = new Date('2026-10-20T15:00:00Z');
	await assign([ines.id], { ...what, module: 'people', dueOn: '2026-11-01' }, ines.id, before);
	await change({ startsOn: '2026-11-09', endsOn: '2026-11-11' }, { movesDueDays: true });
	const set = await listForOccasion(antigua.id);
	expect(set.map(({ module, dueOn }) => [module, dueOn])).toEqual([
		['people', '2026-11-01'],
		['doors', '2026-11-03']
	]);
});

test('a cancelled workshop says why, withdraws what was set for it, and tells everybody once', async () => {
	const { antigua, ines, change } = await begin();
	const ana = await addLearner('Ana', monday, { language: 'es' });
	await putOnList(antigua.id, ana, monday, { joinedAt: monday });
	const what = { course: 'example', module: 'doors', occasion: antigua.id, dueOn: '2026-11-20', timeZone: 'UTC' };
	await assign([ana.id], what, ines.id, monday);
	const cancel = () =>
		cancelWorkshop(antigua.id, 'The road is closed.', { version: 1, tellFrom: origin }, ines.id, tuesday);

	expect(await cancel()).toEqual({ outcome: 'cancelled', told: 1 });
	expect(await cancel()).toEqual({ outcome: 'cancelled', told: 0 });
	expect(await getWorkshop(antigua.id)).toMatchObject({
		cancelledAt: tuesday,
		cancelledBy: ines.id,
		cancelReason: 'The road is closed.',
		version: 2
	});
	expect(await listForOccasion(antigua.id)).toEqual([]);
	const [told, ...others] = await letters();
	expect(others).toEqual([]);
	expect(told).toMatchObject({
		kind: 'workshop-cancelled',
		subject: 'Cancelado: Social integration, Antigua',
		link: null
	});
	expect(told!.body).toContain('The road is closed.');
	expect(await mailings()).toMatchObject([{ kind: 'cancelled', note: 'The road is closed.' }]);
	expect(await change({ place: 'Room 2' }, { version: 2 })).toEqual({ outcome: 'cancelled' });
});

test('a workshop that somebody else has changed meanwhile is not cancelled unseen', async () => {
	const { antigua, ines, change } = await begin();
	await change({ place: 'Room 2' });
	const cancelled = await cancelWorkshop(antigua.id, 'No room.', { version: 1 }, ines.id, tuesday);
	expect(cancelled).toMatchObject({ outcome: 'stale', workshop: { place: 'Room 2', version: 2 } });
	expect((await getWorkshop(antigua.id)).cancelledAt).toBeNull();
});

test('a workshop is facilitated by those with a role in its host or above, and by nobody from next door', async () => {
	const { antigua, ines, clinic } = await begin();
	const luis = asSignedIn(await addLearner('Luis', monday));
	const holding = (organizationId: string) => ({
		...luis,
		roles: [{ role: 'manager' as const, organizationId, everywhere: false }]
	});
	const [network] = await read().select().from(organization).where(eq(organization.kind, 'region'));
	expect(await findFacilitated(holding(network!.id), antigua.id)).toMatchObject({ id: antigua.id });
	expect(await findFacilitated(holding(clinic.id), antigua.id)).toBeUndefined();
	expect(await listFacilitated(luis)).toEqual([]);
	expect(await listFacilitated(ines)).toEqual([antigua]);
});
