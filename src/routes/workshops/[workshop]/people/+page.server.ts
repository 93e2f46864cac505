import { error, redirect } from '@sveltejs/kit';
import { inLanguage } from '#lib/i18n/address.ts';
import { href, inWords } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { professionName } from '#lib/i18n/names.ts';
import { refuse } from '#lib/web/form.ts';
import { dropKept } from '#lib/web/kept.ts';
import { facilitated } from '#lib/web/workshop.ts';
import { professions } from '#server/people/profile.ts';
import { reachOf } from '#server/people/reach.ts';
import { addCandidate, mostFound, searchPeople } from '#server/workshops/candidate.ts';
import { keepList, listLists } from '#server/workshops/list/draft.ts';
import { limits, Unreadable } from '#server/workshops/list/limits.ts';
import { readFile, readText } from '#server/workshops/list/reading.ts';
import { inviteParticipants } from '#server/workshops/participation.ts';
import { listParticipants, removeParticipant, returnParticipant } from '#server/workshops/participant.ts';
import { stateOf } from '#server/workshops/schedule.ts';
import type { TypedFields } from '#server/people/kept-form.ts';
import { troubleWords } from './words.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const perPage = 100;

export const load: PageServerLoad = async ({ params, locals, url }) => {
	const { person, workshop } = await facilitated(locals, params);
	const { id, title, joinCode, language, timeZone } = workshop;
	const people = await listParticipants(id);
	const words = (url.searchParams.get('q') ?? '').slice(0, 100);
	const found = words ? await searchPeople(reachOf(person, 'facilitate'), id, words) : undefined;
	const pages = Math.max(1, Math.ceil(people.length / perPage));
	const page = Math.max(1, Math.min(pages, Math.floor(Number(url.searchParams.get('page')) || 1)));
	const state = stateOf(workshop, locals.now);
	return {
		workshop: { id, title, cancelled: workshop.cancelledAt !== null },
		isOpen: state === 'coming' || state === 'on',
		timeZone,
		share: `${locals.origin}${inLanguage(`/join/${joinCode}`, language)}`,
		total: people.length,
		joined: people.filter(({ joinedAt }) => joinedAt).length,
		people: people.slice((page - 1) * perPage, page * perPage).map(({ organization, profession, ...row }) => ({
			...{ id: row.id, name: row.name, email: row.email, hasAccount: row.hasAccount },
			...{ joinedAt: row.joinedAt, addedAt: row.addedAt },
			about: [professionIn(profession), organization && inWords(organization)].filter(Boolean).join(' · ')
		})),
		page,
		pages,
		words,
		mostFound,
		found: found?.map(({ organization, ...row }) => ({ ...row, organization: inWords(organization) })),
		limits: { rows: limits.rows, megabytes: limits.bytes / 1_000_000 },
		lists: await listLists(id, locals.now)
	};
};

function professionIn(written: string | undefined): string | undefined {
	const known = professions.find((each) => each === written);
	return known && professionName(known);
}

export const actions: Actions = {
	add: async ({ request, params, locals }) => {
		const { person, workshop } = await facilitated(locals, params);
		const added = await addCandidate(workshop, await read(request, 'person'), person, locals.origin, locals.now);
		if (!added) return refuse({}, { search: m.people_not_yours() }, 404);
		const { name, letters } = added;
		return { added: letters > 0 ? m.people_added_news({ name }) : m.people_added_quietly({ name }) };
	},
	remove: async ({ request, params, locals }) => {
		const { person, workshop } = await facilitated(locals, params);
		const id = await read(request, 'participant');
		const name = await removeParticipant(workshop.id, id, person.id, locals.now);
		if (name === undefined) error(404, m.error_not_found());
		return { news: m.people_removed_news({ name }), removed: { id, name } };
	},
	return: async ({ request, params, locals }) => {
		const { workshop } = await facilitated(locals, params);
		const name = await returnParticipant(workshop.id, await read(request, 'participant'));
		if (name === undefined) error(404, m.error_not_found());
		return { news: m.people_put_back_news({ name }) };
	},
	/** Writes again to one person, or to everybody who has not answered. */
	invite: async ({ request, params, locals }) => {
		const { person, workshop } = await facilitated(locals, params);
		const only = await read(request, 'participant');
		const waiting = (await listParticipants(workshop.id)).filter(
			({ id, joinedAt }) => !joinedAt && (!only || id === only)
		);
		if (only && waiting.length === 0) error(404, m.error_not_found());
		const ids = waiting.map(({ id }) => id);
		const count = await inviteParticipants(workshop, ids, person, locals.origin, locals.now);
		if (count > 0) return { news: m.people_invited_news({ count }) };
		const state = stateOf(workshop, locals.now);
		return { news: state === 'over' || state === 'cancelled' ? m.people_invited_closed() : m.people_invited_none() };
	},
	paste: async (event) => {
		const { person, workshop } = await facilitated(event.locals, event.params);
		const form = await formOf(event);
		if (!form) return refuse({}, { text: tooLarge() }, 413);
		const typed = form.get('text');
		const text = typeof typed === 'string' ? typed : '';
		return keep(event, workshop.id, person.id, { text: [text] }, 'text', '', () => readText(text));
	},
	upload: async (event) => {
		const { person, workshop } = await facilitated(event.locals, event.params);
		const form = await formOf(event);
		if (!form) return refuse({}, { file: tooLarge() }, 413);
		const file = form.get('file');
		if (!(file instanceof File) || file.name === '') return refuse({}, { file: m.people_upload_missing() });
		if (file.size > limits.bytes) return refuse({}, { file: tooLarge() });
		const bytes = new Uint8Array(await file.arrayBuffer());
		return keep(event, workshop.id, person.id, {}, 'file', file.name, () => readFile(bytes));
	}
};

const tooLarge = () => troubleWords({ kind: 'bytes', found: 0 });

async function read(request: Request, name: string): Promise<string> {
	const value = (await request.formData()).get(name);
	return typeof value === 'string' ? value : '';
}

// Absent where more was sent than this server takes at all.
async function formOf({ request }: RequestEvent): Promise<FormData | undefined> {
	try {
		return await request.formData();
	} catch {
		return undefined;
	}
}

async function keep(
	event: RequestEvent,
	workshopId: string,
	personId: string,
	typed: TypedFields,
	field: 'text' | 'file',
	fileName: string,
	rows: () => string[][] | Promise<string[][]>
) {
	let id: string;
	try {
		const list = { fileName, rows: await rows() };
		id = await keepList(workshopId, list, personId, event.locals.now);
	} catch (cause) {
		if (!(cause instanceof Unreadable)) throw cause;
		return refuse(typed, { [field]: troubleWords(cause.trouble) });
	}
	await dropKept(event);
	redirect(303, href(`/workshops/${workshopId}/people/lists/${id}`));
}
