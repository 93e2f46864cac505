import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readContents, type Contents, type StepEntry } from '../compiler/contents.ts';
import { describeFault } from '../compiler/fault.ts';
import { readFolder, type Files } from '../compiler/folder.ts';
import type { Fault } from '../course.ts';
import { languageNames } from '../language.ts';
import { Refusal } from './refusal.ts';
import { stepLine } from './step-line.ts';
import { fillTemplate, templateKinds } from './templates.ts';

type Module = Contents['modules'][number];

/**
 * Makes the files of a step in each language of its course, `words` being kind, course, module and step. Touches no file that is there.
 * Returns the lines to print: what was made, and what to do next.
 */
export async function makeStep(folder: string, words: string[]): Promise<string[]> {
	const { kind, course, moduleId, id } = readWords(words);
	const { files } = await readFolder(folder);
	const contents = contentsOf(course, files, folder);
	const module = moduleOf(moduleId, contents, folder);
	const listed = module.steps.find((step) => step.id === id);
	if (listed && listed.kind !== kind) {
		throw new Refusal(`${folder}/${contents.path} lists “${id}” as ${listed.kind}. Give the ${kind} another name.`);
	}
	const name = `courses/${course}/${moduleId}/${id}`;
	const taken = [...files.keys()].find((path) => path.startsWith(`${name}.`));
	if (taken) throw new Refusal(`${folder}/${taken} is there already. Give the ${kind} another name.`);
	const outcome = outcomeOf(module, contents);
	const made = contents.languages.map((it) => join(folder, `${name}.${it}.${kind === 'quiz' ? 'gift' : 'md'}`));
	await mkdir(dirname(join(folder, name)), { recursive: true });
	for (const path of made) await writeFile(path, fillTemplate(kind, `${moduleId}-${id}`, outcome), { flag: 'wx' });
	const line = stepLine(kind, id, outcome, contents.languages);
	const place = `Add to ${folder}/${contents.path}, below “steps:” of the module “${moduleId}”:`;
	return [
		...made.map((path) => `Made ${path}`),
		'',
		...(listed ? [] : [place, `      ${line}`, '']),
		`Then write, in ${contents.languages.map((it) => languageNames[it]).join(' and ')}: your words in place of every ‹…›.`,
		'content/README.md says how, and npm run content what is missing and how many minutes the text fills.'
	];
}

function readWords([kind, course, moduleId, id]: string[]) {
	const known = templateKinds.find((it) => it === kind);
	if (!known || !course || !moduleId || !id) {
		throw new Refusal(`Write: npm run content -- new ${known ?? templateKinds.join('|')} COURSE MODULE STEP`);
	}
	if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
		throw new Refusal(`“${id}” is no name for a step. Use lowercase letters, digits and hyphens.`);
	}
	return { kind: known, course, moduleId, id };
}

function contentsOf(course: string, files: Files, folder: string): Contents {
	const courses = [...files.keys()].flatMap((path) => /^courses\/([^/]+)\/course\.yaml$/.exec(path)?.[1] ?? []);
	if (!courses.includes(course)) {
		throw new Refusal(`There is no course “${course}”. Name one of: ${courses.join(', ') || 'none is there yet'}.`);
	}
	const faults: Fault[] = [];
	const contents = readContents(course, files, faults);
	if (!contents) throw new Refusal(faults.map((fault) => describeFault(fault, folder)).join('\n'));
	return contents;
}

function moduleOf(id: string, { modules, path }: Contents, folder: string): Module {
	const module = modules.find((it) => it.id === id);
	if (module) return module;
	const known = modules.map((it) => it.id).join(', ');
	throw new Refusal(
		`${folder}/${path} has no module “${id}”, only ${known}. Add the module there first, with this step.`
	);
}

function outcomeOf(module: Module, { outcomes }: Contents): string {
	const near = module.steps.flatMap((step: StepEntry) => ('outcomes' in step ? step.outcomes : []));
	return near[0] ?? Object.keys(outcomes)[0] ?? '';
}
