import { day } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

/** What stands in a letter, in its reader's language. `{link}` in the body is where its link goes. */
export interface Letter {
	kind: string;
	subject: string;
	body: string;
}

type Locale = 'en' | 'es';

// The link is put in when the letter is sent or read, so that it can be forgotten afterwards.
const link = '{link}';

/** To confirm an address after signing up. */
export function confirmEmail(name: string, locale: Locale): Letter {
	return {
		kind: 'confirm-email',
		subject: m.letter_confirm_subject({}, { locale }),
		body: m.letter_confirm_body({ name, link }, { locale })
	};
}

/** To somebody whose address was used to sign up again. */
export function alreadySignedUp(name: string, locale: Locale): Letter {
	return {
		kind: 'already-signed-up',
		subject: m.letter_known_subject({}, { locale }),
		body: m.letter_known_body({ name, link }, { locale })
	};
}

/** To choose a new password within an hour. */
export function resetPassword(name: string, locale: Locale): Letter {
	return {
		kind: 'reset-password',
		subject: m.letter_reset_subject({}, { locale }),
		body: m.letter_reset_body({ name, link }, { locale })
	};
}

/** To a new address, so that it is known to be read before it counts. */
export function changeEmail(name: string, locale: Locale): Letter {
	return {
		kind: 'change-email',
		subject: m.letter_change_email_subject({}, { locale }),
		body: m.letter_change_email_body({ name, link }, { locale })
	};
}

/** To the old address, when the address or the password of an account was changed. */
export function accountChanged(name: string, what: 'email' | 'password', locale: Locale): Letter {
	return {
		kind: `${what}-changed`,
		subject:
			what === 'email'
				? m.letter_email_changed_subject({}, { locale })
				: m.letter_password_changed_subject({}, { locale }),
		body:
			what === 'email'
				? m.letter_email_changed_body({ name }, { locale })
				: m.letter_password_changed_body({ name, link }, { locale })
	};
}

/** With a certificate that was just issued. */
export function certificateIssued(name: string, course: string, locale: Locale): Letter {
	return {
		kind: 'certificate-issued',
		subject: m.letter_certificate_subject({ course }, { locale }),
		body: m.letter_certificate_body({ name, course, link }, { locale })
	};
}

/** To somebody who has not been at their course for a while. `stop` is where reminders are turned off without signing in. */
export function goOn(name: string, course: string, next: string, stop: string, locale: Locale): Letter {
	return {
		kind: 'go-on',
		subject: m.letter_go_on_subject({ course }, { locale }),
		body: m.letter_go_on_body({ name, course, next, link, stop }, { locale })
	};
}

/** To the author of a practice on which a facilitator gave feedback. What was said stands beside the work only. */
export function practiceRead(name: string, by: string, title: string, locale: Locale): Letter {
	return {
		kind: 'practice-read',
		subject: m.letter_feedback_subject({ title }, { locale }),
		body: m.letter_feedback_body({ name, by, title, link }, { locale })
	};
}

/** To somebody who is invited to belong to an organization, or to hold a role there, by the role's name. */
export function inviteToOrganization(
	inviter: string,
	organization: string,
	role: string | undefined,
	locale: Locale
): Letter {
	return {
		kind: 'organization-invitation',
		subject: m.letter_organization_subject({ organization }, { locale }),
		body: role
			? m.letter_organization_role_body({ inviter, organization, role, link }, { locale })
			: m.letter_organization_body({ inviter, organization, link }, { locale })
	};
}

/** What the letter to somebody who is late says. */
export interface Late {
	name: string;
	/** The workshop's title. */
	workshop: string;
	/** What is still open, with the ISO day on which it was due. */
	modules: { title: string; dueOn: string }[];
	/** Who writes, and what they add in their own words; nothing where that is empty. */
	writer: string;
	note: string;
	/** Where reminders are turned off without signing in. */
	stop: string;
}

/** To somebody who is late with modules that were set for a workshop. */
export function lateModules({ name, workshop, modules, writer, note, stop }: Late, locale: Locale): Letter {
	const lines = modules.map(({ title, dueOn }) =>
		m.letter_late_module({ module: title, day: day(dueOn, 'UTC', locale) }, { locale })
	);
	const words = { name, workshop, modules: lines.join('\n'), link, stop };
	return {
		kind: 'late-modules',
		subject: m.letter_late_subject({ workshop }, { locale }),
		body: note
			? m.letter_late_noted_body({ ...words, writer, note: note.replaceAll(link, '') }, { locale })
			: m.letter_late_body(words, { locale })
	};
}

/** To somebody whom those who manage an organization ask to go on. `stop` is where reminders are turned off without signing in. */
export function reminder(name: string, organization: string, stop: string, locale: Locale): Letter {
	return {
		kind: 'reminder',
		subject: m.letter_reminder_subject({}, { locale }),
		body: m.letter_reminder_body({ name, organization, link, stop }, { locale })
	};
}
