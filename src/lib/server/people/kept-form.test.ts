import { expect, test } from 'vitest';
import { read } from '#server/db/store.ts';
import { useStore } from '#server/db/testing.ts';
import { dropKeptForm, findKeptForm, keepForm, sweepKeptForms } from './kept-form.ts';
import { keptForm } from './tables.ts';

useStore();

const monday = new Date('2026-11-02T08:00:00Z');
const hoursLater = (hours: number) => new Date(monday.getTime() + hours * 3600_000);
const fields = {
	note: ['Línea uno\n“dos” <script>alert(1)</script> 🌉 العربية'],
	topic: ['a', 'b'],
	empty: [''],
	'answers.1': ['x'.repeat(20_000)]
};

test('what was typed comes back whole, on the page it was typed on, with the secret', async () => {
	const secret = await keepForm('/courses/example/doors/practice', fields, monday);
	expect(await findKeptForm(secret, '/courses/example/doors/practice')).toEqual(fields);
	expect(await findKeptForm(secret, '/courses/example/doors/practice')).toEqual(fields);
	expect(await findKeptForm(secret, '/account')).toBeUndefined();
	expect(await findKeptForm('no-such-secret', '/courses/example/doors/practice')).toBeUndefined();
});

test('only the hash of the secret is stored', async () => {
	const secret = await keepForm('/account', fields, monday);
	const [row] = await read().select().from(keptForm);
	expect(row!.hash).toMatch(/^[0-9a-f]{64}$/);
	expect(JSON.stringify(row)).not.toContain(secret);
});

test('each browser has its own, and dropping one leaves the others', async () => {
	const first = await keepForm('/account', { name: ['Ana'] }, monday);
	const second = await keepForm('/account', { name: ['Luis'] }, monday);
	await dropKeptForm(first);
	await dropKeptForm(first);
	expect(await findKeptForm(first, '/account')).toBeUndefined();
	expect(await findKeptForm(second, '/account')).toEqual({ name: ['Luis'] });
});

test('what nobody came back for is gone after a day', async () => {
	const secret = await keepForm('/account', fields, monday);
	await sweepKeptForms(hoursLater(23));
	expect(await findKeptForm(secret, '/account')).toBeDefined();
	await sweepKeptForms(hoursLater(25));
	expect(await read().select().from(keptForm)).toEqual([]);
});
