import { expect, test } from 'vitest';
import { issueDue } from '#server/certification/credential.ts';
import { path } from '#server/content/edition.ts';
import { statementCount } from '#server/db/statements.ts';
import { useStore } from '#server/db/testing.ts';
import { assign } from '#server/learning/assignment.ts';
import { addPlace, publishExample, stepOf } from '#server/learning/example.ts';
import { completeStep } from '#server/learning/progress.ts';
import { load } from './+page.server.ts';

useStore();

const now = new Date('2026-11-25T15:00:00Z');

test('a home page asks three questions, however much there is to tell; who it is was the fourth', async () => {
	const course = await publishExample(now);
	const place = await addPlace('Ana', course, now);
	const person = { id: place.personId, name: 'Ana', email: '', language: 'en' as const, timeZone: 'UTC', roles: [] };
	const open = async () => {
		const before = statementCount();
		const data = await load({ locals: { now, language: 'en', person } } as never);
		return { data, asked: statementCount() - before };
	};
	// What every page shares is known once somebody has asked.
	await open();
	expect((await open()).asked).toBe(3);

	const due = { course: 'example', module: 'doors', occasion: 'workshop', dueOn: '2026-11-30', timeZone: 'UTC' };
	await assign([person.id], due, 'ines', now);
	for (const step of path(course)) await completeStep(place, course, ...stepOf(course, step.name), now);
	await issueDue('https://puente.example', now);
	await open();
	const { data, asked } = await open();
	expect(asked).toBe(3);
	expect(data).toMatchObject({
		courses: [{ course: 'example', percent: 100 }],
		certificates: [{ title: 'An example', issuedOn: '2026-11-25' }],
		record: { minutes: 59 }
	});
});
