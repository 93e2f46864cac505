import { isLatinName } from '#server/people/name.ts';
import { joinable, type Field, type Mapping } from './field.ts';
import { plain } from './plain.ts';

/** What stands in the columns of a list, as far as it can be told without asking. */
export interface Guess {
	/** How many rows at the top are headings. */
	headings: number;
	mapping: Mapping;
}

// In English, Spanish, Portuguese and French, as `plain` writes them. The first that fits counts: “nombre de la institución” is no name, “cargo en el tribunal” no institution.
const names: [Field, RegExp][] = [
	[
		'email',
		/\b(e ?mails?|mail|correos?|courriel|electronic address|(direccion|adresse|endereco) (electronica|electronique|eletronico))\b/
	],
	[
		'profession',
		/\b(profession|profesion|profissao|cargo|puesto|fun(ct|c)ion|funcao|fonction|role|rol|job|position|occupation|ocupacion|ocupacao|oficio)\b/
	],
	[
		'institution',
		/\b(institution|institucion|instituicao|etablissement|organi[sz]ation|organi[zs]a[ct]ion|organizacao|organismo|orgao|entidade?|employer|empresa|cent(er|re|ro)|court|tribunal|juzgado|dependencia|workplace|lugar de trabajo|local de trabalho)\b/
	],
	['sector', /\b(sector|setor|secteur)\b/],
	['sex', /\b(sexo?|sexe|gender|genero|genre)\b/],
	['language', /\b(language|idioma|lengua|langue|lingua)\b/],
	[
		'name',
		/\b(full name|nom complet|(nombres?|names?|nomes?|noms?)( y| and| e| et)? (apellidos?|surnames?|sobrenomes?|prenoms?)|(apellidos?|surnames?|sobrenomes?|noms?)( y| and| e| et)? (nombres?|names?|nomes?|prenoms?))\b/
	],
	['lastName', /\b(last name|surnames?|family name|apellidos?|sobrenomes?|nom de famille)\b/],
	[
		'firstName',
		/\b(first name|given names?|forename|primer nombre|segundo nombre|nombres? de pila|prenoms?|primeiro nome)\b/
	],
	['name', /\b(names?|nombres?|nomes?|noms?|participants?|participantes?)\b/]
];

// Every list names these; other words of headings stand in the rows of people as well: “Tribunal de Familia”.
const saysWho: (Field | undefined)[] = ['email', 'name', 'firstName', 'lastName'];

const address = /@/;

/** Finds the heading rows of a list, none or several, and by their words what each column holds; where they say nothing, the columns' own content tells. */
export function guess(rows: string[][]): Guess {
	const columns = Math.max(...rows.map((row) => row.length));
	const addresses = fullest(rows, columns, (cell) => address.test(cell));
	const headings = countHeadings(rows, addresses);
	const mapping = byNames(rows.slice(0, headings), columns);
	const data = rows.slice(headings);
	if (!mapping.includes('email') && addresses !== undefined) mapping[addresses] = 'email';
	if (!mapping.some((field) => field && saysWho.includes(field) && field !== 'email')) {
		// One word alone is a name only where nothing else could be.
		const isName = (cell: string, column: number) =>
			mapping[column] === null && isLatinName(cell) && (columns === 2 || cell.includes(' '));
		const named = fullest(data, columns, isName);
		if (named !== undefined) mapping[named] = 'name';
	}
	return { headings, mapping };
}

// The last of the first rows that names columns ends the headings. Where no words are known, a first row is one if it names the column of addresses.
function countHeadings(rows: string[][], addresses: number | undefined): number {
	const beginning = rows.slice(0, 5);
	const firstAddress = beginning.findIndex((row) => row.some((cell) => address.test(cell)));
	const before = firstAddress === -1 ? beginning : beginning.slice(0, firstAddress);
	const last = before.findLastIndex((row) => row.some((cell) => saysWho.includes(fieldOf(cell))));
	if (last >= 0) return last + 1;
	const first = before.findIndex((row) => row.length > 0);
	const named = addresses === undefined ? undefined : before[first]?.[addresses];
	return named && !named.includes('.') ? first + 1 : 0;
}

function byNames(headings: string[][], columns: number): Mapping {
	const mapping: Mapping = [];
	for (let column = 0; column < columns; column++) {
		const field = headings
			.toReversed()
			.map((row) => fieldOf(row[column] ?? ''))
			.find(Boolean);
		mapping.push(field && (joinable.includes(field) || !mapping.includes(field)) ? field : null);
	}
	// Beside a column of surnames, one of names holds the given ones.
	const whole = mapping.indexOf('name');
	if (whole >= 0 && mapping.includes('lastName')) mapping[whole] = 'firstName';
	// Beside given names, the French “nom” is the surname.
	else if (whole >= 0 && mapping.includes('firstName')) mapping[whole] = 'lastName';
	return mapping;
}

function fieldOf(heading: string): Field | undefined {
	const words = plain(heading);
	return words.length > 60 ? undefined : names.find(([, pattern]) => pattern.test(words))?.[0];
}

// The column with most cells of a kind; absent where there is none.
function fullest(
	rows: string[][],
	columns: number,
	isOne: (cell: string, column: number) => boolean
): number | undefined {
	const counts = Array.from(
		{ length: columns },
		(_, column) => rows.filter((row) => isOne(row[column] ?? '', column)).length
	);
	const most = Math.max(...counts);
	return most > 0 ? counts.indexOf(most) : undefined;
}
