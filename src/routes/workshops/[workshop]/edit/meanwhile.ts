import * as v from 'valibot';
import { languageNames, languages } from '#lib/i18n/address.ts';
import { inWords } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { timeOfDay } from '#lib/i18n/when.ts';
import { refuse } from '#lib/web/form.ts';
import type { TypedFields } from '#server/people/kept-form.ts';
import { listCourses } from '#server/content/catalogue.ts';
import { bringTogether, planOf, type Plan } from '#server/workshops/plan.ts';
import type { Workshop } from '#server/workshops/workshop.ts';
import { typedPlan } from '../../plan-form.ts';

const plan = v.object({
	organizationId: v.string(),
	title: v.string(),
	language: v.picklist(languages),
	startsOn: v.string(),
	endsOn: v.string(),
	opensAt: v.string(),
	closesAt: v.string(),
	timeZone: v.string(),
	place: v.string(),
	link: v.string(),
	note: v.string(),
	courses: v.array(v.string())
});

/** What stood in the form when it was opened, as the form itself says it. Absent where that can't be read. */
export function remembered(was: FormDataEntryValue | null): Plan | undefined {
	if (typeof was !== 'string') return undefined;
	try {
		const parsed = v.safeParse(plan, JSON.parse(was));
		return parsed.success ? parsed.output : undefined;
	} catch {
		return undefined;
	}
}

/**
 * Sends a form back that somebody filled in while somebody else saved another version: what they had left as it was shows what is saved now, what they changed stays, and
 * beside each part that the other changed stands what is saved. Saving again then is done knowingly.
 */
export async function afterMeanwhile(
	fields: TypedFields,
	typed: Plan,
	workshop: Workshop,
	was: Plan | undefined,
	{ language }: App.Locals
) {
	const saved = planOf(workshop);
	const { plan, disputed, taken } = bringTogether(was, typed, saved);
	const courses = await listCourses();
	const nameOf = (course: string) => {
		const edition = courses.find((each) => each.course === course);
		return edition ? inWords(edition.title) : course;
	};
	const said = (part: keyof Plan): string => {
		if (part === 'courses') return saved.courses.map(nameOf).join(', ');
		if (part === 'organizationId') return workshop.organization[language];
		if (part === 'language') return languageNames[saved.language] ?? saved.language;
		if (part === 'opensAt' || part === 'closesAt') return timeOfDay(saved[part]);
		return saved[part] || m.workshop_meanwhile_empty();
	};
	const faults = Object.fromEntries([
		...disputed.map((part) => [part, m.workshop_meanwhile_other({ value: said(part) })] as const),
		...taken.map((part) => [part, m.workshop_meanwhile_taken()] as const)
	]);
	const again = { version: [String(workshop.version)], was: [JSON.stringify(saved)] };
	const tell: TypedFields = fields.tell ? { tell: fields.tell } : {};
	return refuse({ ...typedPlan(plan), ...tell, ...again }, { ...faults, plan: m.workshop_meanwhile() }, 409);
}
