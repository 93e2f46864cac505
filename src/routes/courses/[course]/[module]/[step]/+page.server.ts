import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { href, inWords } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { readForm, refuse, text } from '#lib/web/form.ts';
import { dropKept } from '#lib/web/kept.ts';
import { typedFields } from '#lib/web/typed.ts';
import { handIn, keepAnswers } from '#server/assessment/attempt.ts';
import {
	compareSubmission,
	emptyFields,
	findSubmission,
	saveDraft,
	submitPractice,
	writeAgain
} from '#server/assessment/practice.ts';
import { issueDue } from '#server/certification/credential.ts';
import type { Practice, Quiz } from '#server/content/course.ts';
import { path, stepName } from '#server/content/edition.ts';
import { completeStep, nextOpen, standing, type Finished } from '#server/learning/progress.ts';
import { findHere, type Here } from './place.ts';
import { practiceAnswers, practiceView, quizAnswers, quizView, sessionView } from './view.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => {
	const here = await findHere(params, locals);
	const { person, place, edition, module, step, name } = here;
	const isFacilitator = person.roles.some(({ role }) => role === 'facilitator');
	if (step.kind === 'session') locals.text = inWords(isFacilitator ? step.guide : step.text);
	else if ('text' in step) locals.text = inWords(step.text);

	const steps = path(edition);
	const number = edition.modules.findIndex(({ id }) => id === module.id);
	const all = edition.modules.flatMap((each) => each.steps.map((one) => stepName(each, one)));
	const previous = all[all.indexOf(name) - 1];
	const next = nextOpen(edition, place, name);
	const { percent, minutesLeft } = standing(edition, place);
	const quiz =
		step.kind === 'quiz' || step.kind === 'test' ? await quizView(here, step, locals.kept, locals) : undefined;
	const practice = step.kind === 'practice' ? await practiceView(here, step, locals.kept, locals) : undefined;
	return {
		course: edition.course,
		courseTitle: inWords(edition.title),
		module: { title: inWords(module.title), number: number + 1, of: edition.modules.length },
		outline: module.steps.map((each) => ({
			path: href(`/courses/${edition.course}/${stepName(module, each)}`),
			title: inWords(each.title),
			kind: each.kind,
			minutes: each.minutes,
			done: place.done.has(stepName(module, each)),
			here: each.id === step.id
		})),
		percent,
		minutesLeft,
		step: { kind: step.kind, title: inWords(step.title), minutes: step.minutes, place: module.steps.indexOf(step) + 1 },
		sources: 'sources' in step ? (step.sources[locals.language] ?? step.sources.en ?? []) : [],
		done: place.done.has(name),
		isLast: steps.every((each) => each.name === name || place.done.has(each.name)),
		back: previous && href(`/courses/${edition.course}/${previous}`),
		onward: next && { path: href(`/courses/${edition.course}/${next.name}`), title: inWords(next.step.title) },
		timeZone: person.timeZone,
		// What a browser kept of one try must not come back in the next.
		draftKey: `${place.id}/${name}/${quiz?.number ?? practice?.after ?? ''}`,
		quiz,
		practice,
		session: step.kind === 'session' ? { ...sessionView(step, locals), isFacilitator } : undefined
	};
};

