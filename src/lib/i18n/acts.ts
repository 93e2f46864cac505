import type { Act, ActKind } from '#server/people/act.ts';
import type { RoleName } from '#server/people/role.ts';
import { inWords } from './href.ts';
import { m } from './paraglide/messages.js';
import { roleName } from './roles.ts';

/** What the sentences about an act are made with. */
interface Told {
	by: string;
	person: string;
	organization: string;
	email: string;
	role: string;
	count: number;
	/** The former name. */
	before: string;
	details: Record<string, string>;
	/** Somebody did it to themselves. */
	isOwn: boolean;
}

const sentences: Record<ActKind, (told: Told) => string> = {
	'organization-added': m.act_organization_added,
	'organization-renamed': m.act_organization_renamed,
	'organization-closed': m.act_organization_closed,
	'organization-opened': m.act_organization_opened,
	'role-given': m.act_role_given,
	'role-taken': m.act_role_taken,
	invited: (told) => {
		if (told.details.by === 'link') return told.role ? m.act_link_made_role(told) : m.act_link_made(told);
		return told.role ? m.act_invited_role(told) : m.act_invited(told);
	},
	'invitation-withdrawn': (told) =>
		told.details.by === 'link' ? m.act_link_withdrawn(told) : m.act_invitation_withdrawn(told),
	'invitation-accepted': (told) => (told.role ? m.act_invitation_accepted_role(told) : m.act_invitation_accepted(told)),
	'person-deactivated': m.act_person_deactivated,
	'person-let-in': m.act_person_let_in,
	'person-moved': (told) => {
		if (told.details.way === 'from') return told.isOwn ? m.act_person_went(told) : m.act_person_moved_from(told);
		return m.act_person_moved_to(told);
	},
	'people-exported': m.act_people_exported,
	'batch-done': (told) => (batches[told.details.kind ?? ''] ?? m.act_batch_reminded)(told),
	'batch-undone': m.act_batch_undone
};
const batches: Record<string, (told: Told) => string> = {
	remind: m.act_batch_reminded,
	assign: m.act_batch_assigned,
	move: m.act_batch_moved
};

/** What was done, by whom and to whom, as one sentence in the page's language. */
export function actSentence({ kind, by, person, organization, details }: Act): string {
	return sentences[kind]({
		by: by.name || m.act_erased_by(),
		person: person?.name || m.act_erased_person(),
		organization: organization ? inWords(organization.name) : '…',
		email: details.email ?? m.act_erased_address(),
		role: details.role ? roleName(details.role as RoleName) : '',
		count: Number(details.count ?? 1),
		before: inWords(details),
		isOwn: by.id === person?.id,
		details
	});
}
