import type { Module } from '#server/content/course.ts';
import { onlineSteps, stepName } from '#server/content/edition.ts';

/** How far somebody is with a module, and whether the day it was set for has passed without it being done. */
export interface ModuleStanding {
	state: 'not begun' | 'under way' | 'done';
	/** It is past its due day and not done. */
	late: boolean;
	stepsDone: number;
	steps: number;
	/** When its last step was done. */
	doneAt?: Date;
	/** The first step that is open, as `module/step`. */
	next?: string;
}

/** Works out how far somebody is with a module, from the steps they have done. Workshop sessions don't count: they never block. */
export function moduleStanding(
	module: Module,
	done: ReadonlyMap<string, Date>,
	dueAt: Date | undefined,
	now: Date
): ModuleStanding {
	const names = onlineSteps(module).map((step) => stepName(module, step));
	const dates = names.flatMap((name) => done.get(name) ?? []);
	const isDone = dates.length === names.length;
	return {
		state: isDone ? 'done' : dates.length > 0 ? 'under way' : 'not begun',
		late: !isDone && dueAt !== undefined && dueAt <= now,
		stepsDone: dates.length,
		steps: names.length,
		doneAt: isDone && dates.length > 0 ? new Date(Math.max(...dates.map((date) => date.getTime()))) : undefined,
		next: names.find((name) => !done.has(name))
	};
}
