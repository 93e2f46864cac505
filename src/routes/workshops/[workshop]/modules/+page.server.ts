import { redirect, type RequestEvent } from '@sveltejs/kit';
import { href, inWords } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { refuse } from '#lib/web/form.ts';
import { dropKept } from '#lib/web/kept.ts';
import { typedFields } from '#lib/web/typed.ts';
import { facilitated } from '#lib/web/workshop.ts';
import { DayIsPast, NobodyChosen } from '#server/learning/assignment.ts';
import { dayIn, isDay } from '#server/people/time-zone.ts';
import { readPreparation, setForLater } from '#server/workshops/later.ts';
import {
	changeDay,
	NotInCourses,
	NotOnList,
	setForPeople,
	withdrawFromPeople,
	type Choice,
	type Done
} from '#server/workshops/preparation.ts';
import { dayAfter } from '#server/workshops/schedule.ts';
import { dueDays, type SetFor } from '#server/workshops/set-for.ts';
import type { Workshop } from '#server/workshops/workshop.ts';
import type { Actions, PageServerLoad } from './$types';

const news = ['set', 'changed', 'withdrawn'] as const;

export const load: PageServerLoad = async ({ params, locals, url }) => {
	const { workshop } = await facilitated(locals, params);
	const { people, modules, later } = await readPreparation(workshop, locals.now);
	const today = dayIn(locals.now, workshop.timeZone);
	const dayBefore = dayAfter(workshop.startsOn, -1);
	const chosen = modules.find(({ key }) => key === url.searchParams.get('module'));
	return {
		workshop: { id: workshop.id, title: workshop.title, cancelled: workshop.cancelledAt !== null },
		startsOn: workshop.startsOn,
		endsOn: workshop.endsOn,
		today,
		suggestedDay: dayBefore >= today ? dayBefore : '',
		people: people.map(({ personId, name, joined }) => ({ id: personId, name, joined })),
		modules: modules.map((module) => shape(module, workshop)),
		severalCourses: new Set(modules.map(({ course }) => course)).size > 1,
		later: later && {
			people: later.people.map(({ personId, name }) => ({ id: personId, name })),
			modules: later.modules.map(({ module, dueOn }) => ({ key: module.key, title: inWords(module.title), dueOn })),
			past: later.past.map(({ title }) => inWords(title))
		},
		/** The one to change, with those who have it. */
		chosen: chosen && {
			...shape(chosen, workshop),
			having: chosen.people.map(({ personId, name, dueOn }) => ({ id: personId, name, dueOn }))
		},
		news: news.find((each) => each === url.searchParams.get('news')),
		newsCount: Number(url.searchParams.get('count')) || 0,
		newsIsAfter: url.searchParams.has('after')
	};
};

function shape({ key, title, courseTitle, minutes, ...module }: SetFor, { endsOn }: Workshop) {
	const days = dueDays(module).map(({ dueOn }) => dueOn);
	return {
		key,
		title: inWords(title),
		course: inWords(courseTitle),
		minutes,
		count: module.people.length,
		firstDay: days[0],
		lastDay: days.at(-1),
		isAfter: days.some((day) => day > endsOn)
	};
}

export const actions: Actions = {
	set: async (event) => {
		const { person, workshop } = await facilitated(event.locals, event.params);
		const form = await event.request.formData();
		const keys = all(form, 'module');
		const { choice, dueOn, faults } = readWish(form);
		if (keys.length === 0) faults.module = m.modules_fault_none();
		return answer(event, workshop, 'set', { form, faults, dueOn }, () =>
			setForPeople(workshop, keys, choice!, dueOn, person.id, event.locals.now)
		);
	},
	change: async (event) => {
		const { person, workshop } = await facilitated(event.locals, event.params);
		const form = await event.request.formData();
		const [key = ''] = all(form, 'module');
		const { choice, dueOn, faults } = readWish(form);
		return answer(event, workshop, 'changed', { form, faults, dueOn }, () =>
			changeDay(workshop, key, choice!, dueOn, person.id, event.locals.now)
		);
	},
	withdraw: async (event) => {
		const { person, workshop } = await facilitated(event.locals, event.params);
		const form = await event.request.formData();
		const [key = ''] = all(form, 'module');
		const { choice, faults } = readWish(form, false);
		return answer(event, workshop, 'withdrawn', { form, faults }, () =>
			withdrawFromPeople(workshop, key, choice!, person.id, event.locals.now)
		);
	},
	later: async (event) => {
		const { person, workshop } = await facilitated(event.locals, event.params);
		const form = await event.request.formData();
		return answer(event, workshop, 'set', { form, faults: {} }, () =>
			setForLater(workshop, all(form, 'person'), person.id, event.locals.now)
		);
	}
};

const all = (form: FormData, name: string) =>
	form.getAll(name).filter((value): value is string => typeof value === 'string');

// For whom and by when, with a sentence for what is missing. Of nobody chosen the domain says so itself.
function readWish(form: FormData, needsDay = true) {
	const faults: Record<string, string> = {};
	const [to] = all(form, 'to');
	const choice: Choice | undefined =
		to === 'everybody' ? 'everybody' : to === 'chosen' ? all(form, 'person') : undefined;
	if (!choice) faults.people = m.modules_fault_whom();
	else if (choice.length === 0) faults.people = m.modules_fault_nobody();
	const dueOn = all(form, 'dueOn')[0] ?? '';
	if (needsDay && !isDay(dueOn)) faults.dueOn = m.modules_fault_day();
	return { choice, dueOn, faults };
}

async function answer(
	event: RequestEvent,
	workshop: Workshop,
	done: (typeof news)[number],
	{ form, faults, dueOn = '' }: { form: FormData; faults: Record<string, string>; dueOn?: string },
	work: () => Promise<Done>
) {
	const typed = typedFields(form);
	if (workshop.cancelledAt) return refuse(typed, { form: m.modules_cancelled() }, 409);
	if (Object.keys(faults).length > 0) return refuse(typed, faults);
	let people: number;
	try {
		({ people } = await work());
	} catch (error) {
		return refuse(typed, sentenceFor(error));
	}
	await dropKept(event);
	const query = new URLSearchParams({ news: done, count: String(people) });
	if (dueOn > workshop.endsOn) query.set('after', '');
	redirect(303, `${href(`/workshops/${workshop.id}/modules`)}?${query}`);
}

function sentenceFor(error: unknown): Record<string, string> {
	if (error instanceof NobodyChosen) return { people: m.modules_fault_nobody() };
	if (error instanceof NotOnList) return { people: m.modules_fault_not_listed() };
	if (error instanceof NotInCourses) return { module: m.modules_fault_not_offered() };
	if (error instanceof DayIsPast) return { dueOn: m.modules_fault_past() };
	throw error;
}
