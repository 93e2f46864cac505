import { professions, sectors, type Profession, type Sector, type Sex } from '#server/people/profile.ts';
import { plain } from './plain.ts';

// How people write them in English, Spanish, Portuguese and French, as `plain` leaves it.
const professionWords: Partial<Record<Profession, RegExp>> = {
	counselor: /counsel|consejer|conselheir|conseill|terapeuta|therapist/,
	'case-manager': /(case|caso)s? manag|(gestion|gestora?|gestao|manejo|gerente) (de|do) casos?|gestion(naire)? de cas/,
	psychologist: /ps[iy](co|cho|quo)?log/,
	'social-worker':
		/social work|trabaj\w* social|(assistente|asistente|assistant\w*) social|servico social|travail\w* social/,
	physician: /physician|\bmedic(o|a|os|as|ina|in|al doctor)\b|medecin|ps[iy]c?h?iatr|psiquiatr/,
	nurse: /nurs|enferm|infirmi/,
	judge: /\bjudge|magistra|\bjuez|\bjuiz|\bjuge|judicatura/,
	prosecutor: /prosecut|\bfiscal(ia)?\b|promotor(ia|a)? de justica|procureur/,
	'public-defender': /defender|defensor|defensa publica|defensoria|defenseur/,
	'court-coordinator': /coordina|coordena|coordonn/,
	'probation-officer': /probation|libertad (vigilada|condicional)|liberdade condicional/,
	'police-officer': /polic|poliz/,
	'peer-support-worker': /\bpeer|\bpares\b|\bpairs?\b/,
	teacher: /teach|docen|maestr|profesor|professor|professeur|enseignant/,
	'labor-officer': /labou?r (ministry )?officer|ministerio de trabajo|funcionari\w* de trabajo|inspector\w* de trabajo/,
	other: /^(others?|otr[oa]s?|outr[oa]s?|autres?)$/
};
const sectorWords: Partial<Record<Sector, RegExp>> = {
	justice: /justi[cz]|judicia|\bcourts?\b|tribunal/,
	health: /health|salud|saude|sante/,
	education: /educa/,
	labor: /labou?r|\btrabajo\b|laboral|trabalho|\btravail|emple|empreg|employ|emploi/,
	social: /social/,
	security: /securi|segur/,
	'civil-society': /civil|\bongs?\b|\bngos?\b/,
	other: professionWords.other
};

/** The profession that somebody meant by what they wrote; absent where it could be none or several. */
export function findProfession(written: string): Profession | undefined {
	return onlyOne(professions, professionWords, written);
}

/** The sector that somebody meant by what they wrote; absent where it could be none or several. */
export function findSector(written: string): Sector | undefined {
	return onlyOne(sectors, sectorWords, written);
}

function onlyOne<Name extends string>(
	all: readonly Name[],
	words: Partial<Record<Name, RegExp>>,
	written: string
): Name | undefined {
	const said = plain(written);
	const meant = all.filter((name) => plain(name) === said || words[name]?.test(said));
	return meant.length === 1 ? meant[0] : undefined;
}

const sexWords: Record<Sex, RegExp> = {
	female: /^(f|fem|female|femenin[oa]|feminin[oa]?|woman|women|mujer|mulher|femme)$/,
	male: /^(h|male|masc|masculin[oa]?|man|men|hombre|varon|homem|homme)$/,
	other: professionWords.other!,
	undisclosed:
		/^(undisclosed|prefer not to say|prefiero no decir(lo)?|prefiero no responder|prefiro nao dizer|no contesta|ns nc)$/
};

/** Reads a column of sexes as its cells are written. A bare M is a man beside an F, and a woman (mujer) beside an H; alone it says nothing. Cells that say nothing give nothing. */
export function sexReader(column: string[]): (written: string) => Sex | undefined {
	const letters = new Set(column.map(plain));
	const m = letters.has('h') === letters.has('f') ? undefined : letters.has('h') ? 'female' : 'male';
	return (written) => {
		const said = plain(written);
		if (said === 'm') return m;
		return (Object.keys(sexWords) as Sex[]).find((sex) => sexWords[sex].test(said));
	};
}

/** The language of the interface that somebody meant by what they wrote. */
export function findLanguage(written: string): 'en' | 'es' | undefined {
	const said = plain(written);
	if (/^(en|english|ingles|ingles|anglais)$/.test(said)) return 'en';
	if (/^(es|spanish|espanol|castellano|espanhol|espagnol)$/.test(said)) return 'es';
	return undefined;
}
