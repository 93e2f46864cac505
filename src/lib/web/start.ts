import type { GlossaryTerm } from '#server/content/course.ts';
import { publishApart } from '#server/content/publish-apart.ts';
import { closeStore, openStore } from '#server/db/store.ts';
import { isDemo } from '#server/demo/demo.ts';
import { keepRunning } from '#server/jobs/run.ts';
import { log } from './log.ts';

let reached: string | undefined;
let demo = false;
let terms: GlossaryTerm[] = [];

/** Whether this server shows a demo. */
export function showsDemo(): boolean {
	return demo;
}

/** The terms of the field, as the content folder explains them. */
export function glossaryTerms(): GlossaryTerm[] {
	return terms;
}

/** Where this installation is reached: `ORIGIN`, or where the request came, in a demo and while developing. */
export function whereReached(url: URL): string {
	return reached ?? `http://${url.host}`;
}

/** Opens the database, publishes what the content folder says, and begins the recurring work. Refuses to serve without an address, or a demo to others. */
export async function start({ production }: { production: boolean }): Promise<void> {
	await openStore();
	demo = await isDemo();
	reached = process.env.ORIGIN?.replace(/\/$/, '') || undefined;
	if (production && demo && !/^(127\.0\.0\.1|::1|localhost)$/.test(process.env.HOST ?? ''))
		throw new Error(
			'This database holds a demo, whose password everybody knows. It is served on 127.0.0.1 only: set HOST=127.0.0.1, or use another DATABASE_URL'
		);
	if (production && !demo && !reached)
		throw new Error(
			'Set ORIGIN to the address people type, such as ORIGIN=https://puente.example.org: letters and certificates link to it'
		);

	await publishContent();
	const stop = keepRunning(reached ?? `http://localhost:${process.env.PORT ?? 3000}`, (name, error) =>
		log.error({ job: name, err: error }, 'job failed')
	);
	process.on('sveltekit:shutdown', () => {
		stop();
		void closeStore();
	});
}

async function publishContent(): Promise<void> {
	const { published, faults, glossary } = await publishApart('content');
	terms = glossary;
	for (const fault of faults) log.warn({ ...fault }, 'content is not published: run npm run content');
	for (const { course, hash } of published) log.info({ course, edition: hash }, 'published');
}
