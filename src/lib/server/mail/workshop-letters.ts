import { m } from '#lib/i18n/paraglide/messages.js';
import { days, timeOfDay, zoneName } from '#lib/i18n/when.ts';
import type { Letter } from './letters.ts';

type Locale = 'en' | 'es';

/** What a workshop's letters say of it. Days and times are local to its time zone, which they name. */
export interface Announced {
	title: string;
	/** ISO days. */
	startsOn: string;
	endsOn: string;
	/** Times of day, such as `08:30`. */
	opensAt: string;
	closesAt: string;
	timeZone: string;
	/** The instant its first day begins. */
	startsAt: Date;
	/** The host's name in both languages. */
	organization: { en: string; es: string };
	/** Empty where people meet online only. */
	place: string;
	/** Where people meet online; empty where they meet in a room only. */
	link: string;
}

// The letter's own link is put in when it is sent or read.
const link = '{link}';

/** An invitation for one person alone. */
export function workshopInvitation(name: string, workshop: Announced, locale: Locale): Letter {
	const { title, organization } = workshop;
	const words = { name, title, host: organization[locale], details: details(workshop, locale), link };
	return {
		kind: 'workshop-invitation',
		subject: m.letter_workshop_invitation_subject({ title }, { locale }),
		body: m.letter_workshop_invitation_body(words, { locale })
	};
}

/** To everybody on the list, when times, place or meeting link of a workshop have changed. */
export function workshopChanged(name: string, workshop: Announced, locale: Locale): Letter {
	const { title } = workshop;
	return {
		kind: 'workshop-changed',
		subject: m.letter_workshop_changed_subject({ title }, { locale }),
		body: m.letter_workshop_changed_body({ name, title, details: details(workshop, locale), link }, { locale })
	};
}

/** To everybody on the list, when a workshop has new dates. */
export function workshopPostponed(name: string, workshop: Announced, locale: Locale): Letter {
	const { title } = workshop;
	return {
		kind: 'workshop-postponed',
		subject: m.letter_workshop_postponed_subject({ title }, { locale }),
		body: m.letter_workshop_postponed_body({ name, title, details: details(workshop, locale), link }, { locale })
	};
}

/** To everybody on the list, when a workshop was cancelled, with the reason as its facilitator wrote it. */
export function workshopCancelled(name: string, reason: string, workshop: Announced, locale: Locale): Letter {
	const { title, startsOn, endsOn } = workshop;
	return {
		kind: 'workshop-cancelled',
		subject: m.letter_workshop_cancelled_subject({ title }, { locale }),
		body: m.letter_workshop_cancelled_body({ name, title, reason, days: days(startsOn, endsOn, locale) }, { locale })
	};
}

/** To somebody who was added as a facilitator. */
export function facilitatorAdded(name: string, workshop: Announced, locale: Locale): Letter {
	const { title, organization } = workshop;
	const words = { name, title, host: organization[locale], details: details(workshop, locale), link };
	return {
		kind: 'workshop-facilitator',
		subject: m.letter_workshop_facilitator_subject({ title }, { locale }),
		body: m.letter_workshop_facilitator_body(words, { locale })
	};
}

// A line each for when, where and the way in online.
function details(workshop: Announced, locale: Locale): string {
	const { startsOn, endsOn, opensAt, closesAt, timeZone, startsAt, place, link: address } = workshop;
	const when = {
		days: days(startsOn, endsOn, locale),
		opens: timeOfDay(opensAt, locale),
		closes: timeOfDay(closesAt, locale),
		zone: zoneName(timeZone, startsAt, locale)
	};
	return [
		m.letter_workshop_when(when, { locale }),
		place && m.letter_workshop_where({ place }, { locale }),
		address && m.letter_workshop_online({ address }, { locale })
	]
		.filter(Boolean)
		.join('\n');
}
