import type { Dimension, FilterFault } from '#server/reports/filter.ts';
import type { Indicator } from '#server/reports/indicators.ts';
import type { Reason } from '#server/reports/preview.ts';
import type { Group } from '#server/reports/selection.ts';
import type { Sex } from '#server/people/profile.ts';
import { sexName } from './names.ts';
import { m } from './paraglide/messages.js';
import { getLocale } from './paraglide/runtime.js';

const dimensions: Record<Dimension, () => string> = {
	country: m.report_by_country,
	institution: m.report_by_institution,
	sector: m.report_by_sector,
	profession: m.report_by_profession,
	sex: m.report_by_sex,
	course: m.report_by_course,
	period: m.report_by_period
};
const indicators: Record<Indicator, () => string> = {
	'people-enrolled': m.report_people_enrolled,
	seats: m.report_seats,
	'people-completed': m.report_people_completed,
	'seats-completed': m.report_seats_completed,
	hours: m.report_hours
};
const columns: Record<Indicator, () => string> = {
	'people-enrolled': m.report_short_people_enrolled,
	seats: m.report_short_seats,
	'people-completed': m.report_short_people_completed,
	'seats-completed': m.report_short_seats_completed,
	hours: m.report_short_hours
};
const faults: Record<FilterFault, () => string> = {
	'not offered': m.report_fault_not_offered,
	'no day': m.report_fault_no_day,
	'ends before': m.report_fault_ends_before
};
const groups: Record<Group, () => string> = {
	all: m.manage_group_all,
	enrolled: m.manage_group_enrolled,
	completed: m.manage_group_completed,
	learned: m.manage_group_learned,
	'not-begun': m.manage_group_not_begun,
	'under-way': m.manage_group_under_way,
	late: m.manage_group_late,
	unreached: m.manage_group_unreached
};
const reasons: Record<Reason, () => string> = {
	foreign: m.batch_reason_foreign,
	erased: m.batch_reason_erased,
	deactivated: m.batch_reason_deactivated,
	'no confirmed address': m.batch_reason_no_address,
	'reminders off': m.batch_reason_reminders_off,
	'nothing open': m.batch_reason_nothing_open,
	'there already': m.batch_reason_there_already
};

/** What numbers are broken down by. */
export const dimensionName = (dimension: Dimension) => dimensions[dimension]();

/** What an indicator counts, in full and as the head of a column. */
export const indicatorName = (indicator: Indicator) => indicators[indicator]();
export const columnName = (indicator: Indicator) => columns[indicator]();

/** What is wrong with a field of a filter. */
export const filterFault = (fault: FilterFault) => faults[fault]();

/** Which people a list holds. */
export const groupName = (group: Group) => groups[group]();

/** Why somebody is left out of what is done to many. */
export const reasonName = (reason: Reason) => reasons[reason]();

/** What people stated as their sex, told of them and not by them. */
export const statedSex = (sex: Sex) => (sex === 'undisclosed' ? m.report_sex_undisclosed() : sexName(sex));

/** A month such as `2026-11` in words. */
export function monthName(month: string): string {
	return inMonths(month, { month: 'long', year: 'numeric' });
}

/** The same in three letters, to stand under a chart. */
export function shortMonthName(month: string): string {
	return inMonths(month, { month: 'short' }).slice(0, 3);
}

// To make a format costs far more than to use it.
const formats = new Map<string, Intl.DateTimeFormat>();

function inMonths(month: string, parts: Intl.DateTimeFormatOptions): string {
	const key = `${getLocale()} ${parts.month}`;
	const format = formats.get(key) ?? new Intl.DateTimeFormat(getLocale(), { ...parts, timeZone: 'UTC' });
	formats.set(key, format);
	return format.format(new Date(`${month}-15T00:00:00Z`));
}
