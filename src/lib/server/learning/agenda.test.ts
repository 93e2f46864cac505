import { expect, test } from 'vitest';
import { publish } from '#server/content/edition.ts';
import { useStore } from '#server/db/testing.ts';
import { findAgenda } from './agenda.ts';
import { assign, listForPerson, withdraw } from './assignment.ts';
import { enroll, leave, listPlaces } from './enrollment.ts';
import { addLearner, addPlace, compileExample, publishExample, stepOf } from './example.ts';
import { completeStep } from './progress.ts';

useStore();

const monday = new Date('2026-11-02T08:00:00Z');
const tuesday = new Date('2026-11-03T08:00:00Z');
const due = (module: string, dueOn: string) => ({
	course: 'example',
	module,
	occasion: 'workshop',
	dueOn,
	timeZone: 'America/Guatemala'
});

test('one question tells the places and what is set, as two would', async () => {
	const course = await publishExample(monday);
	const other = { ...(await compileExample()), course: 'another', hash: 'aaaaaaaaaaaaaaaa' };
	await publish(other, monday);
	const place = await addPlace('Ana', course, monday);
	const ana = place.personId;
	const luis = await addLearner('Luis', monday);
	const [first, second] = course.modules.map(({ id }) => id);

	expect(await findAgenda(ana)).toEqual({ places: await listPlaces(ana), assignments: [] });
	await assign([ana, luis.id], due(second!, '2026-11-20'), 'ines', monday);
	await assign([ana, luis.id], due(first!, '2026-11-10'), 'ines', monday);
	await completeStep(place, course, ...stepOf(course, 'doors/first'), tuesday);
	await completeStep(place, course, ...stepOf(course, 'people/second'), monday);
	await enroll(ana, other, tuesday);
	await leave(ana, 'another', tuesday);

	for (const id of [ana, luis.id, 'nobody'])
		expect(await findAgenda(id)).toEqual({ places: await listPlaces(id), assignments: await listForPerson(id) });
	const { places, assignments } = await findAgenda(ana);
	expect(places.map(({ course, done, leftAt }) => [course, done.size, leftAt])).toEqual([
		['another', 0, tuesday],
		['example', 2, undefined]
	]);
	expect(assignments.map(({ module, dueOn }) => [module, dueOn])).toEqual([
		[first, '2026-11-10'],
		[second, '2026-11-20']
	]);
	expect((await findAgenda(luis.id)).places).toEqual([]);

	await withdraw([ana], due(second!, ''), 'ines', tuesday);
	expect((await findAgenda(ana)).assignments).toHaveLength(1);
});
