import type { Profession, Sector, Sex } from '#server/people/profile.ts';
import { countries } from './tree.ts';
import type { Invented } from './people.ts';

/** How many people a demo has besides those with a name of their own in `people.ts`. */
export const crowdSize = 588;

const women =
	'Adriana,Alejandra,Ana Lucía,Andrea,Beatriz,Carmen,Carolina,Claudia,Daniela,Elena,Esperanza,Fernanda,Gabriela,Gloria,Irma,Isabel,Juana,Karla,Leticia,Lorena,Luz Marina,Marcela,María Eugenia,Marta,Mónica,Nidia,Olga,Paola,Rocío,Rosa,Sandra,Silvia,Sofía,Teresa,Valeria,Verónica,Ximena,Yolanda';
const men =
	'Alberto,Alejandro,Andrés,Ángel,Carlos,César,Daniel,David,Eduardo,Enrique,Ernesto,Felipe,Fernando,Francisco,Gustavo,Héctor,Hugo,Ignacio,Iván,Javier,Joaquín,Jorge,José Luis,Juan Carlos,Julio,Luis,Manuel,Marco Antonio,Mario,Mauricio,Miguel,Óscar,Pablo,Pedro,Rafael,Ricardo,Rodrigo,Sergio';
const families =
	'Aguilar,Álvarez,Arias,Báez,Barrios,Bolaños,Cabrera,Calderón,Castillo,Chacón,Contreras,Cordero,Díaz,Duarte,Espinoza,Fuentes,Gómez,Guzmán,Herrera,Ibáñez,Jiménez,López,Lozano,Marín,Méndez,Molina,Monzón,Muñoz,Núñez,Ordóñez,Ortega,Paredes,Peña,Pérez,Quesada,Ramírez,Reyes,Rojas,Sandoval,Solano,Tum,Ureña,Valdés,Vásquez,Xicará,Yáñez,Zamora,Zúñiga';
const island = {
	women:
		'Alicia,Beverley,Camille,Claudette,Danielle,Elaine,Faith,Grace,Hyacinth,Janelle,Keisha,Marva,Natalie,Paulette,Shanice,Sonia,Tamika,Yvonne',
	men: 'Andre,Bryan,Carlton,Clive,Damion,Delroy,Errol,Everton,Garfield,Horace,Ian,Kemar,Leroy,Marlon,Neville,Omar,Trevor,Winston',
	families:
		'Allen,Bailey,Barrett,Bennett,Brown,Campbell,Clarke,Davis,Edwards,Forbes,Grant,Henry,Johnson,Lewis,McKenzie,Morgan,O’Connor,Palmer,Reid,Robinson,St. John-Baptiste,Thompson,Walters,Wright'
};

const professions: Record<Sector, readonly Profession[]> = {
	justice: ['judge', 'prosecutor', 'public-defender', 'court-coordinator', 'probation-officer', 'case-manager'],
	health: ['counselor', 'psychologist', 'nurse', 'physician', 'counselor'],
	education: ['teacher', 'teacher', 'other'],
	labor: ['labor-officer', 'labor-officer', 'case-manager'],
	social: ['social-worker', 'social-worker', 'case-manager'],
	security: ['police-officer'],
	'civil-society': ['counselor', 'counselor', 'peer-support-worker', 'case-manager', 'social-worker'],
	other: ['other']
};

/** Invents the crowd: always the same people, of all countries, with courses done, under way, begun and not, over the last fourteen months. */
export function inventCrowd(): Invented[] {
	const random = seeded(20261125);
	const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
	const taken = new Set<string>();
	return Array.from({ length: crowdSize }, (_, at) => {
		const country = countries[at % 4 === 0 ? 0 : at % 5]!;
		const institution = pick(country.institutions);
		const sex = sexAt(random());
		const names = country.code === 'JM' ? island : { women, men, families };
		const given = pick((sex === 'male' ? names.men : names.women).split(','));
		const name = [
			given,
			pick(names.families.split(',')),
			...(country.code === 'JM' ? [] : [pick(names.families.split(','))])
		].join(' ');
		const days = 4 + Math.floor(random() ** 1.5 * 415);
		const how = random();
		return {
			name,
			email: address(name, taken),
			language: country.code === 'JM' ? 'en' : 'es',
			country: country.code,
			institution: random() < 0.06 ? '' : institution.id,
			team: institution.teams && random() < 0.6 ? pick(institution.teams).id : undefined,
			sector: random() < 0.04 ? undefined : institution.sector,
			profession: random() < 0.04 ? undefined : pick(professions[institution.sector]),
			sex,
			days,
			share: shareAt(how, random(), days),
			leaves: how > 0.97
		};
	});
}

// Most state it, some prefer not to, some leave it open: reports need all of them.
function sexAt(chance: number): Sex | undefined {
	if (chance < 0.54) return 'female';
	if (chance < 0.93) return 'male';
	if (chance < 0.945) return 'other';
	return chance < 0.965 ? 'undisclosed' : undefined;
}

function shareAt(how: number, chance: number, days: number): number | undefined {
	if (how < 0.1) return undefined;
	if (how < 0.22) return 0;
	if (how < 0.6 && days > 20) return 1;
	return 0.05 + chance * 0.9;
}

function address(name: string, taken: Set<string>): string {
	const plain = name
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z]+/g, '.');
	let free = plain;
	for (let number = 2; taken.has(free); number++) free = `${plain}.${number}`;
	taken.add(free);
	return `${free}@demo.example`;
}

// Chance that is the same every time, so that two demos show the same people.
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}
