import { asc } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { read } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { compileExample, stepOf } from '#server/learning/example.ts';
import { findCourse, forgetCatalogue, listCourses } from './catalogue.ts';
import type { Edition } from './course.ts';
import { findStep, getEdition, getEditions, onlineSteps, path, publish } from './edition.ts';
import { edition, publication } from './tables.ts';

useStore();

const monday = new Date('2026-11-02T08:00:00Z');
const tuesday = new Date('2026-11-03T08:00:00Z');
const wednesday = new Date('2026-11-04T08:00:00Z');

const first = await compileExample();
const second = await compileExample({ 'courses/example/course.yaml': (text) => text.replace('code: X1', 'code: X2') });

async function current(): Promise<Edition | undefined> {
	forgetCatalogue();
	return findCourse('example');
}

test('a course is on offer once it is published', async () => {
	expect(await current()).toBeUndefined();
	expect(await publish(first, monday)).toBe(true);
	expect(await current()).toEqual(first);
});

test('publishing the same content again changes nothing', async () => {
	await publish(first, monday);
	expect(await publish(first, tuesday)).toBe(false);
	expect(await read().select().from(publication)).toHaveLength(1);
	expect(await read().select().from(edition)).toHaveLength(1);
});

test('servers that start together publish once', async () => {
	const published = await Promise.all([publish(first, monday), publish(first, monday), publish(first, monday)]);
	expect(published.sort()).toEqual([false, false, true]);
	expect(await read().select().from(publication)).toHaveLength(1);
});

test('the newest publication counts, and the edition before it stays readable', async () => {
	await publish(first, monday);
	await publish(second, tuesday);
	expect((await current())?.hash).toBe(second.hash);
	expect(await getEdition(first.hash)).toEqual(first);
});

test('content that goes back to an older state is on offer again, as the edition it was', async () => {
	await publish(first, monday);
	await publish(second, tuesday);
	expect(await publish(first, wednesday)).toBe(true);
	expect((await current())?.hash).toBe(first.hash);
	expect(await read().select().from(edition)).toHaveLength(2);
	const days = await read().select().from(publication).orderBy(asc(publication.publishedAt));
	expect(days.map((each) => each.edition)).toEqual([first.hash, second.hash, first.hash]);
});

test('what was stored of an edition comes back letter by letter', async () => {
	await publish(first, monday);
	const [row] = await read().select().from(edition);
	expect(JSON.parse(row!.content)).toEqual(first);
	expect(row!.createdAt).toEqual(monday);
});

test('several editions come in the order they were asked for, however often one is asked', async () => {
	await publish(first, monday);
	await publish(second, tuesday);
	const found = await getEditions([second.hash, first.hash, second.hash]);
	expect(found.map(({ hash }) => hash)).toEqual([second.hash, first.hash, second.hash]);
	expect(await getEditions([])).toEqual([]);
});

test('an edition that nobody published is an error, not a blank', async () => {
	await expect(getEdition('0000000000000000')).rejects.toThrow('There is no edition 0000000000000000');
	await expect(getEditions(['0000000000000000'])).rejects.toThrow('There is no edition 0000000000000000');
});

test('courses stand in the order of their codes', async () => {
	const other = { ...second, course: 'another', code: 'A1', hash: 'aaaaaaaaaaaaaaaa' };
	await publish(first, monday);
	await publish(other, tuesday);
	forgetCatalogue();
	expect((await listCourses()).map(({ code }) => code)).toEqual(['A1', 'X1']);
});

test('the path is all online steps in order; sessions are no part of it', () => {
	expect(path(first).map(({ name }) => name)).toEqual([
		'before/pre',
		'doors/first',
		'doors/map',
		'doors/check',
		'people/second',
		'after/post'
	]);
	const [people, table] = stepOf(first, 'people/table');
	expect(table.kind).toBe('session');
	expect(onlineSteps(people).map(({ id }) => id)).toEqual(['second']);
});

test('a step is found by module and step, and absent under another module', () => {
	expect(findStep(first, 'doors', 'first')?.step.id).toBe('first');
	expect(findStep(first, 'people', 'first')).toBeUndefined();
	expect(findStep(first, 'nowhere', 'first')).toBeUndefined();
});
