import { afterEach, expect, vi } from 'vitest';

const complaints = vi.spyOn(console, 'error');

afterEach(() => {
	const said = complaints.mock.calls.map((call) => call.join(' '));
	complaints.mockClear();
	expect(said, 'a test that passes prints no errors').toEqual([]);
});
