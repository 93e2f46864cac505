import { inWords } from '#lib/i18n/href.ts';
import { listPractices, type PracticeLine } from '#server/workshops/practices.ts';

/** Which of a workshop's practices are looked at: those of one person or of one step (`course/module/step`), or all. */
export interface Choice {
	practice: string;
	person: string;
}

/** What an address chooses, where it is among what there is to choose from. */
export async function findQueue(workshopId: string, search: URLSearchParams) {
	const all = await listPractices(workshopId);
	const practices = new Map(all.map((line) => [stepOf(line), inWords(line.title)]));
	const people = new Map(all.map(({ personId, name }) => [personId, name]));
	const asked = (name: string, offered: ReadonlyMap<string, string>) => {
		const value = search.get(name) ?? '';
		return offered.has(value) ? value : '';
	};
	const choice: Choice = { practice: asked('practice', practices), person: asked('person', people) };
	const lines = all.filter(
		(line) =>
			(!choice.practice || stepOf(line) === choice.practice) && (!choice.person || line.personId === choice.person)
	);
	return { all, lines, choice, practices: options(practices), people: options(people) };
}

/** A choice as it stands in an address, empty for all. */
export function asQuery({ practice, person }: Choice): string {
	const query = new URLSearchParams({ ...(practice && { practice }), ...(person && { person }) }).toString();
	return query && `?${query}`;
}

/** The next one to read: the first without feedback, besides the one that is open. */
export function nextOf(lines: PracticeLine[], open?: string): PracticeLine | undefined {
	return lines.find(({ feedback, versions }) => feedback === 0 && !(open && versions.includes(open)));
}

const stepOf = ({ course, step }: PracticeLine) => `${course}/${step}`;
const options = (names: Map<string, string>) =>
	[...names].map(([value, name]) => ({ value, name })).sort((a, b) => a.name.localeCompare(b.name, 'es'));
