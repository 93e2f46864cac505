import { ask, kind } from '#server/db/testing.ts';
import { countries } from '#server/people/country.ts';
import { professions, sectors, sexes } from '#server/people/profile.ts';
import type { Dimension, Filter } from './filter.ts';
import { figuresOf, noCounts, type Figures } from './indicators.ts';

const parts = {
	enrolled: ['people-enrolled', 'seats'],
	completed: ['people-completed', 'seats-completed'],
	minutes: [undefined, 'hours']
} as const;
const facts = {
	enrolled: 'SELECT person_id, course, enrolled_at AS at, 1 AS amount FROM enrollment',
	completed:
		'SELECT e.person_id, e.course, c.completed_at AS at, 1 AS amount FROM completion c JOIN enrollment e ON e.id = c.enrollment_id',
	minutes: 'SELECT person_id, course, done_at AS at, minutes AS amount FROM record_entry'
};

const known = { country: countries, sector: sectors, profession: professions, sex: sexes };
const list = (values: readonly string[]) => values.map((each) => `'${each}'`).join(', ');

/** The figures of each line of a dimension that has any, or of one line `''` in all: counted anew for tests, in plain SQL that knows the tree by its parents alone and nothing of the code it checks. */
export async function recount(
	organizationIds: readonly string[],
	filter: Filter,
	by?: Dimension
): Promise<Map<string | undefined, Figures>> {
	const lines = new Map<string | undefined, Figures>();
	for (const fact of ['enrolled', 'completed', 'minutes'] as const)
		for (const [line, { people, amount }] of await count(fact, organizationIds, filter, by)) {
			const figures = lines.get(line) ?? noFigures();
			const [ofPeople, ofAmount] = parts[fact];
			if (ofPeople) figures[ofPeople] = people;
			figures[ofAmount] = amount;
			lines.set(line, figures);
		}
	for (const [line, figures] of lines) if (by && isNothing(figures)) lines.delete(line);
	if (!by && lines.size === 0) lines.set('', noFigures());
	return lines;
}

/** Whether nothing was counted on a line. */
export function isNothing(figures: Figures): boolean {
	return Object.values(figures).every((figure) => figure === 0);
}

const noFigures = () => figuresOf(noCounts(), true);

async function count(
	fact: keyof typeof facts,
	organizationIds: readonly string[],
	filter: Filter,
	by: Dimension | undefined
): Promise<Map<string | undefined, { people: number; amount: number }>> {
	const rows = await ask(`
		WITH RECURSIVE
		theirs(id) AS (
			SELECT id FROM organization WHERE id IN (${list(organizationIds)})
			UNION SELECT o.id FROM organization o JOIN theirs t ON o.parent_id = t.id
		),
		asked(id) AS (
			SELECT id FROM organization WHERE ${filter.organization ? `id = '${filter.organization}'` : 'parent_id IS NULL'}
			UNION SELECT o.id FROM organization o JOIN asked a ON o.parent_id = a.id
		),
		up(start, id, kind, parent_id) AS (
			SELECT id, id, kind, parent_id FROM organization
			UNION ALL
			SELECT u.start, o.id, o.kind, o.parent_id FROM up u JOIN organization o ON o.id = u.parent_id WHERE u.kind <> 'institution'
		)
		SELECT ${by ? lineOf(by) : "''"} AS line, COUNT(DISTINCT p.id) AS people, SUM(f.amount) AS amount
		FROM (${facts[fact]}) f JOIN person p ON p.id = f.person_id
		WHERE p.organization_id IN (SELECT id FROM theirs) AND p.organization_id IN (SELECT id FROM asked)
		${conditions(filter)
			.map((each) => `AND ${each}`)
			.join('\n')}
		GROUP BY 1`);
	return new Map(
		rows.map(({ line, people, amount }) => [
			line === null ? undefined : (line as string),
			{ people: Number(people), amount: Number(amount) }
		])
	);
}

function lineOf(by: Dimension): string {
	switch (by) {
		case 'institution':
			return `(SELECT u.id FROM up u WHERE u.start = p.organization_id AND u.kind = 'institution')`;
		case 'course':
			return 'f.course';
		case 'period':
			return kind === 'sqlite'
				? `strftime('%Y-%m', f.at / 1000.0, 'unixepoch')`
				: `to_char(f.at at time zone 'UTC', 'YYYY-MM')`;
		default:
			return `CASE WHEN p.${by} IN (${list(known[by])}) THEN p.${by} END`;
	}
}

function conditions(filter: Filter): string[] {
	const instant = (day: string, daysAfter = 0) => {
		const begin = Date.parse(`${day}T00:00:00Z`) + daysAfter * 86_400_000;
		return kind === 'sqlite' ? String(begin) : `timestamptz '${new Date(begin).toISOString()}'`;
	};
	const about = (['institution', 'course', 'country', 'sector', 'profession', 'sex'] as const).flatMap((field) => {
		const value = filter[field];
		if (!value) return [];
		return value === 'not-stated' ? `${lineOf(field)} IS NULL` : `${lineOf(field)} = '${value}'`;
	});
	return [
		...about,
		...(filter.from ? [`f.at >= ${instant(filter.from)}`] : []),
		...(filter.to ? [`f.at < ${instant(filter.to, 1)}`] : [])
	];
}
