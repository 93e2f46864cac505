import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { kind, useStore } from '#server/db/testing.ts';
import { findCourse } from './catalogue.ts';
import { writeExampleCourse } from './example-course.ts';
import { publishApart } from './publish-apart.ts';

const database = useStore();
let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'puente-content-'));
	await writeExampleCourse(folder);
	process.env.DATABASE_URL = database.url;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

// A database that lives inside one process is not reached from another.
test.skipIf(kind === 'pglite')('another process publishes, and this one sees it at once', async () => {
	expect(await findCourse('example')).toBeUndefined();
	const { published, faults, glossary } = await publishApart(folder);
	expect([published.map(({ course }) => course), faults]).toEqual([['example'], []]);
	expect(glossary.length).toBeGreaterThan(0);
	expect((await findCourse('example'))?.hash).toBe(published[0]!.hash);
	expect((await publishApart(folder)).published).toEqual([]);
});

test.skipIf(kind === 'pglite')('what is wrong with the files comes back in words', async () => {
	await writeFile(join(folder, 'courses/example/course.yaml'), 'code: [');
	expect((await publishApart(folder)).faults[0]).toMatchObject({ file: 'courses/example/course.yaml' });
});
