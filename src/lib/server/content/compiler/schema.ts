import * as v from 'valibot';
import { contentLanguages, type Language } from '../course.ts';
import { between, exactly, fields, id, inEach, listOf, listOrNone, minutes, text, words } from './schema-parts.ts';

/** The part of `course.yaml` that says which languages the rest must have. */
export const languagesSchema = v.looseObject(
	{ languages: listOf(v.picklist(contentLanguages), contentLanguages.length) },
	'The field “languages” is missing.\nAdd a line “languages: [en, es]”.'
);

/** `course.yaml`, once its languages are known. */
export function courseSchema(languages: readonly Language[]) {
	const each = inEach(languages);
	const written = { id, minutes, outcomes: listOrNone(id, 20) };
	const test = { title: each, form: v.picklist(['A', 'B']), 'per-outcome': between(1, 20, 'items'), minutes };
	const pass = between(1, 100, 'percent');
	const wait = between(0, 100_000, 'minutes');
	return fields({
		code: text,
		languages: v.array(v.picklist(contentLanguages)),
		title: each,
		summary: each,
		topics: listOf(id, 20),
		audience: listOf(id, 20),
		outcomes: v.record(id, each),
		modules: listOf(
			fields({
				id,
				title: each,
				steps: listOf(
					v.variant('kind', [
						fields({ ...written, kind: v.literal('lesson') }),
						fields({ ...written, kind: v.literal('practice') }),
						fields({ ...written, kind: v.literal('session') }),
						fields({ id, minutes, kind: v.literal('quiz'), title: each, pass, wait })
					]),
					40
				)
			}),
			40
		),
		tests: v.optional(
			fields({
				pre: v.optional(fields({ ...test, pass: v.optional(pass), wait: v.optional(wait, 0) })),
				post: v.optional(fields({ ...test, pass: v.optional(pass), wait: v.optional(wait, 0) }))
			})
		)
	});
}

/** The front matter of a lesson in one language. */
export const lessonSchema = (language: Language) => fields({ title: words(language), sources: listOf(text, 40) });

/** The front matter of a practice in one language. */
export function practiceSchema(language: Language) {
	const label = words(language);
	const named = fields({ id, label });
	const field = { id, label, hint: v.optional(label) };
	const group = fields({ id, label, rows: listOf(named, 40) });
	return fields({
		title: label,
		tasks: listOf(fields({ do: label, minutes }), 20),
		fields: listOf(
			v.variant('kind', [
				fields({ ...field, kind: v.literal('text') }),
				fields({ ...field, kind: v.literal('choice'), options: listOf(named, 20) }),
				fields({ ...field, kind: v.literal('ratings'), scale: listOf(label, 11), groups: listOf(group, 20) })
			]),
			40
		),
		rubric: exactly(fields({ id, criterion: label, levels: exactly(label, 4, 'levels') }), 4, 'criteria'),
		sources: listOrNone(text, 40)
	});
}

/** The front matter of a session guide in one language. */
export function sessionSchema(language: Language) {
	const label = words(language);
	const agenda = listOf(fields({ what: label, minutes }), 40);
	return fields({ title: label, room: label, materials: v.array(label), agenda });
}

/** The front matter of a member of the cast in one language. */
export const castSchema = (language: Language) =>
	fields({ name: words(language), age: between(1, 120, 'years'), role: words(language) });

/** One entry of `glossary.yaml`: its term in all languages, its meaning at least in English and Spanish. */
export const termSchema = fields({
	en: fields({ term: text, meaning: text }),
	es: fields({ term: text, meaning: text }),
	pt: fields({ term: text, meaning: v.optional(text) }),
	fr: fields({ term: text, meaning: v.optional(text) }),
	variants: listOrNone(
		fields({
			country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'A country has two capital letters.\nWrite it like MX.')),
			language: v.picklist(contentLanguages),
			term: text
		}),
		20
	)
});
