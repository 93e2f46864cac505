import { redirect } from '@sveltejs/kit';
import { href } from '#lib/i18n/href.ts';
import { refuse } from '#lib/web/form.ts';
import { withRight } from '#lib/web/guard.ts';
import { dropKept } from '#lib/web/kept.ts';
import { createWorkshop } from '#server/workshops/planning.ts';
import { planChoices, planSentences, readPlan } from '../plan-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { person, reach } = withRight(locals, 'facilitate');
	const choices = await planChoices(reach, locals.language);
	// Whoever holds a role in one organization only plans for it.
	const [only, ...others] = reach.organizationIds;
	const host = others.length === 0 && choices.hosts.some(({ value }) => value === only) ? only! : '';
	const [course, ...more] = choices.courses;
	return {
		choices,
		usual: {
			organizationId: [host],
			courses: course && more.length === 0 ? [course.value] : [],
			opensAt: ['08:30'],
			closesAt: ['16:30'],
			timeZone: [person.timeZone],
			language: [locals.language]
		} as Record<string, string[]>
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { request, locals } = event;
		const { person } = withRight(locals, 'facilitate');
		const { plan, typed, refusal } = await readPlan(request);
		if (!plan) return refusal;
		const { workshop, faults } = await createWorkshop(plan, person, locals.now);
		if (!workshop) return refuse(typed, planSentences(faults));
		await dropKept(event);
		redirect(303, href(`/workshops/${workshop.id}?news=created`));
	}
};
