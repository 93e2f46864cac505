import { error, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { languages } from '#lib/i18n/address.ts';
import { href } from '#lib/i18n/href.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { email, oneOf, readForm, refuse, text } from '#lib/web/form.ts';
import { withRight } from '#lib/web/guard.ts';
import { dropKept } from '#lib/web/kept.ts';
import { inviteByLetter, inviteByLink, withdrawInvitation, type InvitationFault } from '#server/people/invitation.ts';
import { countTry } from '#server/people/rate-limit.ts';
import { roleNames } from '#server/people/role.ts';
import { tell } from './news.ts';

type Event = RequestEvent<{ organization: string }>;

const faults: Record<Exclude<InvitationFault, 'not theirs'>, () => string> = {
	closed: m.organization_fault_closed,
	role: m.role_fault_not_yours
};

function sentence(fault: InvitationFault): string {
	return fault === 'not theirs' ? error(404, m.error_not_found()) : faults[fault]();
}

/** Invites an address by a letter. */
export async function invite(event: Event) {
	const { params, locals, request } = event;
	const { reach } = withRight(locals, 'manage');
	const typed = locals.typed ?? {};
	const { values, refusal } = await readForm(
		request,
		v.object({ inviteEmail: email, inviteRole: oneOf(roleNames), inviteLanguage: oneOf(languages) })
	);
	if (!values) return refusal;
	const wait = await countTry('letter', values.inviteEmail);
	if (wait > 0) return refuse(typed, { inviteEmail: m.fault_too_many_tries({ minutes: Math.ceil(wait / 60) }) }, 429);
	const to = {
		...{ organizationId: params.organization, role: values.inviteRole, email: values.inviteEmail },
		language: values.inviteLanguage ?? locals.language
	};
	const fault = await inviteByLetter(reach, to, locals.origin, locals.now);
	if (fault) return refuse(typed, { inviteRole: sentence(fault) });
	await dropKept(event);
	tell(params.organization, 'invited');
}

/** Makes a link and shows it, this once. */
export async function link({ params, locals, request }: Event) {
	const { reach } = withRight(locals, 'manage');
	const { values, refusal } = await readForm(request, v.object({ linkRole: oneOf(roleNames) }));
	if (!values) return refusal;
	const to = { organizationId: params.organization, role: values.linkRole, language: locals.language };
	const made = await inviteByLink(reach, to, locals.now);
	if (typeof made === 'string') return refuse(locals.typed ?? {}, { linkRole: sentence(made) });
	return { link: locals.origin + href(`/invitations/${made.secret}`) };
}

export async function withdraw({ params, locals, request }: Event) {
	const { reach } = withRight(locals, 'manage');
	const { values, refusal } = await readForm(request, v.object({ invitation: text(100) }));
	if (!values) return refusal;
	if (!(await withdrawInvitation(reach, values.invitation, locals.now))) error(404, m.error_not_found());
	tell(params.organization, 'invitation-withdrawn');
}
