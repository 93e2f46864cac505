import { newId } from '#server/db/id.ts';
import { write } from '#server/db/store.ts';
import type { Edition } from '#server/content/course.ts';
import { path, publish, stepName } from '#server/content/edition.ts';
import { addLearner, publishExample } from '#server/learning/example.ts';
import { assignment, enrollment, progress } from '#server/learning/tables.ts';
import { addOrganization, type Organization } from '#server/people/organization.ts';
import type { SignedIn } from '#server/people/session.ts';
import { person } from '#server/people/tables.ts';
import { endOfDay } from '#server/people/time-zone.ts';
import { moduleKey } from './module.ts';
import { participant, workshop, workshopCourse, workshopFacilitator } from './tables.ts';
import { getWorkshop, type Workshop } from './workshop.ts';

const day = 24 * 3600_000;

/** A workshop of three days in Guatemala, from Monday 2 November 2026, with Inés, who facilitates it: for tests. */
export async function addWorkshop(courses: Edition[], now: Date): Promise<{ room: Workshop; ines: SignedIn }> {
	const host = await addOrganization({ kind: 'institution', name: { en: 'Court', es: 'Juzgado' } }, now);
	const { id: inesId, name, email } = await addLearner('Inés', now);
	const id = newId();
	await write(async (tx) => {
		await tx.insert(workshop).values({
			...{ id, organizationId: host.id, title: 'Three days', language: 'es', timeZone: 'America/Guatemala' },
			...{ startsOn: '2026-11-02', endsOn: '2026-11-04', opensAt: '08:30', closesAt: '16:30' },
			...{ place: 'Room 2', link: '', note: '', joinCode: id, version: 1, createdBy: inesId, createdAt: now }
		});
		for (const [position, { course }] of courses.entries())
			await tx.insert(workshopCourse).values({ workshopId: id, course, position });
		await tx.insert(workshopFacilitator).values({ workshopId: id, personId: inesId, addedBy: inesId, addedAt: now });
	});
	const ines = { id: inesId, name, email: email!, language: 'es' as const, timeZone: 'UTC', roles: [] };
	return { room: await getWorkshop(id), ines };
}

/** Puts somebody on a workshop's list, who joined unless `about` says otherwise: for tests. */
export async function putOnList(
	workshopId: string,
	personId: string,
	now: Date,
	about: Partial<typeof participant.$inferInsert> = {}
): Promise<void> {
	const values = { id: newId(), workshopId, personId, via: 'search' as const, addedBy: personId, addedAt: now };
	await write(async (tx) => {
		await tx.insert(participant).values({ ...values, joinedAt: now, ...about });
	});
}

/** Chance that can be had again: numbers from 0 to 1, always the same ones after the same seed. */
export function chance(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
		return state / 4_294_967_296;
	};
}

/**
 * A workshop with people of every kind in the state of their learning by chance: invited, joined, removed, erased; without a place, or in one of two editions, of which the
 * older lacks a module; with modules set for any day around now, or withdrawn. For tests.
 */
