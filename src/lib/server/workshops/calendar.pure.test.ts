import { expect, test } from 'vitest';
import { workshopCalendar } from './calendar.ts';
import { planFor } from './example-plan.ts';
import type { Workshop } from './workshop.ts';

const now = new Date('2026-11-02T15:00:00Z');
const antigua: Workshop = {
	...planFor('court'),
	id: 'antigua',
	joinCode: 'abcdefghjk',
	version: 3,
	createdBy: 'ines',
	createdAt: now,
	cancelledBy: null,
	cancelledAt: null,
	cancelReason: null,
	organization: { en: 'Court', es: 'Juzgado' }
};

/** The lines of a calendar file, unfolded, each event's apart. */
function events(workshop: Workshop, language: 'en' | 'es' = 'en'): Map<string, string>[] {
	const text = workshopCalendar(workshop, 'https://puente.example.org', language, now);
	expect(text).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
	expect(text.trimEnd()).toMatch(/END:VCALENDAR$/);
	for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
	return text
		.replaceAll('\r\n ', '')
		.split('BEGIN:VEVENT')
		.slice(1)
		.map(
			(event) =>
				new Map(
					event
						.trim()
						.split('\r\n')
						.map((line) => line.split(/:(.*)/s).slice(0, 2) as [string, string])
				)
		);
}
const all = (name: string, found: Map<string, string>[]) => found.map((event) => event.get(name));

test('each day is an event with its instants in UTC, a name that stays, and the version of the workshop', () => {
	const found = events(antigua);
	expect(all('UID', found)).toEqual(['antigua-1@puente', 'antigua-2@puente', 'antigua-3@puente']);
	expect(all('DTSTART', found)).toEqual(['20261123T143000Z', '20261124T143000Z', '20261125T143000Z']);
	expect(all('DTEND', found)).toEqual(['20261123T223000Z', '20261124T223000Z', '20261125T223000Z']);
	expect(all('SEQUENCE', found)).toEqual(['3', '3', '3']);
	expect(all('STATUS', found)).toEqual(['CONFIRMED', 'CONFIRMED', 'CONFIRMED']);
	expect(all('DTSTAMP', found)).toEqual(['20261102T150000Z', '20261102T150000Z', '20261102T150000Z']);
	expect(all('SUMMARY', found)[1]).toBe('Social integration\\, Antigua · day 2 of 3');
	expect(all('LOCATION', found)[0]).toBe('Casa Convento\\, Antigua');
});

test('across a clock change each day begins at the same local time', () => {
	const changes = { timeZone: 'America/Santiago', startsOn: '2026-09-05', endsOn: '2026-09-06' };
	expect(all('DTSTART', events({ ...antigua, ...changes }))).toEqual(['20260905T123000Z', '20260906T113000Z']);
});

test('a postponed workshop moves the events of the file before, and a cancelled one cancels them', () => {
	const [before] = events(antigua);
	const [moved] = events({ ...antigua, startsOn: '2026-11-30', endsOn: '2026-12-02', version: 4 });
	expect(moved!.get('UID')).toBe(before!.get('UID'));
	expect([moved!.get('DTSTART'), moved!.get('SEQUENCE')]).toEqual(['20261130T143000Z', '4']);
	const cancelled = events({ ...antigua, cancelledAt: now, cancelReason: 'The road is closed.', version: 5 });
	expect(all('STATUS', cancelled)).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED']);
	expect(all('SEQUENCE', cancelled)[0]).toBe('5');
	expect(all('DESCRIPTION', cancelled)[0]).toContain('The road is closed.');
});

test('a workshop online has its link for a place, a workshop of one day no number, and each language its page', () => {
	const online = { place: '', link: 'https://meet.example.org/antigua', endsOn: '2026-11-23' };
	const [event, ...others] = events({ ...antigua, ...online }, 'es');
	expect(others).toEqual([]);
	expect(event!.get('LOCATION')).toBe('https://meet.example.org/antigua');
	expect(event!.get('SUMMARY')).toBe('Social integration\\, Antigua');
	expect(event!.get('DESCRIPTION')).toContain('https://puente.example.org/es/workshops/antigua');
});

test('what somebody wrote stays words: it begins no line of its own', () => {
	const note = 'First\r\nEND:VEVENT\nATTENDEE:mailto:x@example.org';
	const found = events({ ...antigua, note, title: 'A;B,C\\D', endsOn: antigua.startsOn });
	expect(found).toHaveLength(1);
	expect(found[0]!.has('ATTENDEE')).toBe(false);
	expect(found[0]!.get('SUMMARY')).toBe('A\\;B\\,C\\\\D');
});
