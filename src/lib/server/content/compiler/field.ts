import type { InferOutput } from 'valibot';
import type { Field, Language } from '../course.ts';
import { inLanguages } from '../language.ts';
import type { Page } from './page.ts';
import type { practiceSchema } from './schema.ts';

/** The front matter of a practice. */
export type PracticeFront = InferOutput<ReturnType<typeof practiceSchema>>;

/** Brings the languages of the field at one place together. The first language's field leads. */
export function gatherField(
	field: PracticeFront['fields'][number],
	at: number,
	pages: Map<Language, Page<PracticeFront>>
): Field {
	const each = (pick: (field: PracticeFront['fields'][number]) => string | undefined) =>
		inLanguages(pages, ({ front }) => {
			const same = front.fields[at];
			return (same && pick(same)) ?? '';
		});
	const { id } = field;
	const label = each((it) => it.label);
	const hint = field.hint === undefined ? {} : { hint: each((it) => it.hint) };
	if (field.kind === 'text') return { id, kind: 'text', label, ...hint };
	if (field.kind === 'choice') {
		const options = field.options.map((option, index) => ({
			id: option.id,
			label: each((it) => (it.kind === 'choice' ? it.options[index]?.label : undefined))
		}));
		return { id, kind: 'choice', label, ...hint, options };
	}
	const scale = field.scale.map((_, level) => each((it) => (it.kind === 'ratings' ? it.scale[level] : undefined)));
	const groups = field.groups.map((group, index) => ({
		id: group.id,
		label: each((it) => (it.kind === 'ratings' ? it.groups[index]?.label : undefined)),
		rows: group.rows.map((row, place) => ({
			id: row.id,
			label: each((it) => (it.kind === 'ratings' ? it.groups[index]?.rows[place]?.label : undefined))
		}))
	}));
	return { id, kind: 'ratings', label, ...hint, scale, groups };
}
