import { issueDue } from '#server/certification/credential.ts';
import type { Edition } from '#server/content/course.ts';
import { newId } from '#server/db/id.ts';
import { write } from '#server/db/store.ts';
import { timeZones } from '#server/people/country.ts';
import type { Organization } from '#server/people/organization.ts';
import { hashPassword } from '#server/people/password.ts';
import { documents } from '#server/people/person.ts';
import { giveRole } from '#server/people/role.ts';
import { consent, person } from '#server/people/tables.ts';
import { demoPassword } from './accounts.ts';
import { inventCrowd } from './crowd.ts';
import { learn } from './learning.ts';
import { people, type Invented } from './people.ts';
import { demo } from './tables.ts';
import { plantTree } from './tree.ts';
import { holdWorkshops } from './workshops.ts';

const day = 24 * 3600_000;
/** The course that everybody begins with, where it is on offer. */
const mainCourse = 'social-integration';

/**
 * Fills an empty database with invented people of five countries and what they have learned so far, up to `now`. `published` are the courses on offer; `origin` begins
 * the links in their letters. `crowd` is who comes besides those with a name of their own.
 */
export async function fillDemo(
	published: Edition[],
	origin: string,
	now: Date,
	crowd: Invented[] = inventCrowd()
): Promise<void> {
	const passwordHash = await hashPassword(demoPassword);
	const courses = [...published].sort((a, b) => Number(b.course === mainCourse) - Number(a.course === mainCourse));
	const tree = await plantTree(new Date(now.getTime() - 480 * day));
	const finished = [];
	const everybody = [...people, ...crowd];
	// Some in one write: a write of its own for each step of everybody would take minutes.
	for (let at = 0; at < everybody.length; at += 40)
		finished.push(...(await write(() => settleAll(everybody.slice(at, at + 40), passwordHash, tree, courses, now))));
	for (const { enrollmentId, finishedAt } of finished) await issueDue(origin, finishedAt, enrollmentId);
	await holdWorkshops(tree, courses, origin, now);
	await write(async (tx) => {
		await tx.insert(demo).values({ id: newId(), filledAt: now });
	});
}

async function settleAll(
	some: Invented[],
	passwordHash: string,
	tree: Record<string, Organization>,
	courses: Edition[],
	now: Date
): Promise<{ enrollmentId: string; finishedAt: Date }[]> {
	const finished = [];
	for (const invented of some) {
		const id = await settle(invented, passwordHash, tree, now);
		const { share, days } = invented;
		if (share === undefined) continue;
		// The first course first; whoever finished it long ago has begun the next.
		for (const [at, course] of courses.entries()) {
			const begun = { ...invented, days: days - at * 60, share: at === 0 ? share : Math.max(0, share - 0.3 * at) };
			if (at > 0 && (share < 1 || begun.days < 5)) break;
			const { enrollmentId, finishedAt } = await learn(id, course, begun, now);
			if (finishedAt) finished.push({ enrollmentId, finishedAt });
		}
	}
	return finished;
}

async function settle(
	invented: Invented,
	passwordHash: string,
	tree: Record<string, Organization>,
	now: Date
): Promise<string> {
	const began = new Date(now.getTime() - (invented.days + 3) * day);
	const id = newId();
	const { name, email, language, country, sector, profession, sex, role, roleIn } = invented;
	const institution = tree[invented.institution];
	const home = tree[invented.team ?? ''] ?? institution ?? tree[country] ?? tree.region!;
	await write(async (tx) => {
		await tx.insert(person).values({
			...{ id, email, name, language, country, sector, profession, sex, passwordHash },
			institution: institution?.name[language],
			organizationId: home.id,
			emailConfirmedAt: began,
			timeZone: timeZones[country] ?? 'UTC',
			wantsReminders: true,
			createdAt: began
		});
		for (const document of ['privacy', 'terms'] as const)
			await tx.insert(consent).values({ personId: id, document, version: documents[document], givenAt: began });
		if (role) await giveRole(id, role, tree[roleIn ?? 'region']!.id, undefined, began);
	});
	return id;
}

/** Whether anybody has an account in the open database. */
export async function isEmpty(): Promise<boolean> {
	return write(async (tx) => (await tx.select({ id: person.id }).from(person).limit(1)).length === 0);
}
