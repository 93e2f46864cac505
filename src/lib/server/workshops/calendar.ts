import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { m } from '#lib/i18n/paraglide/messages.js';
import { inTheirLanguage } from './announcement.ts';
import { listDays } from './schedule.ts';
import type { Workshop } from './workshop.ts';

/**
 * A workshop as a calendar file (RFC 5545): an event for each of its days, as instants, so that it is right wherever it is opened. A later version of the file changes the
 * events of an earlier one, and says CANCELLED where the workshop was.
 */
export function workshopCalendar(workshop: Workshop, origin: string, language: 'en' | 'es', now: Date): string {
	const { id, title, place, link, note, version, cancelledAt, cancelReason } = workshop;
	const page = `${inTheirLanguage(origin, language)}/workshops/${id}`;
	const days = listDays(workshop);
	const calendar = ical({ name: title, method: ICalCalendarMethod.PUBLISH, prodId: '//Puente//Workshop//EN' });
	for (const [at, { from, to }] of days.entries())
		calendar.createEvent({
			// By its place among the days, so that a postponed day moves.
			id: `${id}-${at + 1}@puente`,
			sequence: version,
			stamp: now,
			start: from,
			end: to,
			summary:
				days.length > 1
					? m.workshop_calendar_day({ title, number: at + 1, of: days.length }, { locale: language })
					: title,
			location: place || link || null,
			description: [cancelReason, note, link, page].filter(Boolean).join('\n\n'),
			url: page,
			status: cancelledAt ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED
		});
	return calendar.toString();
}
