import * as v from 'valibot';
import { expect, test } from 'vitest';
import { email, newPassword, oneOf, password, personName, readForm, refuse, text, ticked } from './form.ts';
import { speaking } from './language.ts';
import { typedFields, typedInto } from './typed.ts';

const nul = '\u0000';
const hidden = [
	nul,
	'\u0007',
	'\u001b',
	'\u007f',
	'\u202e',
	'\u202a',
	'\u2066',
	'\u2069',
	'\ufffe',
	'\uffff',
	'\ud83d',
	'\ude42'
];
const unwritable = /hidden characters/;

/** What a piece of a schema makes of a text: its value, or `refused:` with what it says. */
function read(schema: v.GenericSchema<string, unknown>, typed: string): unknown {
	const parsed = v.safeParse(schema, typed);
	return parsed.success ? parsed.output : `refused: ${parsed.issues[0].message}`;
}

const sent = (fields: [string, string][]) =>
	new Request('http://localhost/form', { method: 'POST', body: new URLSearchParams(fields) });

test('text is trimmed, in one Unicode form and with one kind of line end', () => {
	expect(read(text(50), '  Jose\u0301 \r\n y Ana\r\n ')).toBe('José \n y Ana');
	expect(read(text(50), '')).toBe('');
	expect(read(text(50), ' \n\t ')).toBe('');
});

test('text in any script, with emoji, is text', () => {
	for (const words of [
		'مرحبا بالعالم',
		'שלום',
		'你好',
		'🙂👩‍👩‍👧 ok',
		'a\tb\nc',
		'<script>alert(1)</script>',
		"'; DROP TABLE person; --",
		'\u200f'
	])
		expect(read(text(100), words)).toBe(words.normalize('NFC').trim());
});

test('text with NUL, hidden directions or half characters is refused', () => {
	for (const sign of hidden) expect(read(text(50), `Ana ${sign} Cruz`), JSON.stringify(sign)).toMatch(unwritable);
});

test('text is refused where it is too long, however it came', () => {
	expect(read(text(5), 'abcde')).toBe('abcde');
	expect(read(text(5), 'abcdef')).toBe('refused: This is too long: at most 5 characters fit.');
	expect(read(text(5), '  abcde  ')).toBe('abcde');
	expect(read(text(5), 'x'.repeat(1_000_000))).toMatch(/too long/);
});

test('text may be left out unless a message says what is missing', () => {
	const name = text(5, () => 'Write a name.');
	expect(read(name, ' ')).toBe('refused: Write a name.');
});

test('one of several is one of those that were offered', () => {
	const sector = oneOf(['health', 'justice']);
	expect(read(sector, 'health')).toBe('health');
	expect(read(sector, '')).toBeUndefined();
	for (const typed of ['Health', 'toString', '__proto__', `health${nul}`, ' health'])
		expect(read(sector, typed)).toBe('refused: Choose one of the answers offered.');
	expect(
		read(
			oneOf(['a'], () => 'Choose one.'),
			''
		)
	).toBe('refused: Choose one.');
});

test('a box is ticked or not', () => {
	expect([read(ticked(), 'yes'), read(ticked(), 'on'), read(ticked(), '')]).toEqual([true, true, false]);
	expect(
		read(
			ticked(() => 'You need to agree.'),
			''
		)
	).toBe('refused: You need to agree.');
});

test('an address is taken as mail servers take it, in lower case', () => {
	expect(read(email, '  Ana.Cruz+puente@Example.ORG ')).toBe('ana.cruz+puente@example.org');
	expect(read(email, "o'higgins@mail.gob.gt")).toBe("o'higgins@mail.gob.gt");
	expect(read(email, '')).toMatch(/Write your e-mail address/);
	const wrong = [
		'ana',
		'ana@',
		'@example.org',
		'ana@example',
		'ana@example.',
		'a b@example.org',
		'ana@exam ple.org',
		'ana@@example.org'
	];
	for (const typed of [
		...wrong,
		'ana@example.org, luis@example.org',
		'Ana <ana@example.org>',
		'ana@example.c',
		'ana@example.org\nbcc: x@y.org'
	])
		expect(read(email, typed), typed).toMatch(/does not look like/);
	expect(read(email, `ana${nul}@example.org`)).toMatch(/refused/);
	expect(read(email, `${'a'.repeat(200)}@example.org`)).toMatch(/too long/);
});

test('a new password is long enough, not all the same, and taken as it was typed', () => {
	expect(read(newPassword, ' clave con ñ 🙂 ')).toBe(' clave con ñ 🙂 ');
	expect(read(newPassword, '')).toMatch(/Write a password/);
	expect(read(newPassword, 'short')).toMatch(/at least 10/);
	expect(read(newPassword, '🙂🙁😀🙃🙂')).toMatch(/at least 10/);
	expect(read(newPassword, 'aaaaaaaaaaaa')).toMatch(/too easy/);
	expect(read(newPassword, 'abababababab')).toMatch(/too easy/);
	expect(read(newPassword, 'abcd'.repeat(51))).toMatch(/too long/);
	expect(read(newPassword, 'abcd'.repeat(50))).toBe('abcd'.repeat(50));
});

