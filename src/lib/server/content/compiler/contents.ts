import type { InferOutput } from 'valibot';
import type { Fault, Language } from '../course.ts';
import { refuseIn } from './fault.ts';
import type { Files } from './folder.ts';
import { courseSchema, languagesSchema } from './schema.ts';
import { parseYaml, validate } from './yaml-document.ts';

/** What `course.yaml` says. */
export type CourseFile = InferOutput<ReturnType<typeof courseSchema>>;
/** One step as `course.yaml` lists it. */
export type StepEntry = CourseFile['modules'][number]['steps'][number];

/** A course's table of contents, and the lines of `course.yaml` on which its parts stand. */
export interface Contents extends CourseFile {
	course: string;
	path: string;
	lineOf(path: readonly unknown[]): number;
}

/** Reads the table of contents of one course, and refuses ids and languages that stand twice. Undefined where it cannot be used. */
export function readContents(course: string, files: Files, faults: Fault[]): Contents | undefined {
	const path = `courses/${course}/course.yaml`;
	const refuse = refuseIn(path, faults);
	if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(course)) {
		refuse(1, `“${course}” is no name for a course.`, 'Use lowercase letters, digits and hyphens.');
	}
	if (!files.has(path))
		refuse(1, 'The table of contents is missing.', 'Write it like courses/social-integration/course.yaml.');
	const text = files.get(path);
	const document = text === undefined ? undefined : parseYaml(text, 1, refuse);
	const first = document && validate(document, languagesSchema, refuse);
	if (!document || !first) return undefined;
	const file = validate(document, courseSchema([...new Set<Language>(first.languages)]), refuse);
	if (!file) return undefined;
	const { lineOf } = document;
	const once = (ids: string[], place: (index: number) => unknown[]) => {
		ids.forEach((id, index) => {
			if (ids.indexOf(id) < index)
				refuse(lineOf(place(index)), `“${id}” stands here a second time.`, 'Change or delete one.');
		});
	};
	once(file.languages, (index) => ['languages', index]);
	const reserved = file.tests ? ['before', 'after'] : [];
	once([...reserved, ...file.modules.map(({ id }) => id)], (index) => ['modules', index - reserved.length, 'id']);
	file.modules.forEach(({ steps }, at) =>
		once(
			steps.map(({ id }) => id),
			(index) => ['modules', at, 'steps', index, 'id']
		)
	);
	file.modules.forEach(({ steps }, at) =>
		steps.forEach((step, index) => {
			const strange = 'outcomes' in step ? step.outcomes.find((id) => !Object.hasOwn(file.outcomes, id)) : undefined;
			if (!strange) return;
			const line = lineOf(['modules', at, 'steps', index, 'outcomes']);
			refuse(line, `“${strange}” is no outcome of this course.`, `Use: ${Object.keys(file.outcomes).join(', ')}.`);
		})
	);
	return { ...file, course, path, lineOf };
}

/** The addresses of a course and its steps, as a link writes them. */
export function addressesOf({ course, modules, tests }: Contents): string[] {
	const steps = modules.flatMap(({ id, steps }) => steps.map((step) => `${id}/${step.id}`));
	const all = [...steps, ...(tests?.pre ? ['before/pre'] : []), ...(tests?.post ? ['after/post'] : [])];
	return [`/courses/${course}`, ...all.map((step) => `/courses/${course}/${step}`)];
}
