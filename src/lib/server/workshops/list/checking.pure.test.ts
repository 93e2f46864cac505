import { expect, test } from 'vitest';
import { addressesOn, checkList, type KnownPerson } from './checking.ts';
import { claimedTwice } from './field.ts';
import { guess } from './headings.ts';
import { readText } from './reading.ts';
import { findLanguage, findProfession, findSector, sexReader } from './values.ts';

const nobody = { people: new Map<string, KnownPerson>(), isInstitution: () => true };

/** What is guessed of a pasted list: how many headings, and the fields by column. */
const guessed = (text: string) => {
	const { headings, mapping } = guess(readText(text));
	return [headings, mapping.map((field) => field ?? '-').join(' ')];
};

/** What is said of each row of a pasted list. */
const checked = (text: string, known = nobody) => {
	const rows = readText(text);
	return checkList({ rows, ...guess(rows) }, known);
};

const ana: KnownPerson = { id: 'ana', name: 'Ana Núñez', hasAccount: true, isYours: true, isDeactivated: false };
const knowing = (...people: [string, Partial<KnownPerson>][]) => ({
	...nobody,
	people: new Map(people.map(([email, about]) => [email, { ...ana, ...about }]))
});

test('columns are known by their headings in four languages', () => {
	expect(guessed('Full name;E-mail;Organization;Job title;Sector;Sex;Language\nAna;a@example.org;;;;;')).toEqual([
		1,
		'name email institution profession sector sex language'
	]);
	expect(guessed('Nombres;Apellidos;Correo electrónico;Institución;Cargo\nAna;Núñez;a@example.org;;x')).toEqual([
		1,
		'firstName lastName email institution profession'
	]);
	expect(guessed('Nome completo;Endereço eletrônico;Função;Gênero\nAna;a@example.org;;F')).toEqual([
		1,
		'name email profession sex'
	]);
	expect(guessed('Nom;Prénom;Adresse électronique;Établissement\nNúñez;Ana;a@example.org;x')).toEqual([
		1,
		'lastName firstName email institution'
	]);
	expect(
		guessed('N.º;Primer apellido;Segundo apellido;Nombre;Nombre de la institución;Correo\n1;N;P;A;C;a@x.org')
	).toEqual([1, '- lastName lastName firstName institution email']);
	expect(guessed('Apellidos y nombres,Cargo en el tribunal,EMAIL:\nNúñez Ana,jueza,a@example.org')).toEqual([
		1,
		'name profession email'
	]);
});

test('there may be no headings, one row of them, or more', () => {
	const row = 'Ana Núñez;a@example.org';
	expect(guessed(row)).toEqual([0, 'name email']);
	expect(guessed(`Nombre;Correo\n${row}`)).toEqual([1, 'name email']);
	expect(guessed(`Taller de noviembre;\nNombre;Correo\n${row}`)).toEqual([2, 'name email']);
	expect(guessed(`Personas;Contacto\n;\nNombre;Correo\n${row}`)).toEqual([3, 'name email']);
	expect(guessed(`Quien;Donde\n${row}`)).toEqual([1, 'name email']);
	expect(guessed(`Correo\na@example.org`)).toEqual([1, 'email']);
});

test('somebody without an address in the first rows is not taken for headings', () => {
	expect(guessed('Ana Núñez;;Tribunal de Familia\nLuis Peña;l@example.org;Centro')).toEqual([0, 'name email -']);
	expect(guessed('Ana Núñez;ana.example.org\nLuis Peña;l@example.org')).toEqual([0, 'name email']);
	expect(guessed('Nombre;Correo\nAna Núñez;\nLuis Peña;l@example.org')).toEqual([1, 'name email']);
});

test('a name is put together from its columns, and taken from an address as letters write it', () => {
	const [row] = checked('Nombre;Primer apellido;Segundo apellido;Correo\nAna;Núñez;Peña;A@Example.ORG ');
	expect(row).toMatchObject({ row: 2, name: 'Ana Núñez Peña', email: 'a@example.org', outcome: 'new', problems: [] });
	const rows = checked('"Núñez, Ana" <a@example.org>\nmailto:b@example.org,\n<c@example.org>;');
	expect(rows.map(({ name, email }) => [name, email])).toEqual([
		['Núñez, Ana', 'a@example.org'],
		['', 'b@example.org'],
		['', 'c@example.org']
	]);
});

test('each row says what is wrong with it', () => {
	const long = 'a'.repeat(121);
	const rows = checked(
		[
			'Nombre;Correo;Institución',
			'Ana Núñez;;',
			'Ana Núñez;ana.example.org;',
			';b@example.org;',
			'李小龍;c@example.org;',
			'=1+1;d@example.org;',
			`${long};e@example.org;`,
			'Luis Peña;f@example.org;',
			'Luis Peña Soto; F@EXAMPLE.org;',
			'1234;g@example.org;'
		].join('\n')
	);
	expect(rows.map(({ problems }) => problems)).toEqual([
		[{ kind: 'no address' }],
		[{ kind: 'bad address' }],
		[{ kind: 'no name' }],
		[{ kind: 'name letters' }],
		[{ kind: 'name letters' }],
		[{ kind: 'too long' }],
		[],
		[{ kind: 'duplicate', row: 8 }],
		[{ kind: 'name letters' }]
	]);
	expect(rows.map(({ outcome }) => outcome).filter(Boolean)).toEqual(['new']);
});

