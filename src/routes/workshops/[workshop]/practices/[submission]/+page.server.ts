import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { href, inWords } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { readForm, text } from '#lib/web/form.ts';
import { dropKept } from '#lib/web/kept.ts';
import { shownFeedback, shownFields, shownRubric } from '#lib/web/practice.ts';
import { facilitated } from '#lib/web/workshop.ts';
import { longestNote } from '#server/assessment/feedback.ts';
import type { Practice } from '#server/content/course.ts';
import { commentPractice, findPractice } from '#server/workshops/practices.ts';
import { asQuery, findQueue, nextOf } from '../queue.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, url }) => {
	const { workshop } = await facilitated(locals, params);
	const { work, practice } = (await findPractice(workshop.id, params.submission)) ?? error(404, m.error_not_found());
	const { all, lines, choice } = await findQueue(workshop.id, url.searchParams);
	const versions = all.find((line) => line.versions.includes(work.id))?.versions ?? [work.id];
	const next = nextOf(lines, work.id);
	const path = (id: string) => href(`/workshops/${workshop.id}/practices/${id}`) + asQuery(choice);
	return {
		workshop: { id: workshop.id, title: workshop.title, cancelled: workshop.cancelledAt !== null },
		timeZone: workshop.timeZone,
		back: href(`/workshops/${workshop.id}/practices`) + asQuery(choice),
		isSent: url.searchParams.has('sent'),
		next: next && path(next.id),
		title: inWords(practice.title),
		author: work.author.name,
		submittedAt: work.submittedAt,
		versions:
			versions.length === 1 ? [] : [...versions].reverse().map((id) => ({ path: path(id), here: id === work.id })),
		newer: versions[0] === work.id ? undefined : path(versions[0]!),
		fields: shownFields(practice, work.answers),
		tasks: practice.tasks.map((task) => inWords(task.do)),
		rubric: shownRubric(practice, work.comparison?.levels),
		isCompared: work.comparison !== undefined,
		note: work.comparison?.note ?? '',
		sample: inWords(practice.sample),
		feedback: shownFeedback(practice, work.feedback, work.id)
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { params, request, locals, url } = event;
		const { person, workshop } = await facilitated(locals, params);
		const found = (await findPractice(workshop.id, params.submission)) ?? error(404, m.error_not_found());
		const { values, refusal } = await readForm(request, schema(found.practice));
		if (!values) return refusal;
		const levels = Object.fromEntries(
			found.practice.rubric.map(({ id }) => [id, Number(values[`level.${id}`])] as const)
		);
		const words = { levels, note: values.note ?? '' };
		if (!(await commentPractice(workshop.id, found.work.id, words, person, locals.origin, locals.now)))
			error(404, m.error_not_found());
		await dropKept(event);
		const { lines, choice } = await findQueue(workshop.id, url.searchParams);
		const next = nextOf(lines, found.work.id);
		const query = asQuery(choice);
		redirect(
			303,
			`${href(`/workshops/${workshop.id}/practices${next ? `/${next.id}` : ''}`)}${query}${query ? '&' : '?'}sent=yes`
		);
	}
};

const level = v.pipe(
	text(1, m.fault_no_level),
	v.check(
		(typed) => /^[1-4]?$/.test(typed),
		() => m.fault_no_level()
	)
);

function schema({ rubric }: Practice) {
	const levels: [string, v.GenericSchema<string>][] = rubric.map(({ id }) => [`level.${id}`, level]);
	return v.object(Object.fromEntries([...levels, ['note', text(longestNote)]]));
}
