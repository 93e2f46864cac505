import { error, redirect } from '@sveltejs/kit';
import { dayAndTime, number } from '#lib/i18n/format.ts';
import { href } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { refuse } from '#lib/web/form.ts';
import { withRight } from '#lib/web/guard.ts';
import { typedFields } from '#lib/web/typed.ts';
import { findBatch } from '#server/reports/batch.ts';
import { carryOutBatch, undoBatch } from '#server/reports/carry-out.ts';
import { listPlaces } from '#server/reports/places.ts';
import { previewWords, sampleLetter, undoWords, whatWords } from './view.ts';
import { outcomeWords, wordsOf } from './words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { person, reach } = withRight(locals, 'manage');
	const chosen = (await findBatch(reach, params.batch)) ?? error(404, m.error_not_found());
	const places = await listPlaces(reach, locals.now);
	const { title, done, undone } = wordsOf[chosen.kind];
	const at = (instant: Date) => dayAndTime(instant, person.timeZone);
	const preview = chosen.doneAt ? undefined : await previewWords(chosen, reach);
	return {
		title: title(),
		what: await whatWords(chosen, places),
		preview,
		letter: sampleLetter(chosen, places, preview?.included[0]?.name ?? '', locals.language),
		done: chosen.doneAt && {
			words: done({ count: number(Object.keys(chosen.before ?? {}).length) }),
			at: m.batch_done_at({ time: at(chosen.doneAt) })
		},
		undone: chosen.undoneAt && { words: undone(), at: m.batch_undone_at({ time: at(chosen.undoneAt) }) },
		undo: chosen.doneAt && !chosen.undoneAt ? await undoWords(chosen) : undefined
	};
};

export const actions: Actions = {
	do: async ({ locals, params, request }) => {
		const { reach } = withRight(locals, 'manage');
		const form = await request.formData();
		const sign = form.get('sign');
		const outcome = await carryOutBatch(
			reach,
			params.batch,
			typeof sign === 'string' ? sign : '',
			locals.origin,
			locals.now
		);
		if (!outcome) error(404, m.error_not_found());
		if (outcome !== 'done') return refuse(typedFields(form), { form: outcomeWords(outcome) });
		redirect(303, href(`/manage/batches/${params.batch}`));
	},
	undo: async ({ locals, params }) => {
		const { reach } = withRight(locals, 'manage');
		const outcome = await undoBatch(reach, params.batch, locals.origin, locals.now);
		if (!outcome) error(404, m.error_not_found());
		redirect(303, href(`/manage/batches/${params.batch}`));
	}
};
