import { handIn, type Answers } from '#server/assessment/attempt.ts';
import { compareSubmission, names, submitPractice } from '#server/assessment/practice.ts';
import { issueDue } from '#server/certification/credential.ts';
import type { Edition, Practice, Quiz } from '#server/content/course.ts';
import { path } from '#server/content/edition.ts';
import { newId } from '#server/db/id.ts';
import { write } from '#server/db/store.ts';
import { enroll, leave } from '#server/learning/enrollment.ts';
import { completeStep } from '#server/learning/progress.ts';
import { timeZones } from '#server/people/country.ts';
import { addOrganization, type Organization } from '#server/people/organization.ts';
import { hashPassword } from '#server/people/password.ts';
import { changeProfile, documents } from '#server/people/person.ts';
import { giveRole } from '#server/people/role.ts';
import { consent, person } from '#server/people/tables.ts';
import { demoPassword } from './accounts.ts';
import { people, type Invented } from './people.ts';
import { rightAnswer } from './answers.ts';
import { demo } from './tables.ts';

const day = 24 * 3600_000;

/** Fills an empty database with invented people and what they have learned so far, up to `now`. `courses` are published already; `origin` begins the links in their letters. */
export async function fillDemo(courses: Edition[], origin: string, now: Date): Promise<void> {
	const passwordHash = await hashPassword(demoPassword);
	const tree = await plantOrganizations(now);
	for (const invented of people) await settle(invented, passwordHash, tree, courses, origin, now);
	await write(async (tx) => {
		await tx.insert(demo).values({ id: newId(), filledAt: now });
	});
}

async function plantOrganizations(now: Date): Promise<Record<string, Organization>> {
	const began = new Date(now.getTime() - 400 * day);
	const region = await addOrganization(
		{ kind: 'region', name: { en: 'Puente Demo Network', es: 'Red Demo Puente' } },
		began
	);
	const country = (code: string, en: string, es: string) =>
		addOrganization({ kind: 'country', name: { en, es }, country: code, parentId: region.id }, began);
	const guatemala = await country('GT', 'Guatemala', 'Guatemala');
	const chile = await country('CL', 'Chile', 'Chile');
	const institution = (parent: Organization, en: string, es: string) =>
		addOrganization(
			{ kind: 'institution', name: { en, es }, country: parent.country ?? undefined, parentId: parent.id },
			began
		);
	return {
		region,
		GT: guatemala,
		CL: chile,
		harbor: await institution(guatemala, 'Harbor House (invented)', 'Casa Puerto (inventada)'),
		court: await institution(
			guatemala,
			'Drug Treatment Court of Valle Claro (invented)',
			'Tribunal de Tratamiento de Drogas de Valle Claro (inventado)'
		),
		clinic: await institution(chile, 'Andes Clinic (invented)', 'Clínica Andes (inventada)')
	};
}

async function settle(
	invented: Invented,
	passwordHash: string,
	tree: Record<string, Organization>,
	courses: Edition[],
	origin: string,
	now: Date
): Promise<void> {
	const began = new Date(now.getTime() - (invented.days + 3) * day);
	const id = newId();
	const { name, email, language, country } = invented;
	await write(async (tx) => {
		await tx.insert(person).values({
			id,
			email,
			name,
			language,
			country,
			passwordHash,
			emailConfirmedAt: began,
			timeZone: timeZones[country] ?? 'UTC',
			wantsReminders: true,
			createdAt: began
		});
		for (const document of ['privacy', 'terms'] as const)
			await tx.insert(consent).values({ personId: id, document, version: documents[document], givenAt: began });
	});
	const institution = tree[invented.institution];
	await changeProfile(id, {
		institution: institution?.name[language] ?? null,
		sector: invented.sector,
		profession: invented.profession,
		sex: invented.sex ?? null
	});
	if (invented.role) await giveRole(id, invented.role, tree[invented.roleIn ?? 'region']!.id, undefined, began);
	const [course] = courses;
	if (course && invented.share !== undefined) await learn(id, course, invented, origin, now);
}

// Everything through the same doors as real people, at days that are past.
async function learn(
	personId: string,
	course: Edition,
	{ days, share, language, leaves }: Invented,
	origin: string,
	now: Date
): Promise<void> {
	const start = new Date(now.getTime() - days * day);
	const place = await enroll(personId, course, start);
	const steps = path(course);
	const until = Math.round(steps.length * (share ?? 0));
	for (const [at, { module, step }] of steps.slice(0, until).entries()) {
		const when = new Date(start.getTime() + ((at + 1) / steps.length) * Math.max(1, days - 2) * day);
		if (step.kind === 'quiz' || step.kind === 'test') await handIn(place, course, module, step, answersTo(step), when);
		else if (step.kind === 'practice') {
			await submitPractice(place, module, step, invention(step, language), language, when);
			await compareSubmission(
				place,
				course,
				module,
				step,
				Object.fromEntries(step.rubric.map(({ id }, row) => [id, row % 2 ? 3 : 2])),
				'',
				when
			);
		} else await completeStep(place, course, module, step, when);
		await issueDue(origin, when, place.id);
	}
	if (leaves) await leave(personId, course.course, new Date(now.getTime() - day));
}

// A first test goes half well, everything else well.
function answersTo(quiz: Quiz): Answers {
	const items = quiz.pass === undefined ? quiz.items.filter((_, place) => place % 2 === 0) : quiz.items;
	return Object.fromEntries(items.map((item) => [item.id, rightAnswer(item)]));
}

const written = { en: 'Written for the demo.', es: 'Escrito para la demostración.' };

function invention(practice: Practice, language: 'en' | 'es'): Record<string, string> {
	return Object.fromEntries(
		names(practice).map((name, place) => {
			const field = practice.fields.find(({ id }) => id === name.split('.')[0]);
			const answer =
				field?.kind === 'ratings'
					? String(place % 4)
					: field?.kind === 'choice'
						? (field.options[0]?.id ?? '')
						: written[language];
			return [name, answer];
		})
	);
}

/** Whether anybody has an account in the open database. */
export async function isEmpty(): Promise<boolean> {
	return write(async (tx) => (await tx.select({ id: person.id }).from(person).limit(1)).length === 0);
}
