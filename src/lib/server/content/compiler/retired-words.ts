import type { Language } from '../course.ts';
import { lineAt, type Refuse } from './fault.ts';

// Words that say what a person is instead of what they have or do. "Address" and "cleaning" are other words and stay; "abuse",
// "addiction" and "adicción" stay because the field's own institutions are called so.
const retired: Record<Language, { words: string; instead: string }[]> = {
	en: [
		{
			words: '(?:ex-?)?addicts?|junk(?:ie|y)s?|junkies|druggies?|crackheads?|potheads?|drug users?',
			instead: 'a person who uses drugs'
		},
		{ words: '(?:ex-?)?abusers?', instead: 'a person who uses drugs, or a person who did harm' },
		{ words: 'clean|dirty', instead: 'negative or positive for a test, “in recovery” for a person' },
		{
			words: '(?:ex-?)?offenders?|felons?|(?:ex-?)?convicts?|ex-cons?|inmates?',
			instead: 'a person who was charged or sentenced'
		}
	],
	es: [
		{
			words:
				'(?:ex[- ]?)?(?:drog)?adict[oa]s?|toxic[oó]man[oa]s?|drogodependientes?|yon(?:qu|k)is?|drogatas?|marihuaner[oa]s?|borrach[oa]s?',
			instead: 'una persona con un trastorno por consumo de sustancias'
		},
		{ words: 'drogad[oa]s?|abusador(?:a|es|as)?', instead: 'una persona que consume drogas, o que hizo daño' },
		{
			words: 'limpi[oa]s?|suci[oa]s?',
			instead: '«negativa» o «positiva» para una prueba, «en recuperación» para una persona'
		},
		{
			words:
				'delincuentes?|infractor(?:a|es|as)?|(?:ex[- ]?)?convict[oa]s?|(?:ex[- ]?)?presidiari[oa]s?|re[oa]s?|reclus[oa]s?',
			instead: 'una persona acusada, condenada o privada de libertad'
		}
	],
	pt: [
		{
			words:
				'(?:ex-?)?(?:adict|viciad|drogad|dependente-qu[ií]mic)[oa]s?|tox[ií]c[oôó]man[oa]s?|drogadit[oa]s?|maconheir[oa]s?|noiad[oa]s?',
			instead: 'uma pessoa com transtorno por uso de substâncias'
		},
		{
			words: 'limp[oa]s?|suj[oa]s?',
			instead: '“negativo” ou “positivo” para um teste, “em recuperação” para uma pessoa'
		},
		{
			words: 'delinquentes?|infrator(?:a|es|as)?|presidiári[oa]s?|abusador(?:a|es|as)?',
			instead: 'uma pessoa acusada ou condenada'
		}
	],
	fr: [
		{
			words: '(?:ex-?)?(?:toxicomanes?|toxicos?|drogué(?:e|s|es)?|junkies?|camé(?:e|s|es)?|accros?)',
			instead: 'une personne qui consomme des drogues'
		},
		{ words: 'délinquant(?:e|s|es)?|abuseur(?:s)?|abuseuses?|taulards?', instead: 'une personne accusée ou condamnée' }
	]
};

const patterns = Object.fromEntries(
	Object.entries(retired).map(([language, groups]) => [
		language,
		groups.map(({ words, instead }) => {
			const flexible = words.replace(/ (?![\]?])/g, '\\s+');
			return { pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${flexible})(?![\\p{L}\\p{N}])`, 'giu'), instead };
		})
	])
) as Record<Language, { pattern: RegExp; instead: string }[]>;

/** Refuses retired words of these languages in a file, wherever they stand but in `:retired[…]`, `<q>` of GIFT, links, sources and GIFT comments. */
export function refuseRetiredWords(text: string, languages: readonly Language[], refuse: Refuse): void {
	const said = withoutQuotations(text);
	for (const { pattern, instead } of languages.flatMap((language) => patterns[language])) {
		for (const { 0: found, index } of said.matchAll(pattern)) {
			const word = found.replace(/\s+/g, ' ');
			const mend = `Say ${instead}. To show the word as a word, write :retired[${word.toLowerCase()}].`;
			refuse(lineAt(text, index), `“${word}” is a retired word.`, mend);
		}
	}
}

// What only quotes a word becomes blanks, so that every other word keeps its place.
function withoutQuotations(text: string): string {
	return [
		/:retired\[[^\]\n]{0,100}\]|<q>[^<\n]{0,100}<\/q>/g,
		/\[[^\][\n]{0,300}\]\([^)\n]{0,500}\)|https?:\S+/g,
		/^sources:.*\n(?:(?:[ \t-].*)?\n)*/gm,
		/^[ \t]*\/\/.*$/gm
	].reduce((said, quotation) => said.replace(quotation, (found) => found.replace(/[^\n]/g, ' ')), text);
}
