import type { RoleName } from '#server/people/role.ts';
import type { Language } from './address.ts';
import { m } from './paraglide/messages.js';
import { getLocale } from './paraglide/runtime.js';

const names: Record<RoleName, (inputs: object, options: { locale: Language }) => string> = {
	observer: m.role_observer,
	examiner: m.role_examiner,
	facilitator: m.role_facilitator,
	manager: m.role_manager,
	administrator: m.role_administrator
};
const rights: Record<RoleName, () => string> = {
	observer: m.role_observer_may,
	examiner: m.role_examiner_may,
	facilitator: m.role_facilitator_may,
	manager: m.role_manager_may,
	administrator: m.role_administrator_may
};

/** What a role is called. */
export const roleName = (role: RoleName, locale: Language = getLocale()) => names[role]({}, { locale });

/** What a role lets do, in a sentence. */
export const roleMay = (role: RoleName) => rights[role]();
