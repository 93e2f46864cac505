import { error, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { m } from '#lib/i18n/paraglide/messages.js';
import { email, oneOf, readForm, refuse, text } from '#lib/web/form.ts';
import { withRight } from '#lib/web/guard.ts';
import { dropKept } from '#lib/web/kept.ts';
import { roleFault } from '#lib/web/role.ts';
import { findAmong } from '#server/people/power.ts';
import { grantRole, revokeRole, roleNames } from '#server/people/role.ts';
import { tell } from './news.ts';

type Event = RequestEvent<{ organization: string }>;

/** Gives a role here to somebody among one's people, by their address. For everybody else the answer is the same, whether they have an account or not. */
export async function give(event: Event) {
	const { reach } = withRight(event.locals, 'manage');
	const typed = event.locals.typed ?? {};
	const { values, refusal } = await readForm(
		event.request,
		v.object({ roleEmail: email, role: oneOf(roleNames, m.role_fault_missing) })
	);
	if (!values?.role) return refusal ?? refuse(typed, { role: m.role_fault_missing() });
	const found = await findAmong({ email: values.roleEmail }, reach);
	if (!found) return refuse(typed, { roleEmail: m.role_fault_person() });
	const change = { personId: found.id, role: values.role, organizationId: event.params.organization };
	const fault = await grantRole(reach, change, event.locals.now);
	if (fault) return refuse(typed, { [fault === 'person' ? 'roleEmail' : 'role']: roleFault(fault) });
	await dropKept(event);
	tell(event.params.organization, 'role-given');
}

/** Takes a role that somebody holds here. */
export async function take(event: Event) {
	const { reach } = withRight(event.locals, 'manage');
	const { values, refusal } = await readForm(
		event.request,
		v.object({ takeFrom: text(100), takeRole: oneOf(roleNames, m.role_fault_missing) })
	);
	if (!values?.takeRole) return refusal ?? error(400);
	const change = { personId: values.takeFrom, role: values.takeRole, organizationId: event.params.organization };
	const fault = await revokeRole(reach, change, event.locals.now);
	if (fault) return refuse(event.locals.typed ?? {}, { take: roleFault(fault) });
	tell(event.params.organization, 'role-taken');
}
