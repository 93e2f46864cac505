import type { ActionFailure } from '@sveltejs/kit';
import * as v from 'valibot';
import { languageNames, languages } from '#lib/i18n/address.ts';
import { inWords } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { oneOf, readForm, text, type Refusal } from '#lib/web/form.ts';
import { typedFields } from '#lib/web/typed.ts';
import { listCourses } from '#server/content/catalogue.ts';
import { selectableTimeZones } from '#server/people/country.ts';
import type { TypedFields } from '#server/people/kept-form.ts';
import type { Reach } from '#server/people/reach.ts';
import { listTree } from '#server/people/tree.ts';
import { bounds, type Plan, type PlanFault, type PlanFaults } from '#server/workshops/plan.ts';
import type { Workshop } from '#server/workshops/workshop.ts';

const schema = v.object({
	organizationId: text(40),
	title: v.pipe(
		text(120),
		v.transform((title) => title.replace(/\s+/g, ' '))
	),
	language: oneOf(languages, m.fault_not_offered),
	startsOn: text(10),
	endsOn: text(10),
	opensAt: text(5),
	closesAt: text(5),
	timeZone: text(60),
	place: text(300),
	link: text(500),
	note: text(2000)
});

/** Reads a workshop's plan off its form, or the refusal to return from the action. What is wrong with its parts the domain says. */
export async function readPlan(
	request: Request
): Promise<
	| { plan: Plan; form: FormData; typed: TypedFields; refusal?: undefined }
	| { plan?: undefined; form?: undefined; typed?: undefined; refusal: ActionFailure<Refusal> }
> {
	const form = await request.clone().formData();
	const { values, refusal } = await readForm(request, schema);
	if (!values) return { refusal };
	const courses = form.getAll('courses').filter((each) => typeof each === 'string');
	const plan = { ...values, language: values.language!, courses: [...new Set(courses)].slice(0, 200) };
	return { plan, form, typed: typedFields(form) };
}

/** What stands in the form for a plan. */
export function typedPlan({ courses, ...plan }: Plan): TypedFields {
	const fields = Object.entries(plan).map(([name, value]) => [name, [value]]);
	return { ...(Object.fromEntries(fields) as TypedFields), courses };
}

/** What can be chosen in the form. A workshop that exists keeps its host and its courses, also where they are not on offer to whoever edits it. */
export async function planChoices(reach: Reach, language: 'en' | 'es', workshop?: Workshop) {
	const hosts = reach.organizationIds.length > 0 ? await listTree(reach, language) : [];
	const open = hosts.filter(({ takesNobody }) => !takesNobody);
	const courses = (await listCourses()).map(({ course, title }) => ({ value: course, name: inWords(title) }));
	const zones = ['UTC', ...selectableTimeZones];
	const own = workshop && {
		host: { value: workshop.organizationId, name: workshop.organization[language] },
		courses: workshop.courses.filter((course) => !courses.some(({ value }) => value === course))
	};
	return {
		hosts: [
			...(own && !open.some(({ id }) => id === own.host.value) ? [own.host] : []),
			...open.map(({ id, name, depth }) => ({ value: id, name: '– '.repeat(depth) + name[language] }))
		],
		courses: [...courses, ...(own?.courses ?? []).map((course) => ({ value: course, name: course }))],
		languages: languages.map((each) => ({ value: each, name: languageNames[each]! })),
		timeZones: (workshop && !zones.includes(workshop.timeZone) ? [workshop.timeZone, ...zones] : zones).map((zone) => ({
			value: zone,
			name: zone.replaceAll('_', ' ').replace('America/', '')
		}))
	};
}

/** A sentence for each part of a plan that the domain found fault with. */
export function planSentences(faults: PlanFaults): Record<string, string> {
	return Object.fromEntries(
		Object.entries(faults).map(([part, fault]) => [part, (sentences[part as keyof Plan]?.[fault] ?? common[fault])()])
	);
}

const common: Record<PlanFault, () => string> = {
	missing: m.workshop_fault_missing,
	past: m.workshop_fault_past,
	'far away': () => m.workshop_fault_far({ count: bounds.yearsAhead }),
	'before it begins': m.workshop_fault_ends_first,
	'too long': () => m.workshop_fault_long({ count: bounds.days }),
	nowhere: m.workshop_fault_nowhere,
	'no address': m.workshop_fault_link,
	'not offered': m.fault_not_offered,
	assigned: m.workshop_fault_assigned,
	attended: m.workshop_fault_attended
};
const sentences: Partial<Record<keyof Plan, Partial<Record<PlanFault, () => string>>>> = {
	title: { missing: m.workshop_fault_title },
	organizationId: { missing: m.workshop_fault_host, 'not offered': m.workshop_fault_host },
	startsOn: { missing: m.workshop_fault_day },
	endsOn: { missing: m.workshop_fault_day },
	opensAt: { missing: m.workshop_fault_time },
	closesAt: { missing: m.workshop_fault_time, 'before it begins': m.workshop_fault_closes_first },
	courses: { missing: m.workshop_fault_course }
};
