import { newId } from '#server/db/id.ts';
import { write } from '#server/db/store.ts';
import { addLearner } from '#server/learning/example.ts';
import { addOrganization, type Organization } from '#server/people/organization.ts';
import type { Person } from '#server/people/person.ts';
import type { SignedIn } from '#server/people/session.ts';
import { participant } from './tables.ts';
import type { Plan } from './plan.ts';
import { createWorkshop } from './planning.ts';
import type { Workshop } from './workshop.ts';

/** A court and a clinic of one country, and Inés, who facilitates at the court: for tests. */
export async function addHosts(now: Date): Promise<{ court: Organization; clinic: Organization; ines: SignedIn }> {
	const network = await addOrganization({ kind: 'region', name: { en: 'Network', es: 'Red' } }, now);
	const below = (en: string, es: string) =>
		addOrganization({ kind: 'institution', name: { en, es }, country: 'GT', parentId: network.id }, now);
	const [court, clinic] = [await below('Court', 'Juzgado'), await below('Clinic', 'Clínica')];
	const ines = asSignedIn(await addLearner('Inés Cabral', now, { language: 'es' }));
	ines.roles.push({ role: 'facilitator', organizationId: court.id, everywhere: false });
	return { court, clinic, ines };
}

/** A sound plan for three days in Guatemala from Monday 23 November 2026, about the example course. */
export function planFor(organizationId: string, changes: Partial<Plan> = {}): Plan {
	return {
		organizationId,
		title: 'Social integration, Antigua',
		language: 'es',
		startsOn: '2026-11-23',
		endsOn: '2026-11-25',
		opensAt: '08:30',
		closesAt: '16:30',
		timeZone: 'America/Guatemala',
		place: 'Casa Convento, Antigua',
		link: '',
		note: '',
		courses: ['example'],
		...changes
	};
}

/** A workshop that was planned like this. Throws where the plan has faults. */
export async function planned(plan: Plan, by: SignedIn, now: Date): Promise<Workshop> {
	const { workshop, faults } = await createWorkshop(plan, by, now);
	if (!workshop) throw new Error(`The plan has faults: ${JSON.stringify(faults)}`);
	return workshop;
}

/** Puts somebody on a workshop's list, only invited unless `about` says otherwise. Returns the row's id. */
export async function putOnList(
	workshopId: string,
	{ id: personId }: Pick<Person, 'id'>,
	now: Date,
	about: Partial<typeof participant.$inferInsert> = {}
): Promise<string> {
	const id = newId();
	await write(async (tx) => {
		const row = { id, workshopId, personId, via: 'list' as const, addedBy: personId, addedAt: now };
		await tx.insert(participant).values({ ...row, ...about });
	});
	return id;
}

/** Somebody as their pages know them, without a role. */
export function asSignedIn({ id, name, email, language, timeZone }: Person): SignedIn {
	return { id, name, email: email ?? '', language, timeZone, roles: [] };
}
