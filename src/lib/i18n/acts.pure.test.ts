import { expect, test } from 'vitest';
import { speaking } from '#lib/web/language.ts';
import type { Act, ActKind } from '#server/people/act.ts';
import { languages } from './address.ts';
import { actSentence } from './acts.ts';

const court = { id: 'court', name: { en: 'Court', es: 'Tribunal' } };
const at = new Date('2026-11-02T08:00:00Z');
const act = (kind: ActKind, details: Record<string, string> = {}, more: Partial<Act> = {}): Act => ({
	...{ id: kind, kind, at, by: { id: 'o', name: 'Óscar' }, person: { id: 'a', name: 'Ana' } },
	...{ organization: court, details, ...more }
});
const own = { by: { id: 'a', name: 'Ana' } };
const all: Act[] = [
	act('organization-added'),
	act('organization-renamed', { en: 'Old court', es: 'Tribunal viejo' }),
	act('organization-closed'),
	act('organization-opened'),
	act('role-given', { role: 'observer' }),
	act('role-taken', { role: 'manager' }),
	act('invited', { by: 'letter', email: 'new@example.org' }),
	act('invited', { by: 'letter', email: 'new@example.org', role: 'examiner' }),
	act('invited', { by: 'link' }),
	act('invited', { by: 'link', role: 'facilitator' }),
	act('invitation-withdrawn', { by: 'letter', email: 'new@example.org' }),
	act('invitation-withdrawn', { by: 'link' }),
	act('invitation-accepted', {}, own),
	act('invitation-accepted', { role: 'administrator' }, own),
	act('person-deactivated'),
	act('person-let-in'),
	act('person-moved', { way: 'to' }),
	act('person-moved', { way: 'from' }),
	act('person-moved', { way: 'from' }, own),
	act('people-exported', { count: '12' }),
	act('batch-done', { kind: 'remind', count: '2' }),
	act('batch-done', { kind: 'assign', count: '1' }),
	act('batch-done', { kind: 'move', count: '3' }),
	act('batch-undone', { count: '3' })
];

test('every act is told in a sentence of its own, in each language, with nothing left out', () => {
	for (const language of languages) {
		const told = speaking(language, () => all.map(actSentence));
		expect(new Set(told).size).toBe(all.length);
		for (const sentence of told) {
			expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
			expect(sentence).not.toMatch(/undefined|NaN|…|[{}]/);
		}
	}
});

test('who did what to whom is in it', () => {
	expect(actSentence(act('role-given', { role: 'observer' }))).toBe('Óscar gave Ana the role “Observer” in Court.');
	const inSpanish = speaking('es', () => actSentence(act('role-given', { role: 'observer' })));
	expect(inSpanish).toBe('Óscar dio a Ana el rol «Observación» en Tribunal.');
	expect(actSentence(act('organization-renamed', { en: 'Old court', es: 'Tribunal viejo' }))).toContain('Old court');
	expect(actSentence(act('invited', { by: 'letter', email: 'new@example.org' }))).toContain('new@example.org');
});

test('whoever erased their account is named no more, and the sentence stays whole', () => {
	const gone = { person: { id: 'a', name: '' }, by: { id: 'o', name: '' } };
	expect(actSentence(act('person-let-in', {}, gone))).toMatch(/^Somebody who erased their account let somebody who/);
	expect(actSentence(act('invited', { by: 'letter' }))).toContain('an address that was erased');
});
