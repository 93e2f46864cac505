import { m } from '#lib/i18n/paraglide/messages.js';
import { wholeMinutes } from '#lib/web/minutes.ts';
import type { TypedFields } from '#server/people/kept-form.ts';

/**
 * Reads whom a form marks and for how many minutes, and a sentence for each line that can't be kept. Every line is sent with what it showed (`was.<person>`), and only
 * those that were changed count: a page that was opened a while ago takes back nothing that somebody else saved meanwhile.
 */
export function readMarks(
	form: TypedFields,
	most: number
): { minutes: Map<string, number>; faults: Record<string, string> } {
	const minutes = new Map<string, number>();
	const faults: Record<string, string> = {};
	for (const name of Object.keys(form)) {
		const [field, id] = [name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)];
		if (field !== 'minutes') continue;
		const was = form[`was.${id}`]?.[0] ?? '';
		const typed = form[name]?.[0]?.trim() ?? '';
		const isAbsent = form[`absent.${id}`] !== undefined;
		const isTyped = typed !== shownMinutes(was);
		if (!isTyped && isAbsent === (was === '0')) continue;
		if (isAbsent && was !== '0') {
			if (isTyped && typed !== '' && typed !== '0') faults[id] = m.attendance_fault_both();
			else minutes.set(id, 0);
			continue;
		}
		const read = wholeMinutes(typed, 0, most);
		if (read !== undefined) minutes.set(id, read);
		else faults[id] = typed === '' ? m.attendance_fault_emptied() : m.attendance_fault_minutes({ most });
	}
	return { minutes, faults };
}

/** What a line shows: what was typed into it and not kept, else what is saved now. */
export function shownLine(
	typed: TypedFields | undefined,
	id: string,
	saved: string
): { minutes: string; isAbsent: boolean } {
	const was = typed?.[`was.${id}`]?.[0] ?? '';
	const line = { minutes: typed?.[`minutes.${id}`]?.[0] ?? '', isAbsent: typed?.[`absent.${id}`] !== undefined };
	const isTyped = line.minutes !== shownMinutes(was) || line.isAbsent !== (was === '0');
	return typed && isTyped ? line : { minutes: shownMinutes(saved), isAbsent: saved === '0' };
}

// Who was absent has a mark of its own, and no minutes.
function shownMinutes(saved: string): string {
	return saved === '0' ? '' : saved;
}
