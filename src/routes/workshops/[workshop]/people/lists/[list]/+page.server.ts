import { error, redirect } from '@sveltejs/kit';
import { href } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { professionName, sectorName, sexName } from '#lib/i18n/names.ts';
import { languageNames } from '#lib/i18n/address.ts';
import { refuse } from '#lib/web/form.ts';
import { dropKept } from '#lib/web/kept.ts';
import { typedFields } from '#lib/web/typed.ts';
import { facilitated } from '#lib/web/workshop.ts';
import { reachOf } from '#server/people/reach.ts';
import type { SignedIn } from '#server/people/session.ts';
import { addressesOn, checkList, type CheckedRow } from '#server/workshops/list/checking.ts';
import { confirmList, seenAs } from '#server/workshops/list/confirming.ts';
import { correctRows } from '#server/workshops/list/correcting.ts';
import { changeMapping, findList, type PeopleList } from '#server/workshops/list/draft.ts';
import { claimedTwice, fields } from '#server/workshops/list/field.ts';
import { findKnown } from '#server/workshops/list/known.ts';
import { undoList } from '#server/workshops/list/undoing.ts';
import { stateOf } from '#server/workshops/schedule.ts';
import type { Workshop } from '#server/workshops/workshop.ts';
import type { Actions, PageServerLoad } from './$types';

const perPage = 50;
const mostHeadings = 5;

export const load: PageServerLoad = async ({ params, locals, url }) => {
	const { person, workshop } = await facilitated(locals, params);
	const list = (await findList(workshop.id, params.list)) ?? error(404, m.error_not_found());
	const state = stateOf(workshop, locals.now);
	return {
		workshop: { id: workshop.id, title: workshop.title, cancelled: workshop.cancelledAt !== null },
		timeZone: workshop.timeZone,
		list: { id: list.id, fileName: list.fileName },
		done: list.made && {
			people: list.made.people.length,
			added: list.made.participants.length + list.made.returned.length,
			returned: list.made.returned.length,
			at: list.confirmedAt!,
			undoneAt: list.undoneAt ?? undefined
		},
		isOpen: state === 'coming' || state === 'on',
		draft: list.rows.length > 0 ? await draft(list, workshop, person, Number(url.searchParams.get('page'))) : undefined
	};
};

async function draft(list: PeopleList, workshop: Workshop, person: SignedIn, asked: number) {
	const known = await findKnown(workshop, addressesOn(list), reachOf(person, 'facilitate'));
	const checked = checkList(list, known);
	// What needs a look comes first, then what is taken differently than it was written.
	const rank = ({ outcome, remarks }: CheckedRow) => (!outcome ? 0 : remarks.length > 0 ? 1 : 2);
	const rows = checked.toSorted((a, b) => rank(a) - rank(b) || a.row - b.row);
	const pages = Math.max(1, Math.ceil(rows.length / perPage));
	const page = Math.max(1, Math.min(pages, Math.floor(asked) || 1));
	const count = (...outcomes: CheckedRow['outcome'][]) =>
		checked.filter((row) => outcomes.includes(row.outcome)).length;
	const sums = {
		new: count('new'),
		waiting: count('waiting'),
		yours: count('yours'),
		elsewhere: count('elsewhere'),
		already: count('already'),
		bad: count(undefined)
	};
	return {
		seen: seenAs(list),
		sums,
		added: sums.new + sums.waiting + sums.yours + sums.elsewhere,
		columns: columnsOf(list),
		fields: [...fields],
		headings: list.headings,
		mostHeadings: Math.max(list.headings, Math.min(mostHeadings, list.rows.length - 1)),
		hasAddresses: list.mapping.includes('email'),
		hasNames: list.mapping.some((field) => field === 'name' || field === 'firstName' || field === 'lastName'),
		rows: rows.slice((page - 1) * perPage, page * perPage).map(shape),
		page,
		pages
	};
}

// Each column as the first rows show it.
function columnsOf({ rows, headings, mapping }: PeopleList) {
	const samples = rows.slice(headings).filter((row) => row.some(Boolean));
	return mapping.map((field, column) => ({
		heading: rows.slice(0, headings).findLast((row) => row[column])?.[column],
		samples: samples.slice(0, 3).map((row) => row[column] ?? ''),
		field
	}));
}

function shape({ row, name, email, outcome, problems, remarks, known, ...about }: CheckedRow) {
	const { institution, profession, sector, sex, language } = about;
	return {
		...{ row, name, email, outcome, problems, remarks, isKnown: known !== undefined },
		about: [
			profession && professionName(profession),
			institution,
			sector && sectorName(sector),
			sex && sexName(sex),
			language && languageNames[language]
		]
			.filter(Boolean)
			.join(' · ')
	};
}

export const actions: Actions = {
	map: async (event) => {
		const { workshop } = await facilitated(event.locals, event.params);
		const list = (await findList(workshop.id, event.params.list)) ?? error(404, m.error_not_found());
		const form = await event.request.formData();
		const mapping = list.mapping.map(
			(_, column) => fields.find((field) => field === form.get(`column.${column}`)) ?? null
		);
		const headings = Math.max(0, Math.min(mostHeadings, Math.floor(Number(form.get('headings'))) || 0));
		const faults = Object.fromEntries(
			claimedTwice(mapping).map((column) => [`column.${column}`, m.list_column_twice()])
		);
		if (Object.keys(faults).length > 0) return refuse(typedFields(form), faults);
		await changeMapping(workshop.id, list.id, { headings, mapping });
		await dropKept(event);
		redirect(303, here(event.params));
	},
	correct: async (event) => {
		const { workshop } = await facilitated(event.locals, event.params);
		const form = await event.request.formData();
		const words = (name: string) => {
			const value = form.get(name);
			return typeof value === 'string' ? value : '';
		};
		const rows = [...form.keys()].flatMap((name) => /^email\.(\d{1,5})$/.exec(name)?.[1] ?? []);
		await correctRows(
			workshop.id,
			event.params.list,
			rows.map((row) => ({ row: Number(row), name: words(`name.${row}`), email: words(`email.${row}`) }))
		);
		await dropKept(event);
		redirect(303, here(event.params));
	},
	confirm: async ({ request, params, locals }) => {
		const { person, workshop } = await facilitated(locals, params);
		const form = await request.formData();
		const seen = form.get('seen');
		const confirmed = await confirmList(
			workshop,
			params.list,
			{
				by: person,
				seen: typeof seen === 'string' ? seen : '',
				invite: form.has('invite') ? locals.origin : undefined
			},
			locals.now
		);
		if (confirmed === 'gone') redirect(303, here(params));
		if (confirmed === 'changed') return refuse({}, { confirm: m.list_changed() }, 409);
		const { headings, rows } = confirmed.leftOut;
		const leftOut = [...headings, ...rows].map((row) => row.join('\t')).join('\n');
		return { confirmed: { letters: confirmed.letters, leftOut, bad: rows.length } };
	},
	undo: async ({ params, locals }) => {
		const { person, workshop } = await facilitated(locals, params);
		const undone = await undoList(workshop.id, params.list, person.id, locals.now);
		if (!undone) redirect(303, here(params));
		return { undone };
	}
};

const here = ({ workshop, list }: { workshop: string; list: string }) =>
	href(`/workshops/${encodeURIComponent(workshop)}/people/lists/${encodeURIComponent(list)}`);
