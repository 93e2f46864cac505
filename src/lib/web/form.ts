import { fail, type ActionFailure } from '@sveltejs/kit';
import * as v from 'valibot';
import { m } from '#lib/i18n/paraglide/messages.js';
import { typedFields } from './typed.ts';
import { isEmail, isLatinName, onlyLatin } from '#server/people/name.ts';
import type { TypedFields } from '#server/people/kept-form.ts';

/** What goes back to a page whose form was refused: what was typed, and a sentence for each field. */
export interface Refusal {
	typed: TypedFields;
	faults: Record<string, string>;
}

type Schema = v.ObjectSchema<v.ObjectEntries, undefined>;
type Read<S extends Schema> =
	{ values: v.InferOutput<S>; refusal?: undefined } | { values?: undefined; refusal: ActionFailure<Refusal> };

/** Reads a form by its schema: its values, or the refusal to return from the action. Text comes trimmed, in one Unicode form; a field that is missing counts as empty. */
export async function readForm<S extends Schema>(request: Request, schema: S): Promise<Read<S>> {
	const form = await request.formData();
	const values: Record<string, unknown> = {};
	for (const name of Object.keys(schema.entries)) {
		const all = form.getAll(name).filter((value) => typeof value === 'string');
		values[name] = all[0] ?? '';
	}
	const parsed = v.safeParse(schema, values);
	if (parsed.success) return { values: parsed.output };
	const faults: Record<string, string> = {};
	for (const issue of parsed.issues) faults[v.getDotPath(issue) ?? 'form'] ??= issue.message;
	return { refusal: fail(422, { typed: typedFields(form), faults }) };
}

/** Refuses a form that was well written, for a reason that only the domain knew. */
export function refuse(typed: TypedFields, faults: Record<string, string>, status = 422): ActionFailure<Refusal> {
	return fail(status, { typed, faults });
}

// Unpaired surrogates and control characters are no text; directions set by hidden characters can make a name read as another.
const unwritable =
	/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Text without the signs that no database or reader can do anything with, for answers that are better kept in part than not at all. */
export function writable(value: string): string {
	return value.replace(new RegExp(unwritable, 'g'), '');
}

/** Text of one line or more, up to a number of characters. Empty is allowed unless a message says what is missing. */
export function text(longest: number, missing?: () => string) {
	return v.pipe(
		v.string(),
		v.transform((value) => value.normalize('NFC').replace(/\r\n/g, '\n').trim()),
		v.check(
			(value) => !missing || value !== '',
			() => missing!()
		),
		v.check(
			(value) => value.length <= longest,
			() => m.fault_too_long({ longest })
		),
		v.check(
			(value) => !unwritable.test(value),
			() => m.fault_unwritable()
		)
	);
}

/** One of a few values, or nothing. */
export function oneOf<const Options extends readonly string[]>(options: Options, missing?: () => string) {
	return v.pipe(
		v.string(),
		v.check(
			(value) => (missing ? value !== '' : true),
			() => missing!()
		),
		v.check(
			(value) => value === '' || options.includes(value),
			() => m.fault_not_offered()
		),
		v.transform((value) => (value === '' ? undefined : (value as Options[number])))
	);
}

/** A box that is ticked or not. */
export function ticked(missing?: () => string) {
	return v.pipe(
		v.string(),
		v.transform((value) => value !== ''),
		v.check(
			(value) => value || !missing,
			() => missing!()
		)
	);
}

/** An address for letters, in lower case. */
export const email = v.pipe(
	text(200, m.fault_email_missing),
	v.transform((value) => value.toLowerCase()),
	v.check(
		(value) => isEmail(value),
		() => m.fault_email()
	)
);

/** A password that is being chosen. */
export const newPassword = v.pipe(
	v.string(),
	v.check(
		(value) => value !== '',
		() => m.fault_password_missing()
	),
	v.check(
		(value) => [...value].length >= 10,
		() => m.fault_password_short()
	),
	v.check(
		(value) => value.length <= 200,
		() => m.fault_too_long({ longest: 200 })
	),
	v.check(
		(value) => new Set(value).size >= 4,
		() => m.fault_password_simple()
	)
);

/** A password that is being told. */
export const password = v.pipe(
	v.string(),
	v.check(
		(value) => value !== '',
		() => m.fault_password_missing()
	),
	v.check(
		(value) => value.length <= 1000,
		() => m.fault_password_wrong()
	)
);

/** A name as it shall stand on a certificate: letters of the Latin script, with all their accents, and what joins them. */
export const personName = v.pipe(
	text(120, m.fault_name_missing),
	v.transform((value) => value.replace(/\s+/g, ' ')),
	v.check(
		(value) => onlyLatin(value),
		() => m.fault_name_letters()
	),
	v.check(
		(value) => value === '' || isLatinName(value),
		() => m.fault_name_missing()
	)
);
