import type { Edition, Module, Words } from '#server/content/course.ts';
import { onlineSteps, stepName } from '#server/content/edition.ts';
import type { Assignment } from './assignment.ts';
import { moduleStanding, type ModuleStanding } from './due.ts';
import type { Place } from './enrollment.ts';

/** A module that was set for somebody, with how far they are. */
export interface SetModule {
	course: string;
	courseTitle: Words;
	/** The module's id and what it is called. */
	module: string;
	title: Words;
	/** A workshop's id, or that of the batch it was set with. */
	occasion: string;
	/** ISO day, in `timeZone`. */
	dueOn: string;
	timeZone: string;
	/** Whether they are in the course; otherwise they begin by enrolling. */
	enrolled: boolean;
	standing: ModuleStanding;
	/** The first step that is open. */
	next?: { name: string; title: Words; kind: string; minutes: number };
}

/**
 * What was set for somebody, by the day it is due, each module once: where it was set twice, the earlier day counts. Whoever is in a course has its modules in the edition
 * of their place, everybody else as they are on offer. A module that is in neither can't be done, and is not among them.
 */
export function setModules(
	assignments: Assignment[],
	places: Place[],
	pinned: Edition[],
	offered: Edition[],
	now: Date
): SetModule[] {
	const found = new Map<string, SetModule>();
	for (const { course, module: id, occasion, dueOn, timeZone, dueAt } of assignments) {
		const at = places.findIndex((each) => each.course === course);
		const place = places[at];
		const edition = place ? pinned[at] : offered.find((each) => each.course === course);
		const module = edition?.modules.find((each) => each.id === id);
		if (!edition || !module || found.has(`${course}/${id}`)) continue;
		const standing = moduleStanding(module, place?.done ?? new Map(), dueAt, now);
		found.set(`${course}/${id}`, {
			course,
			courseTitle: edition.title,
			module: id,
			title: module.title,
			occasion,
			dueOn,
			timeZone,
			enrolled: place !== undefined && !place.leftAt,
			standing,
			next: stepOf(module, standing.next)
		});
	}
	return [...found.values()];
}

function stepOf(module: Module, name: string | undefined): SetModule['next'] {
	const step = onlineSteps(module).find((each) => stepName(module, each) === name);
	return step && { name: name!, title: step.title, kind: step.kind, minutes: step.minutes };
}
