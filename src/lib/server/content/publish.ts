import { forgetCatalogue } from './catalogue.ts';
import { compileContent } from './compile.ts';
import type { Edition, Fault, GlossaryTerm } from './course.ts';
import { publish } from './edition.ts';

/**
 * Compiles a content folder and publishes each course whose content changed. A course with a fault keeps its last good edition, so that everybody goes on
 * learning. Returns what was published, what must be mended, and the glossary.
 */
export async function publishFolder(
	folder: string,
	now: Date
): Promise<{ published: Edition[]; faults: Fault[]; glossary: GlossaryTerm[] }> {
	const { editions, faults, glossary } = await compileContent(folder);
	const published: Edition[] = [];
	for (const edition of editions) if (await publish(edition, now)) published.push(edition);
	forgetCatalogue();
	return { published, faults, glossary };
}
