import type { TypedFields } from '#server/people/kept-form.ts';

const secretNames = /password/i;

/** What was typed into a form, without passwords and files. */
export function typedFields(form: FormData): TypedFields {
	const typed = new Map<string, string[]>();
	for (const [name, value] of form)
		if (typeof value === 'string' && !secretNames.test(name) && name !== '__proto__')
			typed.set(name, [...(typed.get(name) ?? []), value]);
	return Object.fromEntries(typed);
}

/** Reads what was typed off a request, leaving the request as it was. Absent where the request is no form. */
export async function typedInto(request: Request): Promise<TypedFields | undefined> {
	if (!request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) return undefined;
	try {
		return typedFields(await request.clone().formData());
	} catch {
		return undefined;
	}
}
