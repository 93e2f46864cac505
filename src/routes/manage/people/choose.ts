import { m } from '#lib/i18n/paraglide/messages.js';
import type { Choice, PrepareFault } from '#server/reports/batch.ts';
import type { Change } from '#server/reports/change.ts';
import type { Selection } from '#server/reports/selection.ts';

/** Reads whom a list's form chose and for what; no change where it names none. */
export function readChoice(
	form: FormData,
	selection: Selection,
	timeZone: string
): { choice: Choice; change?: Change } {
	const text = (name: string) => {
		const value = form.get(name);
		return typeof value === 'string' ? value.trim() : '';
	};
	const people = form.getAll('person').filter((value) => typeof value === 'string' && value !== '') as string[];
	const choice = text('all') ? { all: selection, count: Number(text('count')) } : { people };
	return { choice, change: readChange(text, timeZone) };
}

function readChange(text: (name: string) => string, timeZone: string): Change | undefined {
	switch (text('kind')) {
		case 'remind':
			return { kind: 'remind' };
		case 'assign': {
			const [course = '', module = ''] = text('module').split('/');
			return { kind: 'assign', course, module, dueOn: text('dueOn'), timeZone };
		}
		case 'move':
			return { kind: 'move', organizationId: text('to') };
		default:
			return undefined;
	}
}

/** The sentence about a choice that was refused, at the field it is about. */
export function prepareFaults(fault: PrepareFault, count: string): Record<string, string> {
	switch (fault) {
		case 'nobody':
			return { choice: m.manage_fault_nobody() };
		case 'too many':
			return { choice: m.manage_fault_too_many({ count }) };
		case 'list changed':
			return { choice: m.manage_fault_list_changed() };
		case 'module':
			return { module: m.manage_fault_module() };
		case 'no day':
			return { dueOn: m.manage_fault_no_day() };
		case 'day past':
			return { dueOn: m.manage_fault_day_past() };
		case 'organization':
			return { to: m.manage_fault_organization() };
	}
}
