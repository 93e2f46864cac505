import { day, number } from '#lib/i18n/format.ts';
import { inWords } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { reasonName } from '#lib/i18n/reports.ts';
import { findCourse } from '#server/content/catalogue.ts';
import { reminder } from '#server/mail/letters.ts';
import { countStillHere } from '#server/mail/take-back.ts';
import type { Reach } from '#server/people/reach.ts';
import type { Batch } from '#server/reports/batch.ts';
import { readChange } from '#server/reports/change.ts';
import type { Places } from '#server/reports/places.ts';
import { preview } from '#server/reports/preview.ts';
import { wordsOf } from './words.ts';

/** What is to be done, in a line; nothing for a reminder, whose letter says it. */
export async function whatWords(chosen: Batch, places: Places): Promise<string | undefined> {
	const change = readChange(chosen);
	if (change.kind === 'remind') return undefined;
	if (change.kind === 'move')
		return m.batch_move_what({ organization: inWords(places.get(change.organizationId)?.name ?? {}) });
	const course = await findCourse(change.course);
	const module = course?.modules.find(({ id }) => id === change.module);
	return m.batch_assign_what({
		module: module ? inWords(module.title) : change.module,
		course: course ? inWords(course.title) : change.course,
		day: day(change.dueOn),
		timeZone: change.timeZone.replaceAll('_', ' ')
	});
}

/** Whom it reaches and whom not, as it stands now. */
export async function previewWords(chosen: Batch, reach: Reach) {
	const { included, leftOut, sign } = await preview(chosen, reach);
	const count = number(included.length);
	return {
		sign,
		included: included.map(({ id, name }) => ({ id, name })),
		reach: wordsOf[chosen.kind].reach({ count }),
		button: wordsOf[chosen.kind].button({ count }),
		leftOut: leftOut.map(({ id, name, reason }) => ({
			id,
			name: name ?? m.batch_somebody(),
			reason: reasonName(reason)
		})),
		leftOutWords: m.batch_left_out({ count: number(leftOut.length) })
	};
}

/** The letter of a reminder as its reader gets it, for whoever looks at it before. */
export function sampleLetter({ kind, change }: Batch, places: Places, name: string, language: 'en' | 'es') {
	if (kind !== 'remind') return undefined;
	const organization = inWords(places.get(change.among ?? '')?.name ?? {});
	const { subject, body } = reminder(name, organization, '…', language);
	return { subject, body: body.replace('{link}', '…') };
}

/** What undoing would do, and the button that does it; no button where nothing is left to undo. */
export async function undoWords({ id, kind }: Batch): Promise<{ lead?: string; button?: string }> {
	if (kind === 'assign') return { lead: m.batch_assign_undo_lead(), button: m.batch_assign_undo() };
	if (kind === 'move') return { lead: m.batch_move_undo_lead(), button: m.batch_move_undo() };
	const letters = await countStillHere(id);
	return letters > 0 ? { button: m.batch_remind_undo({ count: number(letters) }) } : { lead: m.batch_remind_gone() };
}