test('a row that is left out makes no other a duplicate', () => {
	const rows = checked('Nombre;Correo\n;a@example.org\nAna Núñez;a@example.org');
	expect(rows.map(({ outcome }) => outcome)).toEqual([undefined, 'new']);
});

test('what happens to a row depends on who is known', () => {
	const known = knowing(
		['yours@example.org', {}],
		['elsewhere@example.org', { isYours: false }],
		['waiting@example.org', { hasAccount: false }],
		['in@example.org', { participant: { id: 'p', isRemoved: false } }],
		['back@example.org', { participant: { id: 'q', isRemoved: true } }],
		['off@example.org', { isDeactivated: true }]
	);
	const names = ['yours', 'elsewhere', 'waiting', 'in', 'back', 'new'];
	const rows = checked(names.map((name) => `Ana Núñez;${name}@example.org`).join('\n'), known);
	expect(rows.map(({ outcome }) => outcome)).toEqual(['yours', 'elsewhere', 'waiting', 'already', 'yours', 'new']);
	expect(checked('Ana Núñez;off@example.org', known)[0]).toMatchObject({ problems: [{ kind: 'deactivated' }] });
	// Whoever is known keeps their name, so it need not be there.
	expect(checked('Correo;Nombre\nyours@example.org;\nelsewhere@example.org;Anita', known)).toMatchObject([
		{ outcome: 'yours', remarks: [] },
		{ outcome: 'elsewhere', remarks: ['other name'] }
	]);
});

test('what is not understood is said, and harms nobody', () => {
	const [row] = checked(
		'Nombre;Correo;Institución;Cargo;Sector;Sexo;Idioma\nAna;a@example.org;Casa;astronauta;espacio;?;quechua',
		{ ...nobody, isInstitution: () => false }
	);
	expect(row).toMatchObject({
		...{ outcome: 'new', institution: 'Casa', profession: undefined, sector: undefined, sex: undefined },
		remarks: ['institution unknown', 'profession unknown', 'sector unknown', 'sex unknown', 'language unknown']
	});
});

test('professions and sectors are understood in four languages, and left open where they could be several', () => {
	for (const [written, profession] of [
		['Psicóloga', 'psychologist'],
		['Psychologue', 'psychologist'],
		['TRABAJADORA SOCIAL', 'social-worker'],
		['Jueza de ejecución', 'judge'],
		['Fiscal', 'prosecutor'],
		['Defensora Pública', 'public-defender'],
		['gestor de casos', 'case-manager'],
		['case-manager', 'case-manager'],
		['Médico psiquiatra', 'physician'],
		['Enfermeira', 'nurse'],
		['Consejero en adicciones', 'counselor'],
		['Otra', 'other'],
		['Jueza y psicóloga', undefined],
		['paramédico', undefined],
		['astronauta', undefined]
	] as const)
		expect([written, findProfession(written)]).toEqual([written, profession]);
	for (const [written, sector] of [
		['Justicia', 'justice'],
		['SANTÉ', 'health'],
		['Sociedad civil', 'civil-society'],
		['civil-society', 'civil-society'],
		['Desarrollo social', 'social'],
		['Seguridad social', undefined]
	] as const)
		expect([written, findSector(written)]).toEqual([written, sector]);
	expect([findLanguage('Inglés'), findLanguage('ESPAÑOL'), findLanguage('fr')]).toEqual(['en', 'es', undefined]);
});

test('an M is read beside its other letter', () => {
	const read = (...column: string[]) => column.map(sexReader(column));
	expect(read('M', 'F')).toEqual(['male', 'female']);
	expect(read('m', 'H')).toEqual(['female', 'male']);
	expect(read('M', 'M')).toEqual([undefined, undefined]);
	expect(read('M', 'F', 'H')).toEqual([undefined, 'female', 'male']);
	expect(read('Mujer', 'hombre', 'Prefiero no decirlo', 'otra', '')).toEqual([
		'female',
		'male',
		'undisclosed',
		'other',
		undefined
	]);
});

test('only parts of a name may stand in several columns', () => {
	expect(claimedTwice(['lastName', 'lastName', 'firstName', null, null])).toEqual([]);
	expect(claimedTwice(['email', null, 'email', 'name', 'name'])).toEqual([2, 4]);
});

test('addresses are told apart from what stands beside them', () => {
	const rows = readText('Nombre;Correo\nAna <x@example.org>;A@example.org\nLuis;a@example.org\nEva;nothing');
	expect(addressesOn({ rows, headings: 1, mapping: ['name', 'email'] })).toEqual(['a@example.org']);
});
