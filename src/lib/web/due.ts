import { inWords } from '#lib/i18n/href.ts';
import type { SetModule } from '#server/learning/set-module.ts';
import { dayIn } from '#server/people/time-zone.ts';
import { daysBetween } from '#server/workshops/schedule.ts';

/** A module that was set for somebody, as pages show it. */
export type DueModule = ReturnType<typeof dueModule>;

/** Shapes a module that was set for somebody for a page in its language. Days are counted where it was set. */
export function dueModule(set: SetModule, now: Date) {
	const { course, module, occasion, dueOn, enrolled, standing, next } = set;
	return {
		course,
		courseTitle: inWords(set.courseTitle),
		module,
		title: inWords(set.title),
		occasion,
		dueOn,
		/** How many days are left: 0 is today, below zero it is late. */
		daysLeft: daysBetween(dayIn(now, set.timeZone), dueOn),
		enrolled,
		isDone: standing.state === 'done',
		isBegun: standing.state === 'under way',
		late: standing.late,
		steps: standing.steps,
		stepsDone: standing.stepsDone,
		next: next && { name: next.name, title: inWords(next.title), kind: next.kind, minutes: next.minutes }
	};
}
