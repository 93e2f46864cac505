import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compileContent } from './compile.ts';
import type { Lesson, Practice, Quiz, Session } from './course.ts';
import { writeExampleCourse, type Changes } from './example-course.ts';

async function compile(changes?: Changes) {
	const folder = await mkdtemp(join(tmpdir(), 'content-'));
	await writeExampleCourse(folder, changes);
	return compileContent(folder);
}

test('the example course has no faults and gives an edition', async () => {
	const { editions, faults } = await compile();
	expect(faults).toEqual([]);
	expect(editions.map(({ course, code, languages }) => ({ course, code, languages }))).toEqual([
		{ course: 'example', code: 'X1', languages: ['en', 'es'] }
	]);
});

test('the tests stand before and after the modules, in forms that share no item', async () => {
	const { editions } = await compile();
	expect(editions[0]?.modules.map(({ id, steps }) => [id, ...steps.map((step) => `${step.kind} ${step.id}`)])).toEqual([
		['before', 'test pre'],
		['doors', 'lesson first', 'practice map', 'quiz check'],
		['people', 'lesson second', 'session table'],
		['after', 'test post']
	]);
	const [pre, post] = [editions[0]?.modules[0]?.steps[0] as Quiz, editions[0]?.modules[3]?.steps[0] as Quiz];
	expect(pre.items.map(({ id }) => id)).toEqual(['bank-1', 'bank-3', 'bank-5', 'bank-21', 'bank-23', 'bank-25']);
	expect(post.items.map(({ id }) => id)).toEqual(['bank-2', 'bank-4', 'bank-6', 'bank-22', 'bank-24', 'bank-26']);
	expect([pre.pass, pre.wait, post.pass, post.wait]).toEqual([undefined, 0, 70, 1440]);
});

test('minutes online and in sessions are summed apart', async () => {
	const { editions } = await compile();
	expect([editions[0]?.onlineMinutes, editions[0]?.sessionMinutes]).toEqual([6 + 20 + 9 + 6 + 9 + 9, 45]);
});

test('a lesson comes out in both languages, with its case, its picture and its term', async () => {
	const { editions } = await compile();
	const lesson = editions[0]?.modules[1]?.steps[0] as Lesson;
	expect(lesson.title).toEqual({ en: 'A first door', es: 'Una primera puerta' });
	expect(lesson.text.es).toContain('<section class="case"><p class="case-head"><b>Daniel Rojas, 31</b></p>');
	expect(lesson.text.es).toContain('<figure class="picture"><svg xmlns');
	expect(lesson.text.es).toContain('<b>capital de recuperación</b> Lo que ayuda a una persona a recuperarse.</div>');
	expect(lesson.sources.en).toEqual(['Puente, 2026']);
});

test('the sample of a practice and the guide of a session stand apart from what everybody sees', async () => {
	const { editions } = await compile();
	const practice = editions[0]?.modules[1]?.steps[1] as Practice;
	expect(practice.text.en).not.toContain('foreman');
	expect(practice.sample.en).toBe('<p>Daniel knows a foreman. Begin there.</p>\n');
	expect(practice.fields.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
		'begin text',
		'weight choice',
		'sides ratings'
	]);
	expect(practice.rubric[3]?.levels[3]).toEqual({ en: 'Each has a reason', es: 'Todo con su razón' });
	const session = editions[0]?.modules[2]?.steps[1] as Session;
	expect(session.text.en).not.toContain('Give each group');
	expect(session.guide.en).toContain(
		'<section class="facilitator"><p class="facilitator-head">For the facilitator</p>'
	);
	expect(session.agenda[1]).toEqual({ what: { en: 'Work in groups', es: 'Trabajar en grupos' }, minutes: 30 });
});

test('a quiz takes its outcomes from its items', async () => {
	const { editions } = await compile();
	const quiz = editions[0]?.modules[1]?.steps[2] as Quiz;
	expect([quiz.outcomes, quiz.pass, quiz.wait, quiz.items.length]).toEqual([['see-doors', 'map-people'], 70, 10, 6]);
});

test('the same content gives the same hash, any other content another', async () => {
	const hashOf = async (changes?: Changes) => (await compile(changes)).editions[0]?.hash;
	const first = await hashOf();
	expect(first).toMatch(/^[0-9a-f]{16}$/);
	expect(await hashOf()).toBe(first);
	expect(await hashOf({ 'courses/example/course.yaml': (it) => it.replace('code: X1', 'code: X2') })).not.toBe(first);
});

test('a course with a fault stops no other; a fault in what they share stops all', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'content-'));
	const broken = { 'courses/broken/course.yaml': 'code: X\n' };
	await writeExampleCourse(folder, broken);
	const apart = await compileContent(folder);
	expect(apart.editions.map(({ course }) => course)).toEqual(['example']);
	expect(apart.faults.every(({ file }) => file === 'courses/broken/course.yaml')).toBe(true);
	const shared = await compile({ 'glossary.yaml': (it) => it.replace('pt:', 'xx:') });
	expect(shared.editions).toEqual([]);
});

test('a folder without content gives nothing and does not throw', async () => {
	const empty = await compileContent(await mkdtemp(join(tmpdir(), 'content-')));
	expect(empty).toEqual({ editions: [], faults: [], glossary: [], cast: [], surveys: [] });
});
