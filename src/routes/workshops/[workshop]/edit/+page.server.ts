import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { href } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { days } from '#lib/i18n/when.ts';
import { email, readForm, refuse, text, ticked } from '#lib/web/form.ts';
import { dropKept } from '#lib/web/kept.ts';
import { facilitated } from '#lib/web/workshop.ts';
import { reachOf } from '#server/people/reach.ts';
import { addFacilitator, listFacilitators, removeFacilitator } from '#server/workshops/facilitator.ts';
import { cancelWorkshop } from '#server/workshops/cancellation.ts';
import { planOf } from '#server/workshops/plan.ts';
import { changeWorkshop, type Change } from '#server/workshops/planning.ts';
import { countAddressed } from '#server/workshops/announcement.ts';
import { stateOf } from '#server/workshops/schedule.ts';
import { findFacilitated } from '#server/workshops/workshop.ts';
import { planChoices, planSentences, readPlan, typedPlan } from '../../plan-form.ts';
import { afterMeanwhile, remembered } from './meanwhile.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => {
	const { person, workshop } = await facilitated(locals, params);
	const plan = planOf(workshop);
	return {
		workshop: {
			id: workshop.id,
			title: workshop.title,
			cancelled: workshop.cancelledAt !== null,
			state: stateOf(workshop, locals.now),
			startsOn: workshop.startsOn,
			endsOn: workshop.endsOn
		},
		version: workshop.version,
		saved: typedPlan(plan),
		was: JSON.stringify(plan),
		choices: await planChoices(reachOf(person, 'facilitate'), locals.language, workshop),
		people: await countAddressed(workshop.id),
		facilitators: await listFacilitators(workshop.id),
		me: person.id
	};
};

const page = (id: string, news: string) => href(`/workshops/${id}?news=${news}`);

function whatWas(change: Extract<Change, { outcome: 'saved' }>): string {
	return change.told > 0 ? 'told' : 'saved';
}

// What is no number is no version, so that nothing is overwritten.
const versionOf = (typed: unknown) => (typeof typed === 'string' && /^\d{1,9}$/.test(typed) ? Number(typed) : -1);
const version = v.pipe(
	v.string(),
	v.transform((typed) => versionOf(typed))
);

export const actions: Actions = {
	/** Everything but the days. */
	plan: async (event) => {
		const { params, request, locals } = event;
		const { person, workshop } = await facilitated(locals, params);
		const { plan: typed, form, typed: fields, refusal } = await readPlan(request);
		if (!typed) return refusal;
		const { startsOn: _from, endsOn: _to, ...changes } = typed;
		const change = await changeWorkshop(
			workshop.id,
			changes,
			{ version: versionOf(form.get('version')), tellFrom: form.has('tell') ? locals.origin : undefined },
			person,
			locals.now
		);
		if (change.outcome === 'cancelled') redirect(303, href(`/workshops/${workshop.id}`));
		if (change.outcome === 'refused') return refuse(fields, planSentences(change.faults));
		if (change.outcome === 'stale') {
			const { startsOn, endsOn } = change.workshop;
			return afterMeanwhile(
				fields,
				{ ...typed, startsOn, endsOn },
				change.workshop,
				remembered(form.get('was')),
				locals
			);
		}
		await dropKept(event);
		redirect(303, page(workshop.id, whatWas(change)));
	},
	postpone: async (event) => {
		const { params, request, locals } = event;
		const { person, workshop } = await facilitated(locals, params);
		const schema = v.object({ version, startsOn: text(10), endsOn: text(10), movesDueDays: ticked(), tell: ticked() });
		const { values, refusal } = await readForm(request, schema);
		if (!values) return refusal;
		const { startsOn, endsOn, movesDueDays, tell } = values;
		const change = await changeWorkshop(
			workshop.id,
			{ startsOn, endsOn },
			{ version: values.version, movesDueDays, tellFrom: tell ? locals.origin : undefined },
			person,
			locals.now
		);
		if (change.outcome === 'cancelled') redirect(303, href(`/workshops/${workshop.id}`));
		const typed = {
			startsOn: [startsOn],
			endsOn: [endsOn],
			...(movesDueDays && { movesDueDays: ['yes'] }),
			...(tell && { tell: ['yes'] })
		};
		if (change.outcome === 'refused')
			return refuse({ ...typed, version: [String(values.version)] }, planSentences(change.faults));
		if (change.outcome === 'stale') {
			const now = days(change.workshop.startsOn, change.workshop.endsOn);
			const again = { ...typed, version: [String(change.workshop.version)] };
			return refuse(again, { postpone: m.workshop_meanwhile_days({ days: now }) }, 409);
		}
		await dropKept(event);
		redirect(303, page(workshop.id, whatWas(change)));
	},
	cancel: async (event) => {
		const { params, request, locals } = event;
		const { person, workshop } = await facilitated(locals, params);
		const schema = v.object({ version, reason: text(1000, m.workshop_fault_reason), tell: ticked() });
		const { values, refusal } = await readForm(request, schema);
		if (!values) return refusal;
		const { reason, tell } = values;
		const manner = { version: values.version, tellFrom: tell ? locals.origin : undefined };
		const cancelled = await cancelWorkshop(workshop.id, reason, manner, person.id, locals.now);
		if (cancelled.outcome === 'stale') {
			const typed = { reason: [reason], version: [String(cancelled.workshop.version)], ...(tell && { tell: ['yes'] }) };
			return refuse(typed, { cancel: m.workshop_meanwhile_cancel() }, 409);
		}
		await dropKept(event);
		redirect(303, page(workshop.id, cancelled.told > 0 ? 'cancelled' : 'saved'));
	},
	'add-facilitator': async (event) => {
		const { params, request, locals } = event;
		const { person, workshop } = await facilitated(locals, params);
		const { values, refusal } = await readForm(request, v.object({ email }));
		if (!values) return refusal;
		const added = await addFacilitator(workshop, values.email, person.id, locals.origin, locals.now);
		if (added === 'no account')
			return refuse({ email: [values.email] }, { email: m.workshop_fault_no_account({ email: values.email }) });
		if (added === 'already') return refuse({ email: [values.email] }, { email: m.workshop_fault_already() });
		await dropKept(event);
		return { added: values.email };
	},
	'remove-facilitator': async ({ params, request, locals }) => {
		const { person, workshop } = await facilitated(locals, params);
		const { values, refusal } = await readForm(request, v.object({ person: text(40) }));
		if (!values) return refusal;
		const removed = await removeFacilitator(workshop.id, values.person, person.id, locals.now);
		if (removed === 'last') return refuse({}, { facilitators: m.workshop_fault_last() });
		const stays = await findFacilitated(person, workshop.id);
		redirect(303, href(stays ? `/workshops/${workshop.id}/edit#facilitators` : '/workshops'));
	}
};
