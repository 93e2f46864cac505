import { selectableTimeZones, timeZones } from '#server/people/country.ts';
import { dayIn, isDay } from '#server/people/time-zone.ts';
import { dayAfter, daysBetween } from './schedule.ts';
import type { Workshop } from './workshop.ts';

/** What a facilitator decides about a workshop. Days and times are local to its time zone. */
export type Plan = Pick<Workshop, (typeof planned)[number]>;

const planned = [
	'organizationId',
	'title',
	'language',
	'startsOn',
	'endsOn',
	'opensAt',
	'closesAt',
	'timeZone',
	'place',
	'link',
	'note',
	'courses'
] as const;

/** What can be wrong with a part of a plan. */
export type PlanFault =
	| 'missing'
	| 'past'
	| 'far away'
	| 'before it begins'
	| 'too long'
	| 'nowhere'
	| 'no address'
	| 'not offered'
	| 'assigned'
	| 'attended';

export type PlanFaults = Partial<Record<keyof Plan, PlanFault>>;

/** The most days that a workshop may last, and how many years ahead it may be planned. */
export const bounds = { days: 60, yearsAhead: 3 };

/**
 * What is wrong with a plan, part by part. A workshop that was planned `before` may have begun meanwhile: its days may lie in the past as long as they stay what they were.
 * Whether host and courses are open to whoever plans, `planning.ts` finds out.
 */
export function planFaults(plan: Plan, now: Date, before?: Plan): PlanFaults {
	const faults: PlanFaults = {};
	if (!plan.title) faults.title = 'missing';
	if (!isTimeZone(plan.timeZone) && plan.timeZone !== before?.timeZone) faults.timeZone = 'not offered';
	const today = dayIn(now, faults.timeZone ? 'UTC' : plan.timeZone);
	const fault = (part: 'startsOn' | 'endsOn') =>
		plan[part] === before?.[part] ? undefined : dayFault(plan[part], today);
	faults.startsOn = fault('startsOn');
	faults.endsOn = fault('endsOn');
	if (isDay(plan.startsOn) && !faults.endsOn) {
		const length = daysBetween(plan.startsOn, plan.endsOn) + 1;
		if (length < 1) faults.endsOn = 'before it begins';
		if (length > bounds.days) faults.endsOn = 'too long';
	}
	for (const part of ['opensAt', 'closesAt'] as const) if (!isTime(plan[part])) faults[part] = 'missing';
	if (!faults.opensAt && !faults.closesAt && plan.closesAt <= plan.opensAt) faults.closesAt = 'before it begins';
	if (plan.link && !isWebAddress(plan.link)) faults.link = 'no address';
	if (!plan.place && !plan.link) faults.place = 'nowhere';
	if (plan.courses.length === 0) faults.courses = 'missing';
	return Object.fromEntries(Object.entries(faults).filter(([, each]) => each));
}

function dayFault(day: string, today: string): PlanFault | undefined {
	if (!isDay(day)) return 'missing';
	if (day < today) return 'past';
	return day > dayAfter(today, bounds.yearsAhead * 366) ? 'far away' : undefined;
}

const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** Whether a text names a time zone in which workshops are held. */
export function isTimeZone(text: string): boolean {
	return text === 'UTC' || selectableTimeZones.includes(text) || Object.values(timeZones).includes(text);
}

// What people follow from a page or a letter leads to the web and runs nothing.
function isWebAddress(text: string): boolean {
	return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text) && new URL(text).hostname.includes('.');
}

/** The plan of a workshop as it stands. */
export function planOf(workshop: Workshop): Plan {
	return Object.fromEntries(planned.map((part) => [part, workshop[part]])) as unknown as Plan;
}

/** The parts in which two plans differ. */
export function differences(one: Plan, other: Plan): (keyof Plan)[] {
	const said = (plan: Plan, part: keyof Plan) => (part === 'courses' ? plan.courses.toSorted().join() : plan[part]);
	return planned.filter((part) => said(one, part) !== said(other, part));
}

/**
 * Brings together what somebody typed, what stood there when they began (`was`), and what somebody else has saved meanwhile. What they left as it was becomes what is
 * saved now, and `taken` names what differs by that; what they changed stays theirs, and `disputed` names what the other changed to something else. Where it is not known
 * what they began with, everything in which they differ is disputed.
 */
export function bringTogether(
	was: Plan | undefined,
	typed: Plan,
	saved: Plan
): { plan: Plan; taken: (keyof Plan)[]; disputed: (keyof Plan)[] } {
	const apart = differences(typed, saved);
	if (!was) return { plan: typed, taken: [], disputed: apart };
	const theirs = new Set(differences(was, saved));
	const mine = new Set(differences(was, typed));
	const taken = apart.filter((part) => !mine.has(part));
	return {
		plan: { ...typed, ...Object.fromEntries(taken.map((part) => [part, saved[part]])) },
		taken,
		disputed: apart.filter((part) => mine.has(part) && theirs.has(part))
	};
}
