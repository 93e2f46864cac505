import { listCourses } from '#server/content/catalogue.ts';
import type { Edition, Module, Words } from '#server/content/course.ts';
import { onlineSteps } from '#server/content/edition.ts';
import type { Workshop } from './workshop.ts';

/** A module that can be set for a workshop's participants. */
export interface WorkshopModule {
	/** `course/module`, as forms and addresses name it. */
	key: string;
	course: string;
	module: string;
	title: Words;
	courseTitle: Words;
	/** What it takes online, in minutes. */
	minutes: number;
}

/** A workshop's courses in its order, each as it is on offer now. */
export async function listOffered({ courses }: Pick<Workshop, 'courses'>): Promise<Edition[]> {
	const offered = await listCourses();
	return courses.flatMap((course) => offered.find((each) => each.course === course) ?? []);
}

/** The modules of courses in order, the tests among them. What consists of sessions only is done in the room, and is not among them. */
export function modulesOf(courses: Edition[]): WorkshopModule[] {
	return courses.flatMap((edition) =>
		edition.modules.filter((module) => onlineSteps(module).length > 0).map((module) => describeModule(edition, module))
	);
}

/** What is said of a module of an edition. */
export function describeModule(edition: Edition, module: Module): WorkshopModule {
	return {
		key: moduleKey(edition.course, module.id),
		course: edition.course,
		module: module.id,
		title: module.title,
		courseTitle: edition.title,
		minutes: onlineSteps(module).reduce((total, { minutes }) => total + minutes, 0)
	};
}

/** How forms and addresses name a module: `course/module`. */
export function moduleKey(course: string, module: string): string {
	return `${course}/${module}`;
}