export const actions: Actions = {
	/** A lesson was read. */
	done: async (event) => {
		const here = await findHere(event.params, event.locals);
		if (here.step.kind !== 'lesson') error(404, m.error_not_found());
		const finished = await completeStep(here.place, here.edition, here.module, here.step, event.locals.now);
		await goOn(event, here, finished);
	},
	/** Answers of a quiz as they are given. */
	keep: async (event) => {
		const { here, quiz } = await findQuiz(event);
		const form = await event.request.formData();
		const kept = await keepAnswers(here.place, here.module, quiz, answersIn(quiz, form), event.locals.now);
		await dropKept(event);
		return { kept, closed: !kept };
	},
	'hand-in': async (event) => {
		const { here, quiz } = await findQuiz(event);
		const form = await event.request.formData();
		const result = await handIn(here.place, here.edition, here.module, quiz, answersIn(quiz, form), event.locals.now);
		await dropKept(event);
		if (result.outcome === 'open items')
			return refuse({}, Object.fromEntries(result.items.map((id) => [id, m.fault_no_answer()])));
		if (result.outcome === 'marked' && result.passed)
			await issueDue(event.locals.origin, event.locals.now, here.place.id);
		redirect(303, here.path);
	},
	/** A practice while it is being written. */
	save: async (event) => {
		const { here, practice, after, answers } = await findWriting(event);
		if ('refusal' in answers) return answers.refusal;
		// What the script saves on its way may arrive after the work was handed in, and must not open it again.
		const bySelf = event.request.headers.get('accept')?.includes('application/json');
		if (bySelf && after !== ((await findSubmission(here.place.id, here.name))?.id ?? '')) return refuse({}, {}, 409);
		await saveDraft(here.place, here.module, practice, answers.values, event.locals.now);
		await dropKept(event);
		return { kept: true };
	},
	submit: async (event) => {
		const { here, practice, answers } = await findWriting(event);
		if ('refusal' in answers) return answers.refusal;
		await saveDraft(here.place, here.module, practice, answers.values, event.locals.now);
		await dropKept(event);
		const empty = emptyFields(practice, answers.values);
		if (empty.length > 0) return refuse({}, Object.fromEntries(empty.map((name) => [name, m.fault_empty_field()])));
		await submitPractice(here.place, here.module, practice, answers.values, event.locals.language, event.locals.now);
		redirect(303, `${here.path}#compare`);
	},
	/** One's own work held against the rubric. */
	compare: async (event) => {
		const { here, practice } = await findPractice(event);
		const schema = v.object(
			Object.fromEntries([
				...practice.rubric.map(({ id }) => [`level.${id}`, text(1, m.fault_no_level)] as const),
				['note', text(4000)] as const
			])
		);
		const { values, refusal } = await readForm(event.request, schema);
		if (!values) return refusal;
		const levels = Object.fromEntries(
			practice.rubric.map(({ id }) => [id, Math.min(4, Math.max(1, Number(values[`level.${id}`]) || 1))])
		);
		const compared = await compareSubmission(
			here.place,
			here.edition,
			here.module,
			practice,
			levels,
			values.note ?? '',
			event.locals.now
		);
		await dropKept(event);
		if (compared) await issueDue(event.locals.origin, event.locals.now, here.place.id);
		redirect(303, here.path);
	},
	again: async (event) => {
		const { here, practice } = await findPractice(event);
		await writeAgain(here.place, here.module, practice, event.locals.now);
		redirect(303, here.path);
	}
};

type Event = RequestEvent<{ course: string; module: string; step: string }>;

async function goOn({ locals }: Event, { place, edition, name }: Here, finished: Finished): Promise<never> {
	if (finished.course) {
		await issueDue(locals.origin, locals.now, place.id);
		redirect(303, href(`/courses/${edition.course}`));
	}
	const next = nextOpen(edition, place, name);
	redirect(303, href(`/courses/${edition.course}${next ? `/${next.name}` : ''}`));
}

async function findQuiz(event: Event): Promise<{ here: Here; quiz: Quiz }> {
	const here = await findHere(event.params, event.locals);
	if (here.step.kind !== 'quiz' && here.step.kind !== 'test') error(404, m.error_not_found());
	return { here, quiz: here.step };
}

async function findPractice(event: Event): Promise<{ here: Here; practice: Practice }> {
	const here = await findHere(event.params, event.locals);
	if (here.step.kind !== 'practice') error(404, m.error_not_found());
	return { here, practice: here.step };
}

async function findWriting(event: Event) {
	const { here, practice } = await findPractice(event);
	const form = await event.request.formData();
	const values = practiceAnswers(practice, (field) => strings(form, field)[0]);
	const faults: Record<string, string> = {};
	for (const [name, value] of Object.entries(values)) {
		const parsed = v.safeParse(text(20_000), value);
		if (parsed.success) values[name] = parsed.output;
		else faults[name] = parsed.issues[0].message;
	}
	return {
		here,
		practice,
		after: strings(form, 'after')[0] ?? '',
		answers: Object.keys(faults).length > 0 ? { refusal: refuse(typedFields(form), faults) } : { values }
	};
}

const strings = (form: FormData, name: string) => form.getAll(name).filter((value) => typeof value === 'string');
const answersIn = (quiz: Quiz, form: FormData) => quizAnswers(quiz, (field) => strings(form, field));
