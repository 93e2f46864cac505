import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { useStore } from '#server/db/testing.ts';
import { findCourse } from './catalogue.ts';
import { writeExampleCourse } from './example-course.ts';
import { publishFolder } from './publish.ts';

useStore();

const monday = new Date('2026-11-23T09:00:00Z');
const tuesday = new Date('2026-11-24T09:00:00Z');
const wednesday = new Date('2026-11-25T09:00:00Z');
let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'puente-content-'));
	await writeExampleCourse(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('publishes what changed, and only that', async () => {
	const first = await publishFolder(folder, monday);
	expect(first.faults).toEqual([]);
	expect(first.published.map(({ course }) => course)).toEqual(['example']);
	expect((await publishFolder(folder, tuesday)).published).toEqual([]);
});

test('keeps the last good edition while the files have a fault', async () => {
	const [good] = (await publishFolder(folder, monday)).published;
	const contents = join(folder, 'courses/example/course.yaml');
	const text = await readFile(contents, 'utf8');

	await writeFile(contents, text.replace(/^code:/m, 'cod:'));
	const broken = await publishFolder(folder, tuesday);
	expect(broken.published).toEqual([]);
	expect(broken.faults[0]).toMatchObject({ file: 'courses/example/course.yaml' });
	expect((await findCourse('example'))?.hash).toBe(good?.hash);

	await writeFile(contents, text.replace(/^code: .*$/m, 'code: X9'));
	const [mended] = (await publishFolder(folder, wednesday)).published;
	expect(mended?.code).toBe('X9');
	expect((await findCourse('example'))?.hash).toBe(mended?.hash);
});
