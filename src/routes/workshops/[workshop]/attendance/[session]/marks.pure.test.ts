import { expect, test } from 'vitest';
import { m } from '#lib/i18n/paraglide/messages.js';
import { readMarks, shownLine } from './marks.ts';

// A line as the form sends it: what was saved, what stands in the input, and whether the mark for absent is set.
const line = (was: string, typed: string, absent = false) => ({
	'was.ana': [was],
	'minutes.ana': [typed],
	...(absent && { 'absent.ana': ['yes'] })
});
const read = (form: Record<string, string[]>) => {
	const { minutes, faults } = readMarks(form, 90);
	return faults.ana ?? minutes.get('ana');
};

test('a line that stands as it was is left alone, whatever was saved', () => {
	for (const form of [line('', ''), line('90', '90'), line('0', '', true), line('45', ' 45 ')])
		expect(read(form)).toBeUndefined();
});

test('minutes are marked, partial ones too, and none is absent', () => {
	expect(read(line('', '90'))).toBe(90);
	expect(read(line('', ' 45 '))).toBe(45);
	expect(read(line('', '0'))).toBe(0);
	expect(read(line('', '', true))).toBe(0);
	expect(read(line('', '0', true))).toBe(0);
});

test('what was saved is corrected', () => {
	expect(read(line('90', '60'))).toBe(60);
	expect(read(line('90', '90', true))).toBe(0);
	expect(read(line('90', '', true))).toBe(0);
	expect(read(line('0', '45'))).toBe(45);
	expect(read(line('0', '45', true))).toBe(45);
});

test('what cannot be minutes of this session is refused', () => {
	for (const typed of ['-5', '91', '1e9', '99999999999', 'abc', '90.5', '45 min', '４５', '1,5', '0x10'])
		expect(read(line('', typed))).toBe(m.attendance_fault_minutes({ most: 90 }));
});

test('absent and there for some minutes is refused, and so is taking minutes back without saying what is right', () => {
	expect(read(line('', '30', true))).toBe(m.attendance_fault_both());
	expect(read(line('90', '30', true))).toBe(m.attendance_fault_both());
	expect(read(line('90', ''))).toBe(m.attendance_fault_emptied());
	expect(read(line('0', ''))).toBe(m.attendance_fault_emptied());
});

test('a line shows what was typed and not kept, and else what is saved now, also where somebody else saved meanwhile', () => {
	expect(shownLine(undefined, 'ana', '45')).toEqual({ minutes: '45', isAbsent: false });
	expect(shownLine(undefined, 'ana', '0')).toEqual({ minutes: '', isAbsent: true });
	expect(shownLine(line('', '45 min'), 'ana', '')).toEqual({ minutes: '45 min', isAbsent: false });
	expect(shownLine(line('90', '90', true), 'ana', '90')).toEqual({ minutes: '90', isAbsent: true });
	expect(shownLine(line('90', '90'), 'ana', '45')).toEqual({ minutes: '45', isAbsent: false });
	expect(shownLine(line('0', '', true), 'ana', '30')).toEqual({ minutes: '30', isAbsent: false });
});

test('lines without what they showed count as unmarked, and other fields are no lines', () => {
	expect(readMarks({ 'minutes.ana': ['5'], day: ['2026-11-02'], 'absent.luis': ['yes'], minutes: ['7'] }, 90)).toEqual({
		minutes: new Map([['ana', 5]]),
		faults: {}
	});
});
