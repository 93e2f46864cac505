import { listCourses } from '#server/content/catalogue.ts';
import { read } from '#server/db/store.ts';
import { job } from '#server/jobs/tables.ts';
import type { RequestHandler } from './$types';

/** Says that this server and its database answer. */
export const GET: RequestHandler = async () => {
	await read().select({ name: job.name }).from(job).limit(1);
	return new Response(`ok ${(await listCourses()).length} courses\n`, {
		headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' }
	});
};
