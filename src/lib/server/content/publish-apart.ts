import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { closeStore, openStore } from '#server/db/store.ts';
import { forgetCatalogue } from './catalogue.ts';
import type { Fault, GlossaryTerm } from './course.ts';

/** What came of publishing a folder, as another process can tell it. */
export interface Published {
	published: { course: string; hash: string }[];
	faults: Fault[];
	glossary: GlossaryTerm[];
}

const command = 'src/puente.ts';

/**
 * Publishes a content folder (`publishFolder`) in a process of its own: the compiler and all it brings along would stay in the memory of a server that never needs
 * it again. Where the command's source is not at hand, it happens here. Rejects when that process ends without a word.
 */
export async function publishApart(folder: string): Promise<Published> {
	if (!existsSync(command)) return publishHere(folder, new Date());
	const child = fork(command, ['publish', folder], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
	const told = await new Promise<Published>((resolve, reject) => {
		child.once('message', (published) => resolve(published as Published));
		child.once('error', reject);
		child.once('exit', (code) => reject(new Error(`Publishing the content ended with ${code ?? 'a signal'}`)));
	});
	forgetCatalogue();
	return told;
}

/** Publishes a folder and tells the process that asked for it. */
export async function tellPublished(folder: string, now: Date): Promise<void> {
	await openStore();
	try {
		const told = await publishHere(folder, now);
		await new Promise((sent) => process.send?.(told, sent));
	} finally {
		await closeStore();
		process.disconnect?.();
	}
}

async function publishHere(folder: string, now: Date): Promise<Published> {
	const { publishFolder } = await import('./publish.ts');
	const { published, faults, glossary } = await publishFolder(folder, now);
	return { published: published.map(({ course, hash }) => ({ course, hash })), faults, glossary };
}
