import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { href, inWords } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { readForm, refuse, text } from '#lib/web/form.ts';
import { dropKept } from '#lib/web/kept.ts';
import { facilitated } from '#lib/web/workshop.ts';
import type { SignedIn } from '#server/people/session.ts';
import { inTheirLanguage } from '#server/workshops/announcement.ts';
import { fingerprint, type LatePerson } from '#server/workshops/late.ts';
import { lateLetter, listMailings, previewLate, sendLate } from '#server/workshops/mailing.ts';
import type { Workshop } from '#server/workshops/workshop.ts';
import type { Actions, PageServerLoad } from './$types';

const longestNote = 1000;
/** For how long after a letter the next one is not offered at first sight, in milliseconds. */
const soonAfter = 2 * 24 * 3600_000;

export const load: PageServerLoad = async ({ params, locals, url }) => {
	const { person, workshop } = await facilitated(locals, params);
	const { late, to } = await previewLate(workshop, locals.now);
	const mailings = await listMailings(workshop.id);
	const lastLate = mailings.find(({ kind }) => kind === 'late');
	const sent = mailings.find(({ id }) => id === url.searchParams.get('sent'));
	return {
		workshop: { id: workshop.id, title: workshop.title, cancelled: workshop.cancelledAt !== null },
		timeZone: workshop.timeZone,
		longestNote,
		late: late.map(({ personId, name, way, modules }) => ({
			...{ id: personId, name, way },
			modules: modules.map(({ key, title, dueOn }) => ({ key, title: inWords(title), dueOn }))
		})),
		count: to.length,
		fingerprint: fingerprint(workshop.id, to, lastLate?.id),
		letters: lettersIn(to, workshop, person, '', locals.origin),
		sent: sent && { count: sent.count, at: sent.writtenAt, isNew: !url.searchParams.has('before') },
		lastLate: lastLate?.writtenAt,
		isRecent: lastLate !== undefined && locals.now.getTime() - lastLate.writtenAt.getTime() < soonAfter,
		mailings: mailings.map(({ id, kind, writer, writtenAt, count, note, letters }) => ({
			...{ id, kind, writer, writtenAt, count, note, letters }
		}))
	};
};

/** The very letter that the first reader of each language gets. */
function lettersIn(to: LatePerson[], workshop: Workshop, writer: SignedIn, note: string, origin: string) {
	const languages = [...new Set(to.map(({ language }) => language))];
	return languages.map((language) => {
		const reader = to.find((each) => each.language === language)!;
		const stop = `${inTheirLanguage(origin, language)}/stop-reminders/…`;
		const { subject, body } = lateLetter(reader, workshop, writer.name, note, stop);
		return { name: reader.name, language, subject, body };
	});
}

const schema = v.object({ note: text(longestNote), count: text(10), fingerprint: text(100) });

export const actions: Actions = {
	preview: async ({ request, params, locals }) => {
		const { person, workshop } = await facilitated(locals, params);
		const { values, refusal } = await readForm(request, schema);
		if (!values) return refusal;
		const { to } = await previewLate(workshop, locals.now);
		return { note: values.note, letters: lettersIn(to, workshop, person, values.note, locals.origin) };
	},
	send: async (event) => {
		const { request, params, locals } = event;
		const { person, workshop } = await facilitated(locals, params);
		const { values, refusal } = await readForm(request, schema);
		if (!values) return refusal;
		const { note } = values;
		const seen = { count: Number(values.count), fingerprint: values.fingerprint };
		const sent = await sendLate(workshop, seen, note, person, locals.origin, locals.now);
		if (sent === 'changed') return refuse({ note: [note] }, { form: m.late_changed() }, 409);
		await dropKept(event);
		const query = new URLSearchParams({ sent: sent.mailing.id, ...(!sent.isNew && { before: '' }) });
		redirect(303, `${href(`/workshops/${workshop.id}/letters`)}?${query}`);
	}
};
