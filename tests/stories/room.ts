import type { Edition } from '#server/content/course.ts';
import { findByEmail } from '#server/people/person.ts';
import { reachOf } from '#server/people/reach.ts';
import { findSignedIn, signIn, type SignedIn } from '#server/people/session.ts';
import { dayIn } from '#server/people/time-zone.ts';
import { addParticipant } from '#server/workshops/participant.ts';
import { createWorkshop } from '#server/workshops/planning.ts';
import type { Workshop } from '#server/workshops/workshop.ts';

/** The demo's facilitator, as they sign in. */
export const facilitator = { email: 'facilitator@demo.example', password: 'puente-demo' };

const timeZone = 'America/Guatemala';
const day = 24 * 3600_000;

/** A workshop about a course, run by the demo's facilitator, that began yesterday and ends tomorrow. Those who have these addresses take part. */
export async function openRoom({ course }: Pick<Edition, 'course'>, emails: string[]): Promise<Workshop> {
	const now = new Date();
	const yesterday = new Date(now.getTime() - day);
	const host = await asSignedIn(facilitator.email, now);
	const { workshop, faults } = await createWorkshop(
		{
			...{ organizationId: host.roles[0]!.organizationId, title: 'Tres días en Valle Claro', language: 'es' },
			...{ startsOn: dayIn(yesterday, timeZone), endsOn: dayIn(new Date(now.getTime() + day), timeZone) },
			...{ opensAt: '08:30', closesAt: '16:30', timeZone, place: 'Sala 2', link: '', note: '', courses: [course] }
		},
		host,
		yesterday
	);
	if (!workshop) throw new Error(`The plan has faults: ${JSON.stringify(faults)}`);
	for (const email of emails) {
		const { id } = (await findByEmail(email))!;
		if (!(await addParticipant(workshop.id, id, reachOf(host, 'facilitate'), now)))
			throw new Error(`${email} is not among the facilitator's people`);
	}
	return workshop;
}

async function asSignedIn(email: string, now: Date): Promise<SignedIn> {
	const { id } = (await findByEmail(email))!;
	return (await findSignedIn(await signIn(id, 'a story', now), now))!;
}