test('a password that is told is only asked to be there', () => {
	expect(read(password, 'x')).toBe('x');
	expect(read(password, '')).toMatch(/Write a password/);
	expect(read(password, 'x'.repeat(1001))).toMatch(/refused/);
});

test('a name may have all that Latin names have', () => {
	for (const name of [
		'María José Peña-Gonçalves',
		'Llŷr ap Gwŵn',
		'Łukasz Wiśniewski',
		'Đặng Thị Hồng Nhung',
		'Şebnem İyigün',
		"Siobhán O'Connor-Ní Dhomhnaill",
		'D’Ávila Ñúñez',
		'Ana Mª de Jesús',
		'Juan P. Soto (hijo), Jr.',
		'Gal·la',
		'Hawaiʻi Kahananui'.replace('ʻ', 'ʼ'),
		'X Æ A12'
	])
		expect(read(personName, name), name).toBe(name);
});

test('letters and accents that were typed apart become one', () => {
	expect(read(personName, 'Mari\u0301a  Pen\u0303a\n Gonc\u0327alves')).toBe('María Peña Gonçalves');
	// No single character exists for this one.
	expect(read(personName, 'M\u0304aria')).toBe('M\u0304aria');
});

test('a name without Latin letters is refused, and so are pictures, markup and hidden signs', () => {
	for (const name of [
		'Ana 🙂',
		'Ana ❤️',
		'Ana 1\ufe0f\u20e3',
		'محمد',
		'Иван',
		'李小龍',
		'<b>Ana</b>',
		'Ana & Luis',
		'Ana@Cruz',
		'Ana/Cruz',
		'Ana\u200bCruz',
		'Ana\u200f',
		'Ana\ufe0f',
		'Ana\u{e0100}',
		'Αna'
	])
		expect(read(personName, name), JSON.stringify(name)).toMatch(/Latin letters/);
	for (const sign of hidden) expect(read(personName, `Ana${sign}Cruz`), JSON.stringify(sign)).toMatch(/refused/);
	for (const name of ['', '  ', '-', '...', '12', "'"]) expect(read(personName, name), name).toMatch(/Write your name/);
	expect(read(personName, 'a'.repeat(121))).toMatch(/too long/);
	expect(read(personName, 'a'.repeat(120))).toBe('a'.repeat(120));
});

const schema = v.object({ name: personName, country: oneOf(['GT', 'CL']), agree: ticked(), password: newPassword });

test('a form is read by its schema: missing fields are empty, others are left aside', async () => {
	const { values, refusal } = await readForm(
		sent([
			['name', ' Ana '],
			['name', 'Second'],
			['password', 'clave segura'],
			['isAdministrator', 'true']
		]),
		schema
	);
	expect(refusal).toBeUndefined();
	expect(values).toEqual({ name: 'Ana', country: undefined, agree: false, password: 'clave segura' });
});

test('a refused form comes back whole, with a sentence for each field, without its passwords', async () => {
	const { values, refusal } = await readForm(
		sent([
			['name', `Ana${nul}`],
			['country', 'XX'],
			['currentPassword', 'old secret'],
			['password', 'short'],
			['note', 'kept\nas it was'],
			['note', 'twice']
		]),
		schema
	);
	expect(values).toBeUndefined();
	expect(refusal?.status).toBe(422);
	expect(Object.keys(refusal!.data.faults).sort()).toEqual(['country', 'name', 'password']);
	expect(refusal!.data.typed).toEqual({ name: [`Ana${nul}`], country: ['XX'], note: ['kept\nas it was', 'twice'] });
	expect(JSON.stringify(refusal)).not.toContain('secret');
});

test('sentences are in the language of the page', async () => {
	const inSpanish = await speaking('es', () => readForm(sent([['name', '']]), schema));
	expect(inSpanish.refusal?.data.faults.name).toBe('Escriba su nombre como debe figurar en un certificado.');
});

test('a file where text was asked for counts as empty', async () => {
	const form = new FormData();
	form.set('name', new File(['x'], 'name.txt'));
	form.set('password', 'clave segura');
	const { refusal } = await readForm(new Request('http://localhost/', { method: 'POST', body: form }), schema);
	expect(refusal?.data.faults).toEqual({ name: 'Write your name as it shall stand on a certificate.' });
	expect(refusal?.data.typed).toEqual({});
});

test('what only the domain knew is refused in the same way', () => {
	expect(refuse({ email: ['a@b.org'] }, { form: 'No.' }, 429)).toMatchObject({
		status: 429,
		data: { typed: { email: ['a@b.org'] }, faults: { form: 'No.' } }
	});
});

test('what was typed is read off a request without using it up', async () => {
	const request = sent([
		['answer', 'ñ'],
		['passwordForEmail', 'secret']
	]);
	expect(await typedInto(request)).toEqual({ answer: ['ñ'] });
	expect((await request.formData()).get('passwordForEmail')).toBe('secret');
	expect(await typedInto(new Request('http://localhost/', { method: 'POST', body: '{}' }))).toBeUndefined();
});

test('fields with strange names are kept as fields', () => {
	const form = new FormData();
	for (const name of ['__proto__', 'constructor', 'toString']) form.append(name, 'x');
	const typed = typedFields(form);
	expect(Object.entries(typed).sort()).toEqual([
		['constructor', ['x']],
		['toString', ['x']]
	]);
});
