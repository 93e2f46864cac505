import { error } from '@sveltejs/kit';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { RoleFault } from '#server/people/role.ts';

const faults: Record<Exclude<RoleFault, 'not theirs'>, () => string> = {
	closed: m.organization_fault_closed,
	role: m.role_fault_not_yours,
	person: m.role_fault_person,
	'last administrator': m.role_fault_last
};

/** Why a role was not given or taken, in a sentence. Where the organization is not one's own, there is none. */
export function roleFault(fault: RoleFault): string {
	return fault === 'not theirs' ? error(404, m.error_not_found()) : faults[fault]();
}