export async function addRandomRoom(
	count: number,
	random: () => number,
	now: Date
): Promise<{ room: Workshop; editions: Edition[] }> {
	const before = new Date(now.getTime() - 60 * day);
	const newer = await publishExample(before);
	const older = withoutSteps(newer, ['people/second']);
	await publish(older, new Date(before.getTime() - day));
	const { room } = await addWorkshop([newer], before);
	const places: Organization[] = [];
	for (const name of ['Casa', '=Puente', 'Ágora, "Centro"'])
		places.push(await addOrganization({ kind: 'institution', name: { en: name, es: `${name} es` } }, before));
	const happens = (share: number) => random() < share;
	const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!;
	await write(async (tx) => {
		for (let number = 0; number < count; number++) {
			const id = newId();
			const about = { language: pick(['en', 'es'] as const), timeZone: 'UTC', createdAt: before };
			await tx.insert(person).values({
				...{ id, email: `${id}@example.org`, name: pick(names) + ` ${number}`, ...about },
				organizationId: happens(0.8) ? pick(places).id : undefined,
				wantsReminders: happens(0.8),
				emailConfirmedAt: happens(0.85) ? before : undefined,
				erasedAt: happens(0.05) ? before : undefined
			});
			await tx.insert(participant).values({
				...{ id: newId(), workshopId: room.id, personId: id, via: 'search', addedBy: id, addedAt: before },
				joinedAt: happens(0.85) ? before : undefined,
				removedAt: happens(0.05) ? before : undefined
			});
			if (happens(0.85)) {
				const edition = pick([older, newer]);
				const place = { id: newId(), personId: id, course: edition.course, edition: edition.hash, enrolledAt: before };
				await tx.insert(enrollment).values(place);
				const done = path(edition).slice(0, Math.floor(random() * (path(edition).length + 1)));
				for (const { name } of done.filter(() => happens(0.9)))
					await tx.insert(progress).values({
						...{ enrollmentId: place.id, step: name },
						doneAt: new Date(before.getTime() + Math.floor(random() * 59) * day)
					});
			}
			for (const module of newer.modules.filter(() => happens(0.6))) {
				const dueOn = new Date(now.getTime() + Math.floor(random() * 20 - 10) * day).toISOString().slice(0, 10);
				await tx.insert(assignment).values({
					...{ id: newId(), personId: id, course: newer.course, module: module.id, occasion: room.id, dueOn },
					...{ timeZone: room.timeZone, dueAt: endOfDay(dueOn, room.timeZone), setBy: id, setAt: before },
					withdrawnAt: happens(0.1) ? before : undefined
				});
			}
		}
	});
	return { room, editions: [older, newer] };
}

const names = ['Ana "la puente"', 'Luis, hijo', '=SUM(A1)', 'Íñigo 🌉', 'constructor', "O'Brien"];

/** The same course as another edition that lacks some steps: for tests. A module of which only sessions are left is none that can be set. */
export function withoutSteps(edition: Edition, names: string[]): Edition {
	const modules = edition.modules.map((module) => ({
		...module,
		steps: module.steps.filter((step) => !names.includes(stepName(module, step)))
	}));
	return { ...edition, hash: `${edition.hash} without ${names.join()}`, modules };
}

/** What a grid must say, counted by the database alone: a row for each person on the list and each module of their edition. */
export function recountStatement(room: Workshop, editions: Edition[], now: string): string {
	const offered = editions.at(-1)!.hash;
	const plan = editions.flatMap((edition) =>
		path(edition).map(
			({ module, name }) =>
				`select '${edition.hash}' as edition, '${moduleKey(edition.course, module.id)}' as module, '${name}' as step`
		)
	);
	return `
		with plan as (${plan.join(' union all ')}),
		who as (
			select p.person_id, p.joined_at, e.id as place, coalesce(e.edition, '${offered}') as edition
			from participant p
			join person on person.id = p.person_id
			left join enrollment e on e.person_id = p.person_id and e.course = 'example'
			where p.workshop_id = '${room.id}' and p.removed_at is null and person.erased_at is null
		),
		cells as (
			select who.person_id, plan.module, who.joined_at, count(plan.step) as steps, count(d.step) as done, min(a.due_at) as due
			from who
			join plan on plan.edition = who.edition
			left join progress d on d.enrollment_id = who.place and d.step = plan.step
			left join assignment a on a.person_id = who.person_id and 'example/' || a.module = plan.module
				and a.occasion = '${room.id}' and a.withdrawn_at is null
			group by who.person_id, plan.module, who.joined_at
		)
		select person_id, module, steps, done, case
			when joined_at is null then 'invited'
			when done < steps and due <= ${now} then 'late'
			when done = steps then 'done'
			when done > 0 then 'under way'
			when due is not null then 'not begun'
			else 'not set' end as state
		from cells`;
}
